package dev.weft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.cli.command.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a change of code makes run, from end to end: a drop by day, cleaned, counted by airport, summed up for the month. */
class CodeChangeTest {

    private static final String ASSETS = """
            import dev.weft.api.*;
            import java.nio.file.Files;
            import java.nio.file.Path;
            import java.util.*;
            import java.util.stream.*;

            @Assets
            class Flights {
                record Flight(String origin, int delay) {}
                record AirportDelay(String airport, int flights) {}

                @ExternalAsset @DailyPartitions(start = "2001-01-01", end = "2001-01-04")
                DataVersion airline_drop(PartitionKey day) throws Exception { return DataVersion.of(Files.readString(file(day))); }

                /** Cleaned. */
                @Asset @DailyPartitions(start = "2001-01-01", end = "2001-01-04")
                List<Flight> flights(PartitionKey day, Upstream<?> airline_drop) throws Exception {
                    return Files.readAllLines(file(day)).stream().map(Cleaning::flight).toList();
                }

                @Asset @DailyPartitions(start = "2001-01-01", end = "2001-01-04")
                List<AirportDelay> airport_delays(List<Flight> flights) {
                    return flights.stream()
                            .collect(Collectors.groupingBy(Flight::origin, TreeMap::new, Collectors.counting()))
                            .entrySet().stream().map(each -> new AirportDelay(each.getKey(), each.getValue().intValue())).toList();
                }

                @Asset
                int month(List<AirportDelay> airport_delays) { return airport_delays.stream().mapToInt(AirportDelay::flights).sum() + airport_delays.size(); }

                @AssetCheck(blocking = true)
                CheckResult some(List<Flight> flights) { return CheckResult.of(flights.size() > Limits.least(), "too few"); }

                private static Path file(PartitionKey day) { return Path.of("FOLDER", day + ".txt"); }
            }
            """;
    private static final String CLEANING = """
            class Cleaning {
                static Flights.Flight flight(String line) {
                    String[] fields = line.split(",");
                    return new Flights.Flight(normalize(fields[0]), Integer.parseInt(fields[1]));
                }
                private static String normalize(String airport) { return airport.strip(); }
            }
            """;
    private static final String LIMITS = "class Limits { static int least() { return 0; } }";

    @TempDir
    private Path folder;

    @BeforeEach
    void threeDays() throws IOException {
        Files.writeString(folder.resolve("2001-01-01.txt"), "ABE,1\nATL,2\n");
        Files.writeString(folder.resolve("2001-01-02.txt"), "abe,1\nABE,4\n");
        Files.writeString(folder.resolve("2001-01-03.txt"), "ATL,3\n");
        write("Flights.java", ASSETS.replace("FOLDER", folder.toString()));
        write("Cleaning.java", CLEANING);
        write("Limits.java", LIMITS);
    }

    @Test
    void cleaningThatGivesTheSameRunsByDayAndNothingDownstream() throws IOException {
        var shell = materialized();

        write("Cleaning.java", CLEANING.replace("airport.strip()", "airport.trim()"));
        assertThat(shell.weft("materialize", "--json")).as(shell.out()).isZero();

        assertThat(steps(shell, "succeeded"))
                .containsExactlyInAnyOrder("flights[2001-01-01]", "flights[2001-01-02]", "flights[2001-01-03]");
        assertThat(steps(shell, "unchanged"))
                .containsExactlyInAnyOrder(
                        "airport_delays[2001-01-01]",
                        "airport_delays[2001-01-02]",
                        "airport_delays[2001-01-03]",
                        "month");
        assertThat(shell.weft("plan", "--exit-code")).as(shell.out()).isZero();
    }

    @Test
    void ofALongChainTheNearestReasonsAndTheRootCauseAreTold() throws IOException {
        var assets = IntStream.range(1, 40)
                .mapToObj(i -> "@Asset(codeVersion = \"1\") void a%d(Upstream<?> a%d) {}\n".formatted(i, i - 1))
                .collect(Collectors.joining());
        var chain = "import dev.weft.api.*;\n@Assets class Chain {\n@Asset(codeVersion = \"%s\") void a0() {}\n"
                + assets + "}";
        write("Chain.java", chain.formatted("one"));
        var shell = materialized();

        write("Chain.java", chain.formatted("two"));
        assertThat(shell.weft("plan", "--json")).as(shell.out()).isZero();

        var last = shell.out()
                .lines()
                .filter(line -> line.startsWith("{\"type\":\"work\",\"assets\":[\"a39\"]"))
                .toList();
        assertThat(last).hasSize(1);
        var reasons = new ObjectMapper().readTree(last.get(0)).path("because");
        assertThat(StreamSupport.stream(reasons.spliterator(), false)
                        .map(reason -> reason.path("assets").path(0).asText()))
                .hasSize(21)
                .startsWith("a38", "a37")
                .endsWith("a19", "a0");
    }

    @Test
    void cleaningThatChangesOneDayRunsThatDaysChain() throws IOException {
        var shell = materialized();

        write("Cleaning.java", CLEANING.replace("airport.strip()", "airport.strip().toUpperCase()"));
        assertThat(shell.weft("plan")).isZero();
        assertThat(shell.out()).containsPattern("Cleaning\\.normalize changed \\([0-9a-f]{4} → [0-9a-f]{4}\\)");
        assertThat(shell.weft("materialize", "--json")).as(shell.out()).isZero();

        assertThat(steps(shell, "succeeded"))
                .containsExactlyInAnyOrder(
                        "flights[2001-01-01]",
                        "flights[2001-01-02]",
                        "flights[2001-01-03]",
                        "airport_delays[2001-01-02]",
                        "month");
        assertThat(steps(shell, "unchanged"))
                .containsExactlyInAnyOrder("airport_delays[2001-01-01]", "airport_delays[2001-01-03]");
    }

    @Test
    void aChangedCheckMakesNothingStaleAndIsTriedAgainWhereItBlocked() throws IOException {
        var shell = materialized();
        write("Limits.java", LIMITS.replace("return 0", "return 1"));
        assertThat(shell.weft("plan", "--exit-code")).as(shell.out()).isZero();
        assertThat(shell.out())
                .containsPattern("\\? flights +3 partitions +check some is due: it changed since its last result")
                .contains("1 check is due");
        shell.weft("plan", "--json");
        assertThat(shell.out())
                .contains(
                        "{\"type\":\"check_due\",\"asset\":\"flights\",\"check\":\"some\",\"count\":3,\"reason\":\"it changed since its last result\"}");
        shell.weft("list", "--status");
        assertThat(shell.out()).contains("3 fresh, 1 check due");
        shell.weft("show", "flights");
        assertThat(shell.out()).contains("check some: pass, due: the check changed");
        shell.weft("show", "flights", "--partition", "2001-01-01", "--json");
        assertThat(shell.out()).contains("{\"check\":\"some\",\"severity\":\"pass\",\"blocking\":true,\"due\":true}");

        Files.writeString(folder.resolve("2001-01-03.txt"), "ATL,4\n");
        assertThat(shell.weft("materialize")).as(shell.out()).isEqualTo(ExitCode.FAILED);
        assertThat(shell.weft("plan", "flights", "--exit-code", "--json"))
                .as(shell.out())
                .isZero();
        assertThat(shell.out()).contains("blocked by some");

        write("Limits.java", LIMITS);
        assertThat(shell.weft("materialize", "--json")).as(shell.out()).isZero();
        assertThat(steps(shell, "succeeded")).contains("flights[2001-01-03]");
    }

    @Test
    void aCheckIsDueUntilItHasLookedAtEachVersion() throws IOException {
        var shell = materialized();
        write(
                "Flights.java",
                ASSETS.replace("FOLDER", folder.toString())
                        .replace(
                                "    private static Path file",
                                "    @AssetCheck CheckResult early(List<Flight> flights) { return CheckResult.pass(); }\n    private static Path file"));
        shell.weft("list", "--status", "--json");
        assertThat(shell.out()).contains("\"status\":{\"fresh\":3},\"checksDue\":[\"early\"]");
        shell.weft("show", "flights");
        assertThat(shell.out()).contains("check early: due: it has not looked at this version");

        shell.weft("check", "flights", "--partition", "2001-01-01");
        shell.weft("plan", "--json");
        assertThat(shell.out()).contains("\"check\":\"early\",\"count\":2,\"reason\":\"it has not looked");

        shell.weft("check");
        shell.weft("plan", "--json");
        assertThat(shell.out()).doesNotContain("check_due");
        shell.weft("list", "--status", "--json");
        assertThat(shell.out()).contains("\"checksDue\":[]");
    }

    @Test
    void aHelperOfAFactorysFunctionMakesItsAssetsStale() throws IOException {
        write("Many.java", """
                import dev.weft.api.*;
                import java.util.*;
                @Assets class Many {
                    record Spec(String name) {}
                    @AssetFactory(prefix = "many")
                    void all(AssetRegistry<Many> registry) {
                        registry.value("one", new Spec("a"), List.of(), String.class, (many, spec, context) -> Naming.name(spec.name()));
                        registry.value("two", new Spec("b"), List.of(), String.class, (many, spec, context) -> spec.name());
                    }
                }
                """);
        var naming = "class Naming { static String name(String text) { return text + \"!\"; } }";
        write("Naming.java", naming);
        var shell = materialized();

        write("Naming.java", naming.replace("!", "?"));
        assertThat(shell.weft("plan", "many/*", "--json")).as(shell.out()).isZero();

        assertThat(shell.out())
                .contains("\"type\":\"work\",\"assets\":[\"many/one\"]", "Naming.name changed")
                .doesNotContain("\"assets\":[\"many/two\"]");
    }

    private Shell materialized() {
        var shell = new Shell(folder);
        assertThat(shell.weft("materialize")).as(shell.out() + shell.err()).isZero();
        return shell;
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    private static List<String> steps(Shell shell, String status) {
        return shell.out()
                .lines()
                .filter(line -> line.contains("\"status\":\"" + status + "\"") && line.contains("\"step\":\""))
                .map(line -> line.replaceAll(".*\"step\":\"([^\"]+)\".*", "$1"))
                .toList();
    }
}
