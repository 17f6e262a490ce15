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

/** Commands from end to end: a source file is compiled, planned, materialized into files and a catalog on disk, and shown. */
class CommandsTest {

    private static final String SALES = """
            import dev.weft.api.*;
            import java.nio.file.Files;
            import java.nio.file.Path;
            import java.util.List;

            @Assets(group = "sales")
            class Sales {
                record Order(String customer, double amount) {}
                record Customer(String customer) {}

                /** The shop's export. */
                @ExternalAsset @StaticPartitions({"north", "south"})
                DataVersion export(PartitionKey shop) throws Exception {
                    Path file = Path.of("FOLDER", shop + ".txt");
                    return Files.exists(file) ? DataVersion.of(Files.readString(file).strip()) : null;
                }

                @Asset @StaticPartitions({"north", "south"})
                List<Order> orders(PartitionKey shop, Upstream<?> export) throws Exception {
                    String text = Files.readString(Path.of("FOLDER", shop + ".txt")).strip();
                    System.out.println("read " + shop);
                    return List.of(new Order(text.toUpperCase().substring(0, 1), text.length()));
                }

                @Asset
                double revenue(List<Order> orders) { return orders.stream().mapToDouble(Order::amount).sum(); }

                @Asset
                List<String> customers(java.util.stream.Stream<Customer> orders) { return orders.map(Customer::customer).toList(); }

                @AssetCheck(blocking = true)
                CheckResult not_too_long(List<Order> orders) {
                    return CheckResult.of(orders.stream().allMatch(order -> order.amount() < 10), "too long");
                }
            }
            """;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void aShop() throws IOException {
        Files.writeString(folder.resolve("Sales.java"), SALES.replace("FOLDER", folder.toString()));
        Files.writeString(folder.resolve("north.txt"), "abc");
        Files.writeString(folder.resolve("south.txt"), "defg");
    }

    @Test
    void aSecondRunFindsEverythingFreshAndSaysWhy() {
        assertThat(weft("materialize", "--json")).isZero();
        assertThat(out()).contains("\"type\":\"materialized\",\"asset\":\"revenue\"");

        assertThat(weft("materialize", "--json")).isZero();

        assertThat(out()).doesNotContain("\"materialized\"").contains("code, configuration and inputs are unchanged");
    }

    @Test
    void onlyWhatDependsOnAChangedInputRunsAgain() throws IOException {
        weft("materialize");
        Files.writeString(folder.resolve("south.txt"), "hij");

        weft("plan", "--observe", "--json");

        assertThat(planned()).containsExactly("orders[south]", "customers", "revenue");
        assertThat(out()).contains("export[south] was seen with different content (defg → hij)");
    }

    @Test
    void whatComesOutTheSameStopsTheChain() throws IOException {
        Files.writeString(folder.resolve("south.txt"), "dxx");
        weft("materialize");
        Files.writeString(folder.resolve("south.txt"), "dyy");

        assertThat(weft("materialize", "--json")).isZero();

        assertThat(out())
                .contains("\"step\":\"orders[south]\",\"status\":\"succeeded\"")
                .contains("\"step\":\"revenue\",\"status\":\"unchanged\"")
                .contains("\"step\":\"customers\",\"status\":\"unchanged\"");
        assertThat(weft("plan", "--exit-code")).isZero();
    }

    @Test
    void aBlockingCheckKeepsTheOldVersionAndIsNotTriedAgainOnTheSameInputs() throws IOException {
        weft("materialize");
        Files.writeString(folder.resolve("north.txt"), "far too long for the check");

        assertThat(weft("materialize", "--json")).isEqualTo(ExitCode.FAILED);
        assertThat(out()).contains("\"step\":\"orders[north]\",\"status\":\"blocked\"");

        assertThat(weft("materialize", "--json")).isEqualTo(ExitCode.FAILED);
        assertThat(steps()).isEmpty();
        assertThat(out()).contains("blocked by not_too_long on these inputs");
    }

    @Test
    void aPartitionWhoseDataIsNotThereYetWaits() throws IOException {
        Files.delete(folder.resolve("south.txt"));

        weft("plan", "orders", "--observe", "--json");

        assertThat(planned()).containsExactly("orders[north]");
        assertThat(out()).contains("waits for export[south]");
    }

    @Test
    void whatAStepPrintsIsKeptWithItsRun() {
        weft("materialize", "orders");
        weft("runs", "--json");
        var id = out().replaceAll("(?s).*\"run\":\"([0-9a-z]{12})\".*", "$1");

        weft("run", id, "--logs");

        assertThat(out()).contains("read north").contains("read south");
    }

    @Test
    void aMisspeltUpstreamIsACompileErrorThatNamesTheNearest() throws IOException {
        Files.writeString(
                folder.resolve("Sales.java"),
                "import dev.weft.api.*;\n@Assets class Sales { @Asset int orders() { return 1; } @Asset int sum(int ordres) { return 1; } }");

        assertThat(weft("list")).isEqualTo(ExitCode.WRONG_INPUT);

        assertThat(err()).contains("Sales.java:2:").contains("ordres").contains("orders");
    }

    @Test
    void aSelectionWithAMistakeSaysWhere() {
        assertThat(weft("list", "group:")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(err()).contains("at column 7");

        assertThat(weft("list", "revenu")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(err()).contains("revenue");
    }

    @Test
    void theCatalogIsRebuiltFromItsEvents() {
        weft("materialize");

        assertThat(weft("catalog", "rebuild")).isZero();

        assertThat(weft("plan", "--exit-code")).isZero();
    }

    @Test
    void standingIsShownExplainedSelectedAndAccepted() throws IOException {
        weft("materialize");
        Files.writeString(folder.resolve("south.txt"), "hij");
        weft("observe");

        weft("list", "status:stale", "--status", "--json");
        assertThat(out()).contains("\"status\":{\"fresh\":1,\"stale\":1}").doesNotContain("revenue");
        weft("show", "orders");
        assertThat(out()).contains("1 fresh, 1 stale");
        weft("why", "orders", "--partition", "south");
        assertThat(out()).contains("orders (south) is stale because", "export[south] was seen with different content");
        weft("why", "revenue");
        assertThat(out()).contains("revenue is fresh", "← orders[south]: export[south] was seen");
        weft("plan", "revenue");
        assertThat(out()).contains("fresh, pending upstream: orders is stale");

        assertThat(weft("plan", "--exit-code", "--assume-fresh", "changed:data"))
                .isZero();
        assertThat(weft("plan", "--exit-code")).isEqualTo(10);
        assertThat(weft("materialize", "--assume-fresh", "changed:data", "--because", "a typo"))
                .isZero();
        assertThat(weft("plan", "--exit-code")).isZero();
    }

    @Test
    void aRenamedAssetKeepsItsHistory() throws IOException {
        weft("materialize");
        var source = Files.readString(folder.resolve("Sales.java"));
        Files.writeString(folder.resolve("Sales.java"), source.replace("double revenue(", "double turnover("));

        weft("diff");
        assertThat(out()).contains("+ turnover", "- revenue", "@Asset(formerly = \"revenue\")");
        weft("validate");
        assertThat(out()).contains("turnover has the code of revenue");

        Files.writeString(
                folder.resolve("Sales.java"),
                source.replace("@Asset\n    double revenue(", "@Asset(formerly = \"revenue\")\n    double turnover("));
        weft("diff", "--json");
        assertThat(out()).contains("\"change\":\"renamed\",\"asset\":\"turnover\",\"formerly\":\"revenue\"");
        assertThat(weft("plan", "--exit-code")).isZero();
        weft("show", "turnover");
        assertThat(out()).contains("latest version");
    }

    private int weft(String... arguments) {
        out.reset();
        err.reset();
        var terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Terminal.Looks.PLAIN);
        var all = new ArrayList<>(List.of("-p", folder.resolve("Sales.java").toString()));
        all.addAll(List.of(arguments));
        return Main.execute(terminal, all.toArray(String[]::new));
    }

    private List<String> planned() {
        return out().lines()
                .filter(line -> line.contains("\"type\":\"work\""))
                .map(line ->
                        line.replaceAll(".*?\"assets\":\\[\"([^\"]+)\".*?\"partitions\":\\[\"?([^\"\\]]*).*", "$1[$2]"))
                .map(step -> step.replace("[]", ""))
                .toList();
    }

    private List<String> steps() {
        return out().lines()
                .filter(line -> line.contains("\"type\":\"step\""))
                .map(line -> line.replaceAll(".*\"step\":\"([^\"]+)\".*", "$1"))
                .toList();
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
