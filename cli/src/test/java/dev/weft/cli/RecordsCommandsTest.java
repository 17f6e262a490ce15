package dev.weft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.cli.command.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that look at and change what is recorded: check, report, wipe, runs, run, doctor. */
class RecordsCommandsTest {

    private static final String SHOP = """
            import dev.weft.api.*;
            import java.util.List;

            @Assets
            class Shop {
                @ExternalAsset DataVersion delivery() { return DataVersion.of("d1"); }

                @Asset int stock(Upstream<?> delivery) { return 7; }

                @Asset @StaticPartitions({"north", "south"}) int till(PartitionKey shop) { return shop.text().length(); }

                @Asset void mail(int stock) {}

                @Asset String news(Upstream<?> feed) { return feed.dataVersion().orElseThrow().text(); }

                @AssetCheck CheckResult some(int stock) { return CheckResult.of(stock > 0, "empty"); }
                @AssetCheck CheckResult odd_name(int till) { return CheckResult.warn("five letters"); }
            }

            @Assets
            interface Outside {
                /** Told to Weft by the loader. */
                @ExternalAsset DataVersion feed();
            }
            """;

    @TempDir
    private Path folder;

    private Shell shell;

    @BeforeEach
    void aShop() throws IOException {
        shell = new Shell(Files.writeString(folder.resolve("Shop.java"), SHOP));
    }

    @Test
    void checksRunAloneOnWhatWasMade() {
        assertThat(weft("check")).isZero();
        assertThat(shell.out()).contains("Nothing to look at");
        weft("materialize", "till");

        assertThat(weft("check", "--json")).isZero();

        assertThat(shell.out().lines())
                .hasSize(2)
                .allMatch(line -> line.contains("\"check\":\"odd_name\"") && line.contains("\"severity\":\"warn\""));
        assertThat(weft("check", "till", "--partition", "north")).isZero();
        assertThat(shell.out()).contains("till[north]").contains("1 warned.");
        assertThat(weft("check", "mail")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(shell.err()).contains("has a check");
    }

    @Test
    void aReportedVersionCountsAsMadeFromTheCodeAndInputsOfNow() {
        assertThat(weft("report", "mail", "--metadata", "letters=12", "--metadata", "list=all", "--json"))
                .isZero();
        assertThat(shell.out()).contains("\"asset\":\"mail\"").contains("\"dataVersion\":\"reported-");

        weft("show", "mail", "--json");
        assertThat(shell.out())
                .contains("\"status\":\"fresh\"")
                .contains("\"letters\":12")
                .contains("\"list\":\"all\"");
    }

    @Test
    void aReportToAnExternalAssetMakesWhatReadsItStale() {
        assertThat(weft("report", "feed", "--data-version", "monday")).isZero();
        assertThat(weft("materialize", "news")).isZero();
        assertThat(weft("plan", "news", "--exit-code")).isZero();

        assertThat(weft("report", "feed", "--data-version", "tuesday")).isZero();

        assertThat(weft("plan", "news", "--exit-code")).isEqualTo(ExitCode.WORK_TO_DO);
        assertThat(shell.out()).contains("feed").contains("monday").contains("tuesday");
    }

    @Test
    void whatCannotBeReportedSaysWhy() {
        assertThat(weft("report", "delivery")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(shell.err()).contains("weft observe delivery");

        assertThat(weft("report", "stock")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(shell.err()).contains("--location");

        assertThat(weft(
                        "report",
                        "stock",
                        "--location",
                        folder.resolve("no.json").toString()))
                .isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(shell.err()).contains("nothing at").contains("no.json");

        assertThat(weft("report", "till")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(shell.err()).contains("--partition").contains("2 partitions, north…south");

        assertThat(weft("report", "till", "--partition", "west")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(shell.err()).contains("west");

        assertThat(weft("report", "mails")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(shell.err()).contains("mail");
    }

    @Test
    void aReportedFileIsReadByWhatIsDownstream() throws IOException {
        var file = Files.writeString(folder.resolve("stock.json"), "12");

        assertThat(weft("report", "stock", "--location", file.toString())).isZero();

        assertThat(weft("materialize", "mail")).isZero();
        assertThat(shell.out()).contains("✓ mail");
        assertThat(weft("check", "stock", "--json")).isZero();
        assertThat(shell.out()).contains("\"severity\":\"pass\"");
    }

    @Test
    void aWipeIsConfirmedOrSaidOutright() {
        weft("materialize", "till");

        assertThat(weft("wipe", "till")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(shell.err()).contains("2 partitions of till").contains("--yes");
        assertThat(weft("wipe", "till", "--partition", "east")).isEqualTo(ExitCode.WRONG_INPUT);

        assertThat(weft("wipe", "till", "--partition", "north", "--yes")).isZero();
        assertThat(shell.out()).contains("1 version declared void");
        weft("plan", "till", "--json");
        assertThat(shell.out())
                .contains("\"type\":\"work\",\"assets\":[\"till\"],\"steps\":1,\"partitions\":[\"north\"]");
    }

    @Test
    void runsAreFilteredAndPaged() {
        weft("materialize", "till");
        weft("materialize", "mail", "--with-upstream");
        weft("runs", "--json");
        var lines = shell.out().lines().toList();
        assertThat(lines).hasSize(2);
        var latest = lines.get(0).replaceAll(".*\"run\":\"([0-9a-z]{12})\".*", "$1");

        weft("runs", "--limit", "1");
        assertThat(shell.out()).contains(latest);
        assertThat(shell.err()).contains("--before " + latest);

        weft("runs", "--before", latest, "--json");
        assertThat(shell.out().lines()).containsExactly(lines.get(1));
        weft("runs", "--asset", "till", "--status", "succeeded", "--json");
        assertThat(shell.out().lines()).containsExactly(lines.get(1));
        weft("runs", "--status", "failed,cancelled");
        assertThat(shell.err()).contains("No such run");

        assertThat(weft("runs", "--status", "good")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(weft("run", "nosuchrun001")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(shell.err()).contains("There is no run");
    }

    @Test
    void theLatestRunIsShownAndAnEndedOneIsFollowedToItsEnd() {
        weft("materialize", "till");

        assertThat(weft("run")).isZero();
        assertThat(shell.out()).contains("till[north]").contains("2 succeeded");

        assertThat(weft("run", "--follow")).isZero();
        assertThat(shell.out()).contains("till[south] starts").contains("run succeeded");
    }

    @Test
    void theDoctorFindsAHealthyProjectAndABrokenOne() throws IOException {
        assertThat(weft("doctor", "--json")).isZero();
        assertThat(shell.out())
                .contains("\"about\":\"project\",\"state\":\"ok\"")
                .contains("none yet")
                .doesNotContain("problem");
        assertThat(folder.resolve(".weft/catalog")).doesNotExist();

        Files.writeString(folder.resolve("Shop.java"), SHOP.replace("int stock", "int st ock"));
        assertThat(weft("doctor")).isEqualTo(ExitCode.FAILED);
        assertThat(shell.out()).contains("✗ project").contains("Shop.java:");
    }

    @Test
    void theCompletionScriptKnowsCommandsAndOptionsButNoHiddenOnes() {
        assertThat(weft("completion")).isZero();

        assertThat(shell.out())
                .startsWith("#!/usr/bin/env bash")
                .contains("materialize")
                .contains("--partition")
                .doesNotContain("internal-train");
    }

    private int weft(String... arguments) {
        return shell.weft(arguments);
    }
}
