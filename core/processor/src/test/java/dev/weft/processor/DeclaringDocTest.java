package dev.weft.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/declaring.md are one project that compiles. */
class DeclaringDocTest {

    private static final Pattern JAVA = Pattern.compile("(?s)```java\n(.*?)```");

    @TempDir
    private Path output;

    @Test
    void the_examples_compile_together() throws IOException {
        var text = Files.readString(Path.of("../../docs/declaring.md"));
        var sources = JAVA.matcher(text).results().map(match -> match.group(1)).toArray(String[]::new);

        assertThat(sources).hasSizeGreaterThan(6);
        assertThat(Compilation.of(output, List.of(), sources).errors()).isEmpty();
    }
}
