package dev.weft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each version says it was made of: windows and all partitions, observed and absent inputs, the asset's own past. */
class ProvenanceTest {

    private static final String ASSETS = """
            import dev.weft.api.*;
            import java.util.*;

            @Assets
            class Made {
                @ExternalAsset DataVersion feed() { return DataVersion.of("f1"); }

                @Asset @DailyPartitions(start = "2001-01-01", end = "2001-01-04")
                int day(PartitionKey day, Upstream<?> feed) { return day.text().length(); }

                @Asset @DailyPartitions(start = "2001-01-01", end = "2001-01-04")
                int week(@Window(from = -2, to = 0) Map<PartitionKey, Integer> day) { return day.size(); }

                @Asset int total(@AllPartitions Map<PartitionKey, Integer> day, Optional<Integer> target) { return day.size(); }

                @Asset int target() { return 5; }

                @Asset @DailyPartitions(start = "2001-01-01", end = "2001-01-04")
                int so_far(int day, @Previous Optional<Integer> so_far) { return day + so_far.orElse(0); }
            }
            """;

    @TempDir
    private Path folder;

    private Shell shell;

    @BeforeEach
    void materialize() throws IOException {
        shell = new Shell(Files.writeString(folder.resolve("Made.java"), ASSETS));
        assertThat(shell.weft("materialize", "day, week, total, so_far")).isZero();
    }

    @Test
    void anObservedInputIsTheVersionThatWasSeen() {
        show("day", "2001-01-02");
        assertThat(shell.out()).contains("{\"asset\":\"feed\",\"dataVersion\":\"f1\",\"sequence\":");
        shell.weft("show", "day", "--partition", "2001-01-02");
        assertThat(shell.out()).containsPattern("read +feed f1");
    }

    @Test
    void aWindowIsEachOfItsPartitions() {
        show("week", "2001-01-03");
        assertThat(inputs()).containsExactly("day[2001-01-01]", "day[2001-01-02]", "day[2001-01-03]");
        show("week", "2001-01-01");
        assertThat(inputs()).containsExactly("day[2001-01-01]");
    }

    @Test
    void allPartitionsAreEachOfThemAndWhatWasNotThereIsNamedWithoutAVersion() {
        shell.weft("show", "total", "--json");
        assertThat(inputs()).containsExactly("day[2001-01-01]", "day[2001-01-02]", "day[2001-01-03]", "target");
        assertThat(shell.out()).contains("{\"asset\":\"target\",\"sequence\":0}");
        shell.weft("show", "total");
        assertThat(shell.out())
                .containsPattern("read +target none")
                .containsPattern("read +day\\[2001-01-01\\] [0-9a-f]{8}");

        shell.weft("materialize", "target");
        shell.weft("plan", "total");
        assertThat(shell.out()).contains("target exists now");
    }

    @Test
    void theAssetsOwnPastIsAnInputToo() {
        show("so_far", "2001-01-02");
        assertThat(inputs()).containsExactly("day[2001-01-02]", "so_far[2001-01-01]");
        show("so_far", "2001-01-01");
        assertThat(inputs()).containsExactly("day[2001-01-01]");
    }

    private void show(String asset, String partition) {
        shell.weft("show", asset, "--partition", partition, "--json");
    }

    private java.util.List<String> inputs() {
        return java.util.regex.Pattern.compile(
                        "\\{\"asset\":\"(\\w+)\"(?:,\"partition\":\"([^\"]+)\")?(?:,\"dataVersion\":\"[^\"]*\")?,\"sequence\"")
                .matcher(shell.out())
                .results()
                .map(found -> found.group(1) + (found.group(2) == null ? "" : "[" + found.group(2) + "]"))
                .toList();
    }
}
