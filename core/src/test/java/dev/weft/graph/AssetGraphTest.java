package dev.weft.graph;

import static dev.weft.graph.Assets.asset;
import static dev.weft.graph.Assets.check;
import static dev.weft.graph.Assets.graph;
import static dev.weft.graph.Assets.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.asset.CheckDefinition;
import dev.weft.asset.Column;
import dev.weft.asset.DefinitionProblem;
import dev.weft.asset.DefinitionProblems;
import dev.weft.asset.Parameter;
import dev.weft.asset.Producer;
import dev.weft.asset.TypeRef;
import dev.weft.asset.UnknownAssetException;
import dev.weft.asset.ValueType;
import dev.weft.partition.PartitionMapping;
import dev.weft.partition.PartitionsDefinition;
import dev.weft.partition.TimeWindowPartitionsDefinition;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AssetGraphTest {

    private static final PartitionMapping INFERRED = new PartitionMapping.Inferred();

    @Test
    void neighboursAreSortedAndClosuresLeaveOutTheAssetItself() {
        var graph = graph("raw -> clean -> report, raw -> audit, other -> report");

        assertThat(graph.upstreamOf(key("report"))).map(AssetKey::text).containsExactly("clean", "other");
        assertThat(graph.downstreamOf(key("raw"))).map(AssetKey::text).containsExactly("audit", "clean");
        assertThat(graph.ancestorsOf(key("report"))).map(AssetKey::text).containsExactly("clean", "other", "raw");
        assertThat(graph.descendantsOf(key("raw"))).map(AssetKey::text).containsExactly("audit", "clean", "report");
        assertThat(names(graph.topological())).containsExactly("other", "raw", "audit", "clean", "report");
        assertThat(graph.levels())
                .map(AssetGraphTest::names)
                .containsExactly(List.of("other", "raw"), List.of("audit", "clean"), List.of("report"));
        assertThat(names(graph.roots())).containsExactly("other", "raw");
        assertThat(names(graph.sinks())).containsExactly("audit", "report");
        assertThat(graph.at(graph.numberOf(key("clean"))).key()).isEqualTo(key("clean"));
    }

    @Test
    void anUnknownKeyNamesTheNearest() {
        var graph = graph("sales/orders -> sales/report");

        assertThat(graph.find(key("sales/order"))).isEmpty();
        assertThatThrownBy(() -> graph.get(key("sales/order")))
                .isInstanceOf(UnknownAssetException.class)
                .hasMessage("There is no asset sales/order. Did you mean sales/orders?");
        assertThat(graph.nearest(key("orders"))).containsExactly(key("sales/orders"));
        assertThat(graph.nearest(key("wholly_else"))).isEmpty();
    }

    @Test
    void allProblemsAreFoundAtOnce() {
        var problems = problems(
                List.of(
                        asset("a", "c"),
                        asset("b", "a"),
                        asset("c", "b"),
                        asset("d", "d"),
                        asset("sales/orders"),
                        asset("sales/Orders"),
                        asset("twice"),
                        asset("twice"),
                        asset("report", "sales/order", "nothing_like_it")),
                check("sales/order", "not_empty"),
                check("twice", "same"),
                check("twice", "same"));

        assertThat(problems)
                .map(DefinitionProblem::toString)
                .containsExactly(
                        "Checks.not_empty: The check not_empty is for sales/order, which is not an asset. Did you mean sales/orders?",
                        "Checks.same: twice has two checks named same, the other is Checks.same. Give one of them another name.",
                        "Shop.a: These assets wait for each other: a → b → c → a. Remove one of the three upstreams.",
                        "Shop.d, parameter 1: d reads d, which the same method makes. Read an earlier partition of it with @Previous, or remove the parameter.",
                        "Shop.report, parameter 1: report reads sales/order, which is not an asset. Did you mean sales/orders?",
                        "Shop.report, parameter 2: report reads nothing_like_it, which is not an asset.",
                        "Shop.sales_Orders: sales/Orders differs from sales/orders (Shop.sales_orders) by case only, which some stores cannot keep apart. Give one of them another key.",
                        "Shop.twice: twice is declared twice, also by Shop.twice. Give one of them another key.");
    }

    @Test
    void eachCycleIsReportedWithoutWhatHangsOnIt() {
        var problems = problems(Assets.definitions("in -> a -> b -> a, b -> between -> x -> y -> x, y -> out"));

        assertThat(problems)
                .map(DefinitionProblem::message)
                .containsExactly(
                        "These assets wait for each other: a → b → a. Remove one of the two upstreams.",
                        "These assets wait for each other: x → y → x. Remove one of the two upstreams.");
    }

    private static final Optional<PartitionsDefinition> DAYS = Optional.of(new TimeWindowPartitionsDefinition(
            TimeWindowPartitionsDefinition.Cadence.DAILY,
            LocalDateTime.of(2024, 1, 1, 0, 0),
            Optional.empty(),
            ZoneId.of("UTC"),
            0,
            0,
            0,
            0,
            Optional.empty()));

    private static Parameter.Input earlier(String upstream, PartitionMapping mapping) {
        return new Parameter.Input(
                "in",
                key(upstream),
                Parameter.Shape.OPTIONAL,
                new ValueType.Any(),
                mapping,
                Parameter.Version.PUBLISHED);
    }

    @Test
    void onesOwnEarlierPartitionsAreOptionalForTheFirstHasNone() {
        var plain = input("balance", new ValueType.Any(), new PartitionMapping.TimeWindows(-1, -1));

        assertThat(problems(List.of(
                        asset("balance", List.of(plain)).partitions(DAYS).build())))
                .singleElement()
                .asString()
                .contains("the first one does not have. Take Optional<");
    }

    @Test
    void readingOnesOwnEarlierPartitionsIsNoCycle() {
        var previous = new PartitionMapping.TimeWindows(-1, -1);

        var graph = AssetGraph.of(
                List.of(asset("balance", List.of(earlier("balance", previous)))
                        .partitions(DAYS)
                        .build()),
                List.of());

        assertThat(graph.upstreamOf(key("balance"))).isEmpty();
        assertThat(problems(List.of(asset(
                                "balance", List.of(earlier("balance", new PartitionMapping.TimeWindows(-1, 0))))
                        .partitions(DAYS)
                        .build())))
                .hasSize(1);
    }

    @Test
    void outputsOfOneMethodMayReadEachOthersEarlierPartitions() {
        var previous = new PartitionMapping.TimeWindows(-2, -1);
        var method = new Producer(
                "com.acme.Shop",
                "both",
                List.of(earlier("a", previous), earlier("b", previous)),
                List.of(key("a"), key("b")),
                Producer.Returns.OUTPUTS,
                0,
                Optional.empty());

        var graph = AssetGraph.of(
                List.of(
                        AssetDefinition.builder(key("a"), method)
                                .partitions(DAYS)
                                .build(),
                        AssetDefinition.builder(key("b"), method)
                                .partitions(DAYS)
                                .build()),
                List.of());

        assertThat(graph.upstreamOf(key("a"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id:long,name:java.lang.String | id:java.lang.Long | ''",
                "id:int | id:long | ''",
                "id:int | id:java.math.BigDecimal | ''",
                "state:com.acme.State | state:java.lang.String | ''",
                "id:long | id:int | but its column id is long, not int.",
                "id:java.lang.String | id:int | but its column id is String, not int.",
                "name:java.lang.String | nam:java.lang.String | but it has no column nam; it has name. Did you mean name?"
            })
    void rowsAreReadByColumns(String produced, String wanted, String problem) {
        assertThat(ValueFit.problem(rows(produced), rows(wanted)).orElse("")).startsWith(problem);
        if (problem.isEmpty()) {
            assertThat(ValueFit.problem(rows(produced), rows(wanted))).isEmpty();
        }
    }

    @Test
    void aValueIsReadAsItsTypeOrASupertype() {
        var set = new ValueType.Single(
                TypeRef.parse("java.util.TreeSet<java.lang.String>"),
                List.of(TypeRef.parse("java.util.Set<java.lang.String>")));
        var number = single("int");

        assertThat(ValueFit.problem(set, single("java.util.Set<java.lang.String>")))
                .isEmpty();
        assertThat(ValueFit.problem(set, single("java.util.Set<java.lang.Long>")))
                .isPresent();
        assertThat(ValueFit.problem(number, single("java.lang.Integer"))).isEmpty();
        assertThat(ValueFit.problem(number, single("long"))).isPresent();
        assertThat(ValueFit.problem(number, new ValueType.Any())).isEmpty();
        assertThat(ValueFit.problem(rows("id:int"), new ValueType.Relation())).isEmpty();
        assertThat(ValueFit.problem(new ValueType.Files(), new ValueType.Files()))
                .isEmpty();
        assertThat(ValueFit.problem(new ValueType.Files(), number)).isPresent();
    }

    @Test
    void aWrongTypeSaysBothTypesAndTheWayOut() {
        var problems = problems(List.of(
                asset("raw", List.of()).build(),
                asset("orders", List.of()).value(rows("id:long")).build(),
                asset(
                                "report",
                                List.of(
                                        input("raw", single("int"), INFERRED),
                                        input("orders", single("int"), INFERRED)))
                        .build()));

        assertThat(problems)
                .map(DefinitionProblem::message)
                .containsExactly(
                        "report reads raw as int, but it has no value. Read it as Upstream<?>.",
                        "report reads orders as int, but it is List<Row>. Read it as that, or as Upstream<?>.");
    }

    static IntStream seeds() {
        return IntStream.range(0, 100);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void closuresAndOrderAgreeWithTheNaiveOnes(int seed) {
        var random = new Random(seed);
        var definitions = Assets.random(random, 1 + seed / 2, 3);
        Collections.shuffle(definitions, random);

        var graph = AssetGraph.of(definitions, List.of());

        var done = new ArrayList<AssetKey>();
        for (var asset : graph.topological()) {
            assertThat(done).containsAll(graph.upstreamOf(asset.key()));
            done.add(asset.key());
            var ancestors = new TreeSet<AssetKey>();
            for (var upstream : graph.upstreamOf(asset.key())) {
                ancestors.add(upstream);
                ancestors.addAll(graph.ancestorsOf(upstream));
            }
            assertThat(graph.ancestorsOf(asset.key())).containsExactlyElementsOf(ancestors);
            assertThat(ancestors)
                    .allMatch(upstream -> graph.descendantsOf(upstream).contains(asset.key()));
        }
        assertThat(done).hasSize(graph.size());
    }

    @Test
    void aSnapshotIsTheSameInWhateverOrderTheDefinitionsCame() {
        var definitions = Assets.definitions("a -> b -> c, a -> c");
        var checks = List.of(check("c", "one"), check("a", "two"));
        var graph = AssetGraph.of(definitions, checks);
        Collections.reverse(definitions);

        var other = AssetGraph.of(definitions, List.of(checks.get(1), checks.get(0)));

        assertThat(other.hash()).isEqualTo(graph.hash()).hasSize(64);
        assertThat(AssetGraph.fromJson(graph.toJson())).isEqualTo(graph);
        assertThat(AssetGraph.of(definitions, List.of()).hash()).isNotEqualTo(graph.hash());
        assertThat(graph.checksOf(key("c"))).extracting(CheckDefinition::name).containsExactly("one");
    }

    private static List<DefinitionProblem> problems(List<AssetDefinition> assets, CheckDefinition... checks) {
        return catchThrowableOfType(DefinitionProblems.class, () -> AssetGraph.of(assets, List.of(checks)))
                .problems();
    }

    private static AssetKey key(String text) {
        return AssetKey.parse(text);
    }

    private static List<String> names(List<AssetDefinition> assets) {
        return assets.stream().map(asset -> asset.key().text()).toList();
    }

    private static ValueType.Single single(String type) {
        return new ValueType.Single(TypeRef.parse(type), List.of());
    }

    private static ValueType.Rows rows(String columns) {
        var list = new ArrayList<Column>();
        for (var column : columns.split(",", -1)) {
            int colon = column.indexOf(':');
            var name = column.substring(0, colon);
            list.add(new Column(name, name, TypeRef.parse(column.substring(colon + 1)), true, "", List.of()));
        }
        return new ValueType.Rows(TypeRef.of("com.acme.Row"), list, ValueType.Rows.Form.LIST);
    }
}
