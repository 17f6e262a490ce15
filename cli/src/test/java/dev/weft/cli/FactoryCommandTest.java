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

/** Assets that a factory defines from a file: listed, made, explained, and defined anew when the file changes. */
class FactoryCommandTest {

    private static final String TABLES = """
            import dev.weft.api.*;
            import java.nio.file.Files;
            import java.nio.file.Path;
            import java.nio.file.StandardOpenOption;
            import java.util.*;
            import java.util.stream.*;

            @Assets(group = "raw")
            class Tables {
                record Table(String name, int rows) {}
                record Row(String table, int number) {}
                record Root(Path folder) {}

                static class Places {
                    @Provides static Root root() { return new Root(Path.of("FOLDER")); }
                }

                private final Root root;
                Tables(Root root) { this.root = root; }

                @AssetFactory(prefix = "raw", reads = "tables.txt")
                void tables(AssetRegistry<Tables> registry) throws Exception {
                    Files.writeString(root.folder().resolve("ran"), "x", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                    for (String line : Files.readAllLines(root.folder().resolve("tables.txt"))) {
                        String[] parts = line.split(" ");
                        registry.rows(parts[0], new Table(parts[0], Integer.parseInt(parts[1])), List.of(), Row.class,
                                (tables, table, context) -> IntStream.range(0, table.rows()).mapToObj(i -> new Row(table.name(), i)));
                        registry.value(parts[0] + "_size", new Table(parts[0], 0), List.of("raw/" + parts[0]), Integer.class,
                                (tables, table, context) -> (int) context.rows("raw/" + table.name(), Row.class).count());
                    }
                }

                @Asset int total(@From("raw/orders") List<Row> orders, @From("raw/lines_size") int lines) { return orders.size() + lines; }

                @AssetCheck(blocking = true) CheckResult some(@From("raw/orders") List<Row> orders) { return CheckResult.of(!orders.isEmpty(), "none"); }
            }
            """;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @BeforeEach
    void tables() throws IOException {
        Files.writeString(folder.resolve("Tables.java"), TABLES.replace("FOLDER", folder.toString()));
        Files.writeString(folder.resolve("tables.txt"), "orders 3\nlines 4\n");
    }

    @Test
    void aFactorysAssetsAreLikeOthersAndItRunsOnlyWhenWhatItReadsChanges() throws IOException {
        int listed = weft("list", "--json");
        assertThat(listed).as(out()).isZero();
        assertThat(out()).contains("\"raw/orders\"", "\"raw/lines_size\"", "\"total\"");
        weft("list", "--json");
        assertThat(folder.resolve("ran")).as("kept").hasContent("x");

        assertThat(weft("materialize", "--json")).as(out()).isZero();
        assertThat(weft("plan", "--exit-code")).as(out()).isZero();
        assertThat(weft("show", "total")).isZero();
        assertThat(out()).contains("7");

        Files.writeString(folder.resolve("tables.txt"), "orders 5\nlines 4\ncustomers 1\n");
        assertThat(weft("plan", "--exit-code", "--json")).isEqualTo(10);
        assertThat(out())
                .contains("\"type\":\"work\",\"assets\":[\"raw/customers\"]")
                .contains("(spec) changed");
        assertThat(out())
                .as("another specification of one makes no other stale")
                .contains("\"type\":\"not_run\",\"asset\":\"raw/lines\"");
        assertThat(weft("materialize")).isZero();
        weft("show", "total");
        assertThat(out()).contains("9");
    }

    @Test
    void aFactorysAssetSaysAllThatAMethodSaysByAnnotations() throws IOException {
        Files.writeString(folder.resolve("Tables.java"), """
                import dev.weft.api.*;
                import java.io.IOException;
                import java.util.*;
                import java.util.stream.*;

                @Assets
                class Tables {
                    record Table(String name, int rows) {}
                    record Row(String day, int number) {}

                    @DailyPartitions(start = "2001-01-01", end = "2001-01-03")
                    @Retry(max = 2, delay = "PT0.01S", maxDelay = "PT0.01S", never = IllegalStateException.class)
                    @Pool("db") @Timeout("PT1M") @Refresh(every = "P3650D")
                    @interface Nightly {}

                    @AssetFactory(prefix = "raw")
                    void tables(AssetRegistry<Tables> registry) {
                        for (var table : List.of(new Table("orders", 3), new Table("lines", 0))) {
                            registry.rows(table.name(), table, List.of(), Row.class,
                                    AssetOptions.NONE.description("Copied each night.").group("copies").owners("team:ops").tags("tier=raw", "nightly")
                                            .kinds("oltp").io("copies").like(Nightly.class),
                                    (tables, spec, context) -> IntStream.range(0, spec.rows())
                                            .mapToObj(i -> new Row(context.partition().orElseThrow().text(), i)));
                            registry.blockingCheck(table.name(), "some", table, List.of(),
                                    (tables, spec, context) -> CheckResult.of(context.rows("raw/" + spec.name(), Row.class).count() == 3, "not three"));
                        }
                        registry.value("days", new Table("days", 0), List.of("raw/orders"), Integer.class, AssetOptions.NONE.codeVersion("7"),
                                (tables, spec, context) -> (int) context.rows("raw/orders", Row.class).count());
                        registry.check("days", "positive", new Table("days", 0), List.of(),
                                (tables, spec, context) -> CheckResult.of(context.value("raw/days", Integer.class) > 0, "none"));
                    }
                }
                """);
        Files.writeString(folder.resolve("application.yml"), "weft.io.copies.format: csv\n");

        assertThat(weft("materialize", "--json", "raw/orders or raw/days"))
                .as(out())
                .isZero();
        assertThat(out()).contains("\"asset\":\"raw/orders\"", "\"partition\":\"2001-01-02\"");
        assertThat(folder.resolve("data/copies/raw/orders/2001-01-02.csv"))
                .content()
                .contains("2001-01-02,2");
        assertThat(weft("materialize", "raw/lines")).as("three rows are wanted").isEqualTo(1);
        assertThat(out()).contains("blocked by some");
        assertThat(weft("show", "raw/orders")).isZero();
        assertThat(out()).contains("Copied each night.", "copies", "team:ops", "tier", "nightly", "oltp", "some: pass");
        assertThat(weft("check")).as(out()).isZero();
        assertThat(weft("show", "raw/days")).isZero();
        assertThat(out()).contains("6").contains("positive: pass");
        assertThat(weft("list", "tag:tier=raw and owner:\"team:ops\"", "--json"))
                .isZero();
        assertThat(out().lines().filter(line -> line.contains("\"raw/"))).hasSize(2);
        assertThat(weft("plan", "raw/orders or raw/days", "--exit-code"))
                .as(out())
                .isZero();
    }

    @Test
    void whatIsWrongInAFactoryIsToldTogether() throws IOException {
        Files.writeString(folder.resolve("Tables.java"), """
                import dev.weft.api.*;
                import java.util.*;
                import java.util.stream.*;

                @Assets
                class Tables {
                    record Spec(Object what) {}
                    record Row(int number) {}

                    @AssetFactory(prefix = "raw")
                    void tables(AssetRegistry<Tables> registry) {
                        int seven = 7;
                        registry.value("captures", new Spec(1), List.of(), Integer.class, (tables, spec, context) -> seven);
                        registry.value("odd", new Spec(new Object()), List.of(), Integer.class, (tables, spec, context) -> 1);
                        registry.value("twice", new Spec(1), List.of(), Integer.class, (tables, spec, context) -> 1);
                        registry.value("twice", new Spec(2), List.of(), Integer.class, (tables, spec, context) -> 1);
                        registry.value("", new Spec(2), List.of(), Integer.class, (tables, spec, context) -> 1);
                        throw new IllegalStateException("no more");
                    }
                    @Asset int reads(@From("raw/nothing") int nothing) { return 1; }
                }
                """);

        assertThat(weft("list")).isEqualTo(ExitCode.WRONG_INPUT);

        assertThat(out())
                .contains("the asset \"captures\": its function captures a Integer")
                .contains("the asset \"odd\": a specification holds records")
                .contains("it declares raw/twice twice")
                .contains("\"raw/\" is not an asset key")
                .contains("it threw java.lang.IllegalStateException: no more (Tables.java:18).");
    }

    private int weft(String... arguments) {
        out.reset();
        var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        var all = new ArrayList<>(List.of("-p", folder.resolve("Tables.java").toString()));
        all.addAll(List.of(arguments));
        return Main.execute(new Terminal(stream, stream, Terminal.Looks.PLAIN), all.toArray(String[]::new));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
