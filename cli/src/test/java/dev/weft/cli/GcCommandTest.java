package dev.weft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.cli.command.ExitCode;
import dev.weft.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GcCommandTest {

    private static final String NUMBERS = """
            import dev.weft.api.*;
            import java.nio.file.Files;
            import java.nio.file.Path;
            import java.util.List;
            import java.util.stream.IntStream;
            import java.util.stream.Stream;

            @Assets
            class Numbers {
                record Number(int number) {}

                @ExternalAsset
                DataVersion source() throws Exception { return DataVersion.of(text()); }

                @Asset
                Stream<Number> numbers(Upstream<?> source) throws Exception {
                    int count = Integer.parseInt(text());
                    return IntStream.range(0, count).peek(i -> { if (i == 7) throw new IllegalStateException("seven"); }).mapToObj(Number::new);
                }

                @Asset
                long total(List<Number> numbers) { return numbers.size(); }

                private String text() throws Exception { return Files.readString(Path.of("FOLDER", "count.txt")); }
            }
            """;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @BeforeEach
    void threeVersionsAndAFailedAttempt() throws IOException {
        Files.writeString(folder.resolve("Numbers.java"), NUMBERS.replace("FOLDER", folder.toString()));
        Files.writeString(folder.resolve("application.yml"), "weft.io.default.format: csv\n");
        for (var count : List.of("1", "2", "8", "3")) {
            Files.writeString(folder.resolve("count.txt"), count);
            weft("materialize");
        }
    }

    @Test
    void supersededVersionsAndLeftoversGoAndTheLatestStays() throws IOException {
        assertThat(weft("gc", "--dry-run", "--json")).isZero();
        assertThat(out())
                .contains("\"dryRun\":true", "\"versions\":4", "\"leftovers\":1", "\"stores\":{\"default\":5}");
        assertThat(versions("numbers")).hasSize(4);

        assertThat(weft("gc")).isZero();

        assertThat(out())
                .contains("numbers")
                .contains("(left by an attempt)")
                .contains("Deleted 4 superseded versions and 1 leftover");
        assertThat(versions("numbers")).hasSize(1);
        assertThat(versions("total")).hasSize(1);
        assertThat(folder.resolve("data/numbers.csv")).hasContent("number\n0\n1\n2\n");
        assertThat(weft("plan", "--exit-code")).isZero();

        weft("gc");
        assertThat(out()).contains("Nothing to collect");
    }

    @Test
    void asManyOfTheNewestStayAsAreWanted() throws IOException {
        weft("gc", "--keep", "2", "--json");

        assertThat(out()).contains("\"versions\":2", "\"leftovers\":1");
        assertThat(versions("numbers")).hasSize(2);
        assertThat(weft("gc", "--keep", "0")).isEqualTo(ExitCode.WRONG_INPUT);
    }

    @Test
    void whatAnInterruptedCollectionLeftGoesTheNextTime() throws IOException {
        var lost = versions("numbers").get(0);
        var again = Files.readAllBytes(lost);
        weft("gc");
        Files.write(lost, again);

        weft("gc", "--json");

        assertThat(versions("numbers")).hasSize(1);
    }

    private List<Path> versions(String asset) throws IOException {
        try (var files = Files.list(folder.resolve("data/.versions").resolve(asset))) {
            return files.filter(file -> !file.toString().endsWith(".columns"))
                    .sorted()
                    .toList();
        }
    }

    private int weft(String... arguments) {
        out.reset();
        var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        var all = new ArrayList<>(List.of("-p", folder.resolve("Numbers.java").toString()));
        all.addAll(List.of(arguments));
        return Main.execute(new Terminal(stream, stream, Terminal.Looks.PLAIN), all.toArray(String[]::new));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
