package dev.weft.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script is asked as bash asks it when somebody presses the tabulator. */
@SuppressWarnings("InterruptedExceptionSwallowed") // a test that is interrupted has failed
class CompletionCommandTest {

    @TempDir
    private Path folder;

    @Test
    void bashCompletesCommandsOptionsAndChoices() throws Exception {
        assumeTrue(isThere("bash"), "there is no bash");
        var shell = new Shell(folder);
        assertThat(shell.weft("completion")).isZero();
        Files.writeString(folder.resolve("weft.sh"), shell.out());

        assertThat(completed("weft", "comp")).isEqualTo("completion");
        assertThat(completed("weft", "mat")).isEqualTo("materialize");
        assertThat(completed("weft", "materialize", "--fo")).isEqualTo("--force");
        assertThat(completed("weft", "catalog", "re")).isEqualTo("rebuild");
    }

    private static boolean isThere(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .anyMatch(each -> Files.isExecutable(Path.of(each, program)));
    }

    private String completed(String... words) throws IOException, InterruptedException {
        var script = """
                source '%s'
                COMP_WORDS=(%s); COMP_CWORD=%d
                "$(complete -p weft | sed 's/.*-F \\([^ ]*\\).*/\\1/')" weft '%s' '%s' 2>/dev/null
                echo "${COMPREPLY[*]}"
                """.formatted(
                        folder.resolve("weft.sh"),
                        String.join(" ", words),
                        words.length - 1,
                        words[words.length - 1],
                        words[words.length - 2]);
        var bash = new ProcessBuilder("bash", "-c", script).start();
        bash.getOutputStream().close();
        var out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(bash.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return out;
    }
}
