package dev.weft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What commands print with {@code --json}, compared with files: others rely on it (docs/json.md). {@code -Dweft.rewrite=true} writes the files
 * anew; look at the difference before it is committed.
 */
class JsonFormatTest {

    private static final Path EXPECTED = Path.of("src/test/resources/dev/weft/cli/json");

    private static final String SALES = """
            import dev.weft.api.*;
            import java.util.List;

            /** What was sold. */
            @Assets(prefix = "sales", group = "money")
            class Sales {
                record Order(int id, String product, double price) {}

                /** The shop's export. */
                @ExternalAsset(owners = "team:shop") DataVersion export() { return DataVersion.of("first"); }

                /** One row per order. */
                @Asset(tags = "layer=clean", codeVersion = "1") List<Order> orders(Upstream<?> export) {
                    return List.of(new Order(1, "tea", 3.5), new Order(2, "cup", 12));
                }

                @Asset(codeVersion = "1") @StaticPartitions({"tea", "cup"}) double revenue(PartitionKey product, List<Order> orders) {
                    return orders.stream().filter(order -> order.product().equals(product.text())).mapToDouble(Order::price).sum();
                }

                @Asset(codeVersion = "1") int broken(List<Order> orders) { throw new IllegalStateException("no luck"); }

                @AssetCheck CheckResult some(List<Order> orders) { return CheckResult.of(!orders.isEmpty(), "none").with("orders", orders.size()); }
            }
            """;

    @TempDir
    private Path folder;

    private Shell shell;

    @BeforeEach
    void aShop() throws IOException {
        shell = new Shell(Files.writeString(folder.resolve("Sales.java"), SALES));
    }

    @Test
    void everyCommandKeepsItsFormat() throws IOException {
        var different = new ArrayList<String>();
        for (var command : commands().entrySet()) {
            shell.weft(command.getValue().toArray(String[]::new));
            var actual = command.getValue().stream().collect(Collectors.joining(" ", "// weft ", "\n"))
                    + steady(shell.out());
            var file = EXPECTED.resolve(command.getKey() + ".jsonl");
            if (Boolean.getBoolean("weft.rewrite")) {
                Files.createDirectories(EXPECTED);
                Files.writeString(file, actual);
            }
            var expected = Files.exists(file) ? Files.readString(file) : "";
            if (!actual.equals(expected)) {
                different.add("--- %s\nexpected:\n%s\nactual:\n%s".formatted(file, expected, actual));
            }
        }
        assertThat(different).as("-Dweft.rewrite=true writes these files anew").isEmpty();
    }

    @Test
    void everyFormatIsDocumented() throws IOException {
        var documented = Files.readString(Path.of("../docs/json.md"));
        var undocumented = new ArrayList<String>();
        var name = Pattern.compile("\"([A-Za-z]+)\":");
        for (var command : commands().keySet()) {
            var file = Files.readString(EXPECTED.resolve(command + ".jsonl"));
            name.matcher(file).results().map(found -> found.group(1)).distinct().forEach(field -> {
                if (!documented.contains("`" + field + "`")) {
                    undocumented.add(command + ": " + field);
                }
            });
        }
        // Statuses that steps are counted by, and names that the sample itself gives.
        undocumented.removeIf(field -> field.endsWith("ed") || field.endsWith(": orders") || field.endsWith(": layer"));
        assertThat(undocumented).isEmpty();
    }

    private static Map<String, List<String>> commands() {
        var commands = new LinkedHashMap<String, List<String>>();
        commands.put("list", List.of("list", "--json"));
        commands.put("validate", List.of("validate", "--json"));
        commands.put("plan-at-first", List.of("plan", "--json"));
        commands.put("observe", List.of("observe", "--json"));
        commands.put("materialize", List.of("materialize", "--concurrency", "1", "--json"));
        commands.put("plan", List.of("plan", "--json"));
        commands.put("show", List.of("show", "sales/orders", "--json"));
        commands.put("show-partitions", List.of("show", "sales/revenue", "--json"));
        commands.put("check", List.of("check", "--json"));
        commands.put("lineage", List.of("lineage", "sales/revenue", "--json"));
        commands.put("runs", List.of("runs", "--json"));
        commands.put("run", List.of("run", "--json"));
        commands.put("list-status", List.of("list", "sales/orders", "--status", "--json"));
        commands.put("wipe", List.of("wipe", "sales/revenue", "--partition", "cup", "--yes", "--json"));
        commands.put("catalog", List.of("catalog", "rebuild", "--json"));
        return commands;
    }

    /** Replaces what differs from run to run. */
    private String steady(String text) {
        var order = new LinkedHashMap<String, String>();
        return Pattern.compile("\"(run|after)\":\"([0-9a-z]{12})\"")
                .matcher(text)
                .replaceAll(found -> "\"" + found.group(1) + "\":\""
                        + order.computeIfAbsent(found.group(2), run -> "RUN" + (order.size() + 1)) + "\"")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "TIME")
                .replaceAll("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "ID")
                .replaceAll("[0-9a-z]{12}-ID", "ID")
                .replaceAll("\"(bytes|sequence|eventsRead)\":\\d+", "\"$1\":N")
                .replaceAll("\"expectedSeconds\":[0-9.E-]+", "\"expectedSeconds\":N")
                .replaceAll("\"[0-9a-f]{32}\"", "\"HASH\"")
                .replaceAll("\\(Sales\\.java:\\d+\\)", "(Sales.java:LINE)")
                .replace(folder.toString(), "FOLDER");
    }
}
