package dev.weft.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The rules of declaring, each with the smallest class that breaks it, and what the compiler says where. */
class RulesTest {

    private static final String BEFORE = """
            import dev.weft.api.*; import java.util.*; import java.util.stream.*; import java.util.concurrent.*;
            import dev.weft.partition.PartitionSet;
            @Assets(prefix = "p")
            public class T {
                record Row(int id, String name) {}
                record Half(int id) {}
                record More(int id, String nane) {}
                record Other(long id, int name) {}
                @Asset List<Row> rows() { return List.of(); }
                @Asset @DailyPartitions(start = "2024-01-01") List<Row> days() { return List.of(); }
                @Asset @DailyPartitions(start = "2024-01-01") int count() { return 1; }
                @Asset @StaticPartitions({"a", "b"}) int shops() { return 1; }
                @Asset void written() {}
                @Asset int one() { return 1; }
            """;

    @TempDir
    private Path output;

    /** A rule: what is written, and what is said of it; {@code ""} for nothing. */
    private record Rule(String says, String code, List<String> expected) {}

    private static Rule rule(String says, String code, String... expected) {
        return new Rule(says, code, List.of(expected));
    }

    private static final List<Rule> RULES = List.of(
            // names
            rule("two keys, one twice", "@Asset(name = \"one\") int uno() { return 1; }", "p/one is declared twice"),
            rule("two keys that differ by case only", "@Asset int One() { return 1; }", "by case only"),
            rule("a key that is none", "@Asset(name = \"a//b\") int ab() { return 1; }", "is not an asset key"),
            rule(
                    "two methods of one name",
                    "@Asset(name = \"x\") int one(Upstream<?> rows) { return 1; }",
                    "two methods of that name declare something"),
            rule(
                    "two kinds at once",
                    "@Asset @ExternalAsset DataVersion both() { return null; }",
                    "it is marked @Asset and @ExternalAsset; keep one"),
            rule(
                    "a wrong owner",
                    "@Asset(owners = \"ann\") int owned() { return 1; }",
                    "the owner \"ann\" is neither team:name nor an e-mail address"),
            // methods
            rule("private", "@Asset private int hidden() { return 1; }", "it is private"),
            rule("static", "@Asset static int fixed() { return 1; }", "it is static"),
            rule("type parameters", "@Asset <X> List<X> general() { return null; }", "it has type parameters"),
            // views
            rule("a view", "@Asset(virtual = true) List<Row> v(List<Row> rows) { return rows; }", ""),
            rule("a view elsewhere", "@Asset(virtual = true) void v(Upstream<?> rows) {}", ""),
            rule(
                    "a view of nothing",
                    "@Asset(virtual = true) int v() { return 1; }",
                    "p/v is virtual, but reads nothing that it could be a view of"),
            rule(
                    "a view that is stored",
                    "@Asset(virtual = true, io = \"lake\") int v(int one) { return 1; }",
                    "it is virtual, so nothing is stored of it. Remove io"),
            rule(
                    "a view with a refresh",
                    "@Asset(virtual = true) @Refresh(every = \"P1D\") int v(int one) { return 1; }",
                    "it is virtual, so it is as new as what it reads. Remove @Refresh"),
            rule(
                    "a view with a timeout",
                    "@Asset(virtual = true) @Timeout(\"PT1M\") int v(int one) { return 1; }",
                    "it is virtual, so it is computed in the steps of its readers. Move @Timeout there"),
            rule(
                    "a view that writes",
                    "@Asset(virtual = true) void v(int one, Writer<Row> out) {}",
                    "it is virtual, and what is written to a Writer is not there to be read. Return the rows"),
            rule(
                    "a view with a context",
                    "@Asset(virtual = true) int v(int one, AssetContext context) { return 1; }",
                    "it is virtual, so it has no step that an AssetContext could belong to"),
            rule(
                    "a view that may skip",
                    "@Asset(virtual = true) Optional<Row> v(int one) { return Optional.empty(); }",
                    "it is virtual, so there is no earlier version that an empty Optional could leave"),
            rule(
                    "a view of its own past",
                    "@Asset(virtual = true) @DailyPartitions(start = \"2024-01-01\") int v(int one, @Previous Optional<Integer> v) { return 1; }",
                    "p/v reads its own earlier partition, but it is virtual"),
            rule(
                    "a check of a view",
                    "@Asset(virtual = true) int v(int one) { return 1; } @AssetCheck CheckResult c(int v) { return CheckResult.pass(); }",
                    "The check c is for p/v, which is virtual: it is computed where it is read"),
            rule(
                    "a view as a relation",
                    "@Asset(virtual = true) List<Row> v(List<Row> rows) { return rows; } @Asset int x(Rows v) { return 1; }",
                    "p/x reads p/v, which is virtual: it is computed where it is read, so there is nothing stored to ask by SQL"),
            // parameters
            rule(
                    "an unknown upstream",
                    "@Asset int x(List<Row> rws) { return 1; }",
                    "List<Row> rws -> p/x reads p/rws, which is not an asset. Did you mean p/rows?"),
            rule(
                    "an unknown upstream by @From",
                    "@Asset int x(@From(\"q/rows\") List<Row> r) { return 1; }",
                    "reads q/rows, which is not an asset."),
            rule(
                    "another prefix is not searched",
                    "@Asset int x(@From(\"rows\") List<Row> r) { return 1; }",
                    "reads rows, which is not an asset."),
            rule("raw list", "@Asset int x(List rows) { return 1; }", "List rows -> T.x, parameter 1: List is raw"),
            rule("raw handle", "@Asset int x(Upstream rows) { return 1; }", "Upstream is raw"),
            rule("raw optional", "@Asset int x(Optional rows) { return 1; }", "Optional is raw"),
            rule(
                    "super wildcard",
                    "@Asset int x(List<? super Row> rows) { return 1; }",
                    "has no type that can be read"),
            rule("extends wildcard is the bound", "@Asset int x(List<? extends Row> rows) { return 1; }", ""),
            rule(
                    "nested wrappers",
                    "@Asset int x(Upstream<Optional<Row>> rows) { return 1; }",
                    "stands outermost or not at all"),
            rule(
                    "nested wrappers, the other way",
                    "@Asset int x(Optional<Upstream<Row>> rows) { return 1; }",
                    "stands outermost or not at all"),
            rule(
                    "@Named on data",
                    "@Asset int x(@Named(\"a\") List<Row> rows) { return 1; }",
                    "@Named picks a resource"),
            rule(
                    "@From on a type of Weft",
                    "@Asset int x(@From(\"p/rows\") AssetContext c) { return 1; }",
                    "@From is for upstreams, and AssetContext is none"),
            rule(
                    "a mapping on a type of Weft",
                    "@Asset @DailyPartitions(start = \"2024-01-01\") int x(@Previous PartitionKey day) { return 1; }",
                    "@Previous is for upstreams, and PartitionKey is none"),
            rule(
                    "@LastGood outside of a check",
                    "@Asset int x(@LastGood List<Row> rows) { return 1; }",
                    "@LastGood stands on a check's parameter only"),
            rule(
                    "a partition of an asset without",
                    "@Asset int x(PartitionKey day) { return 1; }",
                    "PartitionKey day -> p/x takes its PartitionKey, but has no partitions"),
            rule(
                    "a window of partitions that are none of time",
                    "@Asset @StaticPartitions(\"a\") int x(TimeWindow w) { return 1; }",
                    "its partitions are no windows of time"),
            rule(
                    "a range of partitions",
                    "@Asset @DailyPartitions(start = \"2024-01-01\") int x(PartitionSet days) { return 1; }",
                    "PartitionSet days -> T.x, parameter 1: steps over a range of partitions (PartitionSet) are not in this version"),
            rule(
                    "a range limit",
                    "@Asset @RangeLimit(3) @DailyPartitions(start = \"2024-01-01\") int x() { return 1; }",
                    "@RangeLimit bounds steps over ranges"),
            rule(
                    "a place without files",
                    "@Asset int x(Staging out) { return 1; }",
                    "it takes a Staging place but returns int"),
            rule(
                    "files without a place",
                    "@Asset dev.weft.api.Files x() { return null; }",
                    "it returns Files, so it takes a Staging parameter"),
            rule("files with a place", "@Asset dev.weft.api.Files x(Staging out) { return out.publish(); }", ""),
            // values
            rule(
                    "void is read as a value",
                    "@Asset int x(int written) { return 1; }",
                    "int written -> p/x reads p/written as int, but it has no value. Read it as Upstream<?>"),
            rule("void is read as a handle", "@Asset int x(Upstream<?> written) { return 1; }", ""),
            rule("Void", "@Asset Void x() { return null; }", "Void is no value: write void"),
            rule("a future", "@Asset CompletableFuture<Integer> x() { return null; }", "is a value that comes later"),
            rule("a stream of words", "@Asset Stream<String> x() { return null; }", "a stream holds rows"),
            rule("a path", "@Asset java.nio.file.Path x() { return null; }", "a bare path is no value"),
            rule("a file", "@Asset java.io.File x() { return null; }", "a bare path is no value"),
            rule("list and stream are alike", "@Asset int x(Stream<Row> rows) { return 1; }", ""),
            rule("fewer columns", "@Asset int x(List<Half> rows) { return 1; }", ""),
            rule(
                    "another column",
                    "@Asset int x(List<More> rows) { return 1; }",
                    "it has no column nane; it has id, name. Did you mean name?"),
            rule(
                    "another type of column",
                    "@Asset int x(List<Other> rows) { return 1; }",
                    "but its column name is String, not int"),
            rule("another type", "@Asset int x(String one) { return 1; }", "reads p/one as String, but it is int"),
            rule("a wider type", "@Asset int x(Integer one) { return 1; }", ""),
            rule(
                    "a secret in a value",
                    "record L(Secret s) {} @Asset L x() { return null; }",
                    "a Secret is never stored"),
            // several outputs
            rule(
                    "outputs",
                    "@Outputs record O(List<Row> good, Optional<List<Row>> bad) {} @Asset O x() { return null; }",
                    ""),
            rule("outputs are no class", "@Outputs static class O {}", "O is marked @Outputs but is no record"),
            rule(
                    "optional outputs",
                    "@Outputs record O(int a) {} @Asset Optional<O> x() { return null; }",
                    "it returns an Optional of an @Outputs record"),
            rule(
                    "outputs twice",
                    "@Outputs record O(int a, @Asset(name = \"a\") int b) {} @Asset O x() { return null; }",
                    "are the same asset"),
            rule(
                    "outputs with a name",
                    "@Outputs record O(int a) {} @Asset(name = \"y\") O x() { return null; }",
                    "so it has no name of its own"),
            rule("no output", "@Outputs record O() {} @Asset O x() { return null; }", "O has no component"),
            rule(
                    "rows of outputs",
                    "@Outputs record O(int a) {} @Asset List<O> x() { return null; }",
                    "O is an @Outputs record: it is no row"),
            rule(
                    "two outputs that are files",
                    "@Outputs record O(dev.weft.api.Files a, dev.weft.api.Files b) {} @Asset O x(Staging out) { return null; }",
                    "2 of its outputs are Files, and it has one Staging place"),
            rule(
                    "outputs as input",
                    "@Outputs record O(int a) {} @Asset O x() { return null; } @Asset int y(O x) { return 1; }",
                    "O x -> T.y, parameter 1: O is an @Outputs record"),
            rule(
                    "writers",
                    "@Asset void split(Stream<Row> rows, Writer<Row> good, Writer<Half> bad) {} @Asset int y(List<Row> good, List<Half> bad) { return 1; }",
                    ""),
            rule(
                    "a writer and a value",
                    "@Asset int split(Writer<Row> good) { return 1; }",
                    "it has Writer parameters, so what it makes is what it writes"),
            rule(
                    "a writer of words",
                    "@Asset void split(Writer<String> good) {}",
                    "a Writer takes records, found String"),
            // partitions
            rule(
                    "two kinds of partitions",
                    "@Asset @StaticPartitions(\"a\") @DailyPartitions(start = \"2024-01-01\") int x() { return 1; }",
                    "has 2 kinds of partitions; keep one"),
            rule(
                    "two mappings",
                    "@Asset int x(@AllPartitions @LastPartition List<Row> days) { return 1; }",
                    "has 2 annotations that say which partitions it reads"),
            rule(
                    "an ambiguous mapping",
                    "@Asset @StaticPartitions({\"x\", \"y\"}) int x(int shops) { return 1; }",
                    "int shops -> p/x reads p/shops: The upstream has partitions",
                    "no mapping between them is obvious"),
            rule(
                    "a mapping of what has no partitions",
                    "@Asset int x(@AllPartitions List<Row> rows) { return 1; }",
                    "but the upstream has none. Remove the annotation"),
            rule(
                    "a partition that is none",
                    "@Asset int x(@Partitions(\"c\") int shops) { return 1; }",
                    "c is not a partition of the upstream"),
            rule("rows of several partitions", "@Asset int x(List<Row> days) { return 1; }", ""),
            rule(
                    "a value of several partitions",
                    "@Asset int x(int count) { return 1; }",
                    "int count -> p/x reads several partitions of p/count, and only rows of several can be put together. Take Map<PartitionKey, int>"),
            rule("a value of the last partition", "@Asset int x(@LastPartition int count) { return 1; }", ""),
            rule("values by partition", "@Asset int x(Map<PartitionKey, Integer> count) { return 1; }", ""),
            rule(
                    "by partition of what has none",
                    "@Asset int x(Map<PartitionKey, Integer> one) { return 1; }",
                    "reads p/one by partition, but it has no partitions. Take Integer"),
            rule(
                    "a month's values of days",
                    "@Asset @MonthlyPartitions(start = \"2024-01\") int x(int count) { return 1; }",
                    "reads several partitions of p/count"),
            rule(
                    "a window",
                    "@Asset @DailyPartitions(start = \"2024-01-01\") int x(@Window(from = -6, to = 0) int count) { return 1; }",
                    "reads several partitions of p/count"),
            rule(
                    "an empty window",
                    "@Asset @DailyPartitions(start = \"2024-01-01\") int x(@Window(from = 1, to = 0) int count) { return 1; }",
                    "from may not be after to"),
            rule(
                    "itself",
                    "@Asset @DailyPartitions(start = \"2024-01-01\") int x(int x) { return 1; }",
                    "reads p/x, which the same method makes. Read an earlier partition"),
            rule(
                    "itself, not optional",
                    "@Asset @DailyPartitions(start = \"2024-01-01\") int x(@Previous int x) { return 1; }",
                    "the first one does not have. Take Optional<int>"),
            rule(
                    "itself, yesterday",
                    "@Asset @DailyPartitions(start = \"2024-01-01\") int x(@Previous Optional<Integer> x) { return 1; }",
                    ""),
            rule(
                    "a circle",
                    "@Asset int x(int y) { return 1; } @Asset int y(int x) { return 1; }",
                    "These assets wait for each other: p/x → p/y → p/x"),
            rule(
                    "a column without partitions",
                    "@Asset(partitionColumn = \"day\") int x() { return 1; }",
                    "it has a partitionColumn but no partitions"),
            // external data
            rule(
                    "external without a version",
                    "@ExternalAsset String x() { return null; }",
                    "an external asset's method returns DataVersion, found java.lang.String"),
            rule(
                    "external, nothing returned",
                    "@ExternalAsset void x() {}",
                    "an external asset's method returns DataVersion, found void"),
            rule(
                    "external is read as a value",
                    "@ExternalAsset DataVersion x() { return null; } @Asset int y(int x) { return 1; }",
                    "but it has no value. Read it as Upstream<?>"),
            rule(
                    "a wrong refresh",
                    "@Asset @Refresh(every = \"daily\") int x() { return 1; }",
                    "@Refresh(every) is \"daily\", which is no duration"),
            // checks
            rule(
                    "a check",
                    "@AssetCheck CheckResult c(List<Row> rows, AssetContext context, @LastGood List<Row> before) { return CheckResult.pass(); }",
                    ""),
            rule(
                    "a check without result",
                    "@AssetCheck void c(List<Row> rows) {}",
                    "a check returns CheckResult, found void"),
            rule(
                    "a check without asset",
                    "@AssetCheck CheckResult c() { return null; }",
                    "a check's first parameter names the asset that it checks; it has none"),
            rule(
                    "a check of nothing",
                    "@AssetCheck CheckResult c(List<Row> rws) { return null; }",
                    "The check c is for p/rws, which is not an asset. Did you mean p/rows?"),
            rule(
                    "a check's first is no value",
                    "@AssetCheck CheckResult c(AssetContext context, List<Row> rows) { return null; }",
                    "a check's first parameter is the value of the asset that it checks, found AssetContext"),
            rule(
                    "a check's first is optional",
                    "@AssetCheck CheckResult c(Optional<List<Row>> rows) { return null; }",
                    "is the very value that is checked"),
            rule(
                    "a check's first is mapped",
                    "@AssetCheck CheckResult c(@AllPartitions List<Row> days) { return null; }",
                    "is the very value that is checked"),
            rule(
                    "a check of another type",
                    "@AssetCheck CheckResult c(String one) { return null; }",
                    "the check p/one:c reads p/one as String, but it is int"),
            rule(
                    "two checks of a name",
                    "@AssetCheck CheckResult c(int one) { return null; } @AssetCheck(name = \"c\") CheckResult d(int one) { return null; }",
                    "p/one has two checks named c"),
            rule(
                    "the last good one with a name",
                    "@AssetCheck CheckResult c(int one, @LastGood @From(\"p/one\") int before) { return null; }",
                    "@LastGood is the checked asset itself"),
            // resources, settings, configuration
            rule(
                    "settings are records",
                    "@Settings(\"a\") static class S {}",
                    "S is marked @Settings but is no record"),
            rule("configuration is a record", "@Config static class C {}", "C is marked @Config but is no record"),
            rule(
                    "a resource that is nothing",
                    "@Provides static void x() {}",
                    "T.x is marked @Provides but returns void"),
            rule(
                    "a resource that is hidden",
                    "@Provides private static String x() { return \"\"; }",
                    "T.x is marked @Provides but is private"));

    /** All in one compilation, each in a class and under a prefix of its own. */
    @TestFactory
    Stream<DynamicTest> each_rule_holds() {
        var sources = IntStream.range(0, RULES.size())
                .mapToObj(i -> numbered(BEFORE + RULES.get(i).code() + "\n}\n", i))
                .toArray(String[]::new);
        var compiled = Compilation.of(output, List.of(), sources);
        return IntStream.range(0, RULES.size())
                .mapToObj(i -> DynamicTest.dynamicTest(
                        RULES.get(i).says(), () -> holds(RULES.get(i), i, compiled.errorsIn("T" + i))));
    }

    private static void holds(Rule rule, int number, List<String> errors) {
        if (rule.expected().contains("")) {
            assertThat(errors).isEmpty();
        } else {
            assertThat(errors).isNotEmpty();
            assertThat(String.join("\n", errors))
                    .contains(rule.expected().stream()
                            .map(expected -> numbered(expected, number))
                            .toList());
        }
    }

    private static String numbered(String text, int number) {
        return text.replaceAll("\\bT\\b", "T" + number)
                .replace("p/", "p" + number + "/")
                .replace("\"p\"", "\"p" + number + "\"");
    }

    @Test
    void a_class_that_weft_cannot_make_is_no_class_of_assets() {
        assertThat(errors("@Assets\npublic abstract class A { @Asset int x() { return 1; } }"))
                .contains("A.x: its class is abstract");
        assertThat(errors("@Assets\npublic interface I { @Asset default int x() { return 1; } }"))
                .contains("I.x: its class is abstract");
        assertThat(errors("@Assets\npublic class G<X> { @Asset int x() { return 1; } }"))
                .contains("G has type parameters");
        assertThat(errors("public class O { @Assets class Inner { @Asset int x() { return 1; } } }"))
                .contains("Inner is an inner class");
        assertThat(errors("@Assets\npublic interface E { @ExternalAsset DataVersion x(); }"))
                .isEmpty();
    }

    @Test
    void inherited_methods_do_not_count() {
        assertThat(errors("""
                @Assets
                public class Sub extends Base { @Asset int y(int x) { return 1; } }
                class Base { @Asset int x() { return 1; } }
                """))
                .contains("Base.x is marked @Asset, but its class is not marked @Assets")
                .contains("y reads x, which is not an asset");
    }

    @Test
    void an_error_across_jars_stands_at_the_parameter(@TempDir Path jar) {
        var first = """
                package a;
                import dev.weft.api.*; import java.util.*;
                @Assets(prefix = "a")
                public class First {
                    public record Row(int id) {}
                    @Asset List<Row> rows() { return List.of(); }
                    @Asset @DailyPartitions(start = "2024-01-01") int count() { return 1; }
                }
                """;
        assertThat(Compilation.of(jar, List.of(), first).errors()).isEmpty();

        var second = Compilation.of(output, List.of(jar), """
                import dev.weft.api.*; import java.util.*;
                @Assets
                public class Second {
                    record Wide(String id) {}
                    @Asset int x(@From("a/row") List<a.First.Row> r) { return 1; }
                    @Asset int y(@From("a/rows") List<Wide> r) { return 1; }
                    @Asset int z(@From("a/count") int c) { return 1; }
                    @AssetCheck CheckResult c(@From("a/ros") List<a.First.Row> r) { return null; }
                    @Asset(name = "a/rows") int again() { return 1; }
                }
                """);

        assertThat(second.errors())
                .hasSize(5)
                .anyMatch(error -> error.contains("r -> x reads a/row, which is not an asset. Did you mean a/rows?"))
                .anyMatch(error ->
                        error.contains("r -> y reads a/rows as List<Wide>, but its column id is int, not String"))
                .anyMatch(error -> error.contains("c -> z reads several partitions of a/count"))
                .anyMatch(error ->
                        error.contains("The check c is for a/ros, which is not an asset. Did you mean a/rows?"))
                .anyMatch(error -> error.contains("a/rows is declared twice"));
    }

    private String errors(String code) {
        return String.join(
                "\n",
                Compilation.of(output, List.of(), "import dev.weft.api.*; import java.util.*;\n" + code)
                        .errors());
    }
}
