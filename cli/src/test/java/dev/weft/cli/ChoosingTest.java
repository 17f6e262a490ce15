package dev.weft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.cli.command.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --only}, {@code --with-upstream} and {@code --force}, with partitions and selections. */
class ChoosingTest {

    private static final String CHAIN = """
            import dev.weft.api.*;
            import java.util.*;

            @Assets
            class Chain {
                @Asset @StaticPartitions({"eu", "us"}) int raw(PartitionKey region) { return region.text().length(); }

                @Asset @StaticPartitions({"eu", "us"}) int clean(int raw) { return raw; }

                @Asset int report(Map<PartitionKey, Integer> clean) { return clean.size(); }

                @Asset(group = "other") int mail(int report) { return report; }
            }
            """;

    @TempDir
    private Path folder;

    private Shell shell;

    @BeforeEach
    void aChain() throws IOException {
        shell = new Shell(Files.writeString(folder.resolve("Chain.java"), CHAIN));
    }

    @Test
    void whatIsNeededAndNotThereIsRefusedWaitedForOrTakenIn() {
        assertThat(shell.weft("materialize", "report")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(shell.err())
                .contains("report reads clean, which has no version and is not selected. Add --with-upstream");

        assertThat(shell.weft("materialize", "report", "--only")).isZero();
        assertThat(shell.out()).contains("waits for clean, which has no version and is not selected");

        assertThat(ran("report", "--with-upstream"))
                .containsExactlyInAnyOrder("raw[eu]", "raw[us]", "clean[eu]", "clean[us]", "report");
    }

    @Test
    void onlyTakesWhatItCanOfASelectionAndLeavesTheRest() {
        ran("raw", "--partition", "eu");

        assertThat(ran("clean, report", "--only")).containsExactly("clean[eu]");
        assertThat(shell.weft("plan", "clean, report", "--only")).isZero();
        assertThat(shell.out()).contains("waits for raw[us]", "waits for clean[us]");

        assertThat(ran("clean", "--only", "--force")).containsExactly("clean[eu]");
        assertThat(shell.weft("plan", "clean", "--only", "--with-upstream")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(shell.err()).contains("--only and --with-upstream exclude each other");
    }

    @Test
    void whatIsBelowSomethingStaleThatWasNotChosenSaysSo() throws IOException {
        ran("*");
        Files.writeString(folder.resolve("Chain.java"), CHAIN.replace("text().length()", "text().length() + 1"));

        assertThat(ran("report", "--only")).isEmpty();
        shell.weft("plan", "report");
        assertThat(shell.out()).contains("fresh, pending upstream: raw is stale");
        assertThat(ran("report", "--with-upstream")).hasSize(5);
    }

    @Test
    void forceRunsAllThatWasChosenAndNothingElse() {
        ran("*");

        assertThat(ran("*")).isEmpty();
        assertThat(ran("clean", "--force")).containsExactlyInAnyOrder("clean[eu]", "clean[us]");
        assertThat(ran("clean", "--force", "--partition", "us")).containsExactly("clean[us]");
        assertThat(ran("report", "--force", "--with-upstream", "--partition", "eu"))
                .containsExactlyInAnyOrder("raw[eu]", "clean[eu]", "report");
        assertThat(ran("group:other", "--force")).containsExactly("mail");
        assertThat(ran("raw+ and not mail", "--force", "--partition", "eu,us")).hasSize(5);
        assertThat(ran("status:missing", "--force")).isEmpty();
    }

    @Test
    void aPartitionThatNobodyKnowsIsRefused() {
        assertThat(shell.weft("materialize", "raw", "--force", "--partition", "asia"))
                .isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(shell.err()).contains("asia");
    }

    private List<String> ran(String selection, String... options) {
        var arguments = new java.util.ArrayList<>(List.of("materialize", selection, "--json"));
        arguments.addAll(List.of(options));
        shell.weft(arguments.toArray(String[]::new));
        return shell.out()
                .lines()
                .filter(line -> line.contains("\"type\":\"materialized\""))
                .map(line -> text(line, "asset")
                        + (line.contains("\"partition\"") ? "[" + text(line, "partition") + "]" : ""))
                .collect(Collectors.toList());
    }

    private static String text(String json, String field) {
        return Objects.requireNonNull(json.replaceAll(".*\"" + field + "\":\"([^\"]*)\".*", "$1"));
    }
}
