package dev.weft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.asset.AssetKey;
import dev.weft.catalog.Catalog;
import dev.weft.project.Project;
import dev.weft.runtime.Instance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A process is killed at each telling moment of a publication and of collecting: the catalog tells of whole versions only, and what people open follows
 * it from the next command on, whichever that is. With real processes.
 */
@Timeout(120)
@SuppressWarnings("InterruptedExceptionSwallowed") // a test that is interrupted has failed
class CrashPointsTest {

    private static final AssetKey WORD = AssetKey.parse("word");

    private static final String PROJECT = """
            import dev.weft.api.*;
            import java.nio.file.Files;
            import java.nio.file.Path;

            @Assets
            public class Words {
                @Asset String word() throws Exception { return Files.readString(Path.of("%s")); }
            }
            """;

    @TempDir
    private Path folder;

    private Shell shell;

    @BeforeEach
    void publishOne() throws IOException {
        Files.writeString(folder.resolve("Words.java"), PROJECT.formatted(folder.resolve("source")));
        Files.writeString(folder.resolve("source"), "one");
        shell = new Shell(folder);
        assertThat(shell.weft("materialize")).as(shell::err).isZero();
    }

    @ParameterizedTest
    @CsvSource({"BEFORE_COMMIT, false", "WRITTEN, false", "COMMITTED, true", "LINKED, true", "SWAPPED, true"})
    void aPublicationIsThereOrNotAndTheNextCommandShowsWhatIsThere(String moment, boolean published) throws Exception {
        Files.writeString(folder.resolve("source"), "two");

        assertThat(killedAt(moment, "materialize", "--force")).isEqualTo(137);
        assertThat(shell.weft("list", "--status")).as(shell::err).isZero();

        assertThat(latest()).isEqualTo(published ? "\"two\"" : "\"one\"");
        assertThat(shown()).isEqualTo(latest());
        assertThat(unswapped()).isEmpty();
        assertThat(folder.resolve(".weft/links")).isEmptyDirectory();
    }

    @Test
    void aCommitThatWasNotForcedYetIsThereWholeOrNotAtAll() throws Exception {
        Files.writeString(folder.resolve("source"), "two");

        assertThat(killedAt("UNFORCED", "materialize", "--force")).isEqualTo(137);
        assertThat(shell.weft("list", "--status")).as(shell::err).isZero();

        assertThat(latest()).isIn("\"one\"", "\"two\"");
        assertThat(shown()).isEqualTo(latest());
    }

    @Test
    void aSecondKillWhileLinksAreMendedIsMendedToo() throws Exception {
        Files.writeString(folder.resolve("source"), "two");

        assertThat(killedAt("COMMITTED", "materialize", "--force")).isEqualTo(137);
        assertThat(killedAt("LINKED", "list", "--status")).isEqualTo(137);
        assertThat(shown()).isEqualTo("\"one\"");
        assertThat(shell.weft("list", "--status")).as(shell::err).isZero();

        assertThat(shown()).isEqualTo("\"two\"");
        assertThat(unswapped()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"COLLECTING", "COLLECTED"})
    void aCollectionThatWasCutOffIsDoneByTheNext(String moment) throws Exception {
        for (var text : List.of("two", "three")) {
            Files.writeString(folder.resolve("source"), text);
            assertThat(shell.weft("materialize", "--force")).as(shell::err).isZero();
        }

        assertThat(killedAt(moment, "gc", "--keep", "1")).isEqualTo(137);
        assertThat(latest()).isEqualTo("\"three\"");
        assertThat(shell.weft("gc", "--keep", "1")).as(shell::err).isZero();

        assertThat(shown()).isEqualTo("\"three\"");
        assertThat(latest()).isEqualTo("\"three\"");
        try (var versions = Files.list(folder.resolve("data/.versions/word"))) {
            assertThat(versions).hasSize(1);
        }
        assertThat(shell.weft("plan", "--exit-code")).as(shell::out).isZero();
    }

    private String shown() throws IOException {
        return Files.readString(folder.resolve("data/word.json"));
    }

    private String latest() throws IOException {
        try (var instance = Instance.of(Project.open(folder, "", line -> {}), Clock.systemUTC())) {
            return Files.readString(folder.resolve("data").resolve(location(instance.catalog())));
        }
    }

    private static String location(Catalog catalog) {
        return catalog.versions(WORD, 1).get(0).materialization().stored().location();
    }

    private List<Path> unswapped() throws IOException {
        try (var files = Files.list(folder.resolve("data"))) {
            return files.filter(file -> file.getFileName().toString().startsWith(".word"))
                    .toList();
        }
    }

    private int killedAt(String moment, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Ddev.weft.fault=" + moment,
                "-cp",
                System.getProperty("java.class.path"),
                "dev.weft.cli.Main",
                "-p",
                folder.toString()));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
