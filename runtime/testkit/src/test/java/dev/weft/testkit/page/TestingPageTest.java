package dev.weft.testkit.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TestingPageTest {

    private static final Path HOUSE =
            Path.of("").toAbsolutePath().resolve("../..").normalize();
    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void eachExampleOfThePageStandsInATestThatRuns() throws IOException {
        var code = squeezed(read("runtime/testkit/src/test/java/dev/weft/testkit/page/SalesAssetsTest.java"));

        var blocks = BLOCK.matcher(read("docs/testing.md")).results().toList();

        assertThat(blocks).hasSizeGreaterThan(3);
        assertThat(blocks).allSatisfy(block -> assertThat(code).contains(squeezed(block.group(1))));
    }

    private static String read(String path) throws IOException {
        return Files.readString(HOUSE.resolve(path));
    }

    private static String squeezed(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
