package dev.weft.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.PartitionKey;
import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetNature;
import dev.weft.asset.AssetPartition;
import dev.weft.asset.Parameter;
import dev.weft.asset.Producer;
import dev.weft.asset.ValueType;
import dev.weft.graph.AssetGraph;
import dev.weft.partition.PartitionMapping;
import dev.weft.partition.PartitionsDefinition;
import dev.weft.partition.StaticPartitionsDefinition;
import dev.weft.partition.TimeWindowPartitionsDefinition;
import dev.weft.partition.TimeWindowPartitionsDefinition.Cadence;
import dev.weft.run.StepId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlannerTest {

    private static final Instant START = Instant.parse("2024-05-04T06:00:00Z");
    private static final PartitionsDefinition DAYS = new TimeWindowPartitionsDefinition(
            Cadence.DAILY,
            LocalDateTime.parse("2024-05-01T00:00"),
            Optional.empty(),
            ZoneId.of("UTC"),
            0,
            0,
            0,
            0,
            Optional.empty());
    private static final PartitionsDefinition REGIONS = new StaticPartitionsDefinition(List.of("eu", "us"));

    /** Rounds of edits, failures and passing days over random graphs, with and without what was kept before. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void whatRunsWasPlannedAndTheSecondRunDoesOnlyWhatFailed(int seed) {
        var random = new Random(seed);
        var world = new World(randomGraph(random, 2 + seed), START);
        for (int round = 0; round < 6; round++) {
            edit(world, random);
            requireEvaluatedAlike(world);

            var plan = world.plan();
            assertThat(plan.steps()).hasSize((int) plan.stepCount());
            var planned = outputs(plan);
            var ran = world.run(plan, random, 15);
            assertThat(planned).containsAll(ran.made()).containsAll(ran.unchanged());

            var again = world.plan();
            var due = new HashSet<>(ran.failed());
            due.addAll(ran.lost());
            assertThat(due).as("what failed, and what waited for it").containsAll(outputs(again));
            world.run(again, random, 0);

            assertThat(world.plan().work()).as("what is left").isEmpty();
            requireEvaluatedAlike(world);
            requireRecomputed(world);
        }
    }

    /** What was kept changes nothing, and neither does how much is held of what was read. */
    private static void requireEvaluatedAlike(World world) {
        var evaluations = world.evaluate();
        assertThat(rollUps(evaluations)).isEqualTo(rollUps(world.evaluateFromNothing()));
        assertThat(world.evaluateInLittleRoom()).as("in little room").isEqualTo(evaluations);
        assertThat(world.evaluateInSomeRoom()).as("in some room").isEqualTo(evaluations);
        assertThat(world.evaluateOneByOne()).as("one by one").isEqualTo(evaluations);
        assertThat(world.read)
                .as("what is held until the last reader has its answer")
                .doesNotHaveDuplicates();
    }

    private static Map<AssetKey, String> rollUps(Map<AssetKey, Evaluation> evaluations) {
        var texts = new HashMap<AssetKey, String>();
        evaluations.forEach((key, evaluation) -> texts.put(
                key,
                evaluation.made().keys() + " of " + evaluation.all().keys() + " "
                        + List.of(Standing.values()).stream()
                                .filter(standing -> standing != Standing.FAILED)
                                .map(standing -> standing
                                        + (standing == Standing.MISSING || standing == Standing.STALE
                                                ? text(evaluation, standing)
                                                : evaluation
                                                        .in(standing)
                                                        .members()
                                                        .toString()))
                                .toList()));
        return texts;
    }

    /** A state that was read before does not know of failures: those that failed count as what they are besides. */
    private static String text(Evaluation evaluation, Standing standing) {
        var set = evaluation.in(Standing.FAILED);
        var failed = standing == Standing.MISSING ? set.andNot(evaluation.made()) : set.and(evaluation.made());
        return evaluation.in(standing).or(failed).members().toString();
    }

    private static Set<AssetPartition> outputs(Plan plan) {
        var outputs = new HashSet<AssetPartition>();
        plan.steps().forEach(step -> outputs.addAll(step.outputs()));
        return outputs;
    }

    private static void requireRecomputed(World world) {
        var known = new HashMap<AssetPartition, Optional<dev.weft.api.DataVersion>>();
        var evaluations = world.evaluate();
        for (var asset : world.graph.topological()) {
            var evaluation = evaluations.get(asset.key());
            if (asset.nature().isMaterializable() && evaluation != null) {
                for (var member : evaluation.in(Standing.FRESH).members()) {
                    var what = new AssetPartition(asset.key(), member);
                    if (!isFreshToTheRoots(world, evaluations, what)) {
                        continue;
                    }
                    assertThat(world.recordedVersion(what)).as("%s", what).isEqualTo(world.recomputed(what, known));
                }
            }
        }
    }

    /** What is below something that waits is only as good as what it read. */
    private static boolean isFreshToTheRoots(World world, Map<AssetKey, Evaluation> evaluations, AssetPartition what) {
        var asset = world.graph.get(what.asset());
        var evaluation = Objects.requireNonNull(evaluations.get(what.asset()));
        return evaluation.in(Standing.FRESH).has(what.partition())
                && world.traces().readBy(asset, what.partition()).stream()
                        .allMatch(upstream -> isFreshToTheRoots(world, evaluations, upstream));
    }

    private static void edit(World world, Random random) {
        if (random.nextInt(3) == 0) {
            world.now = world.now.plus(Duration.ofDays(1 + random.nextInt(2)));
        }
        for (var asset : world.graph.assets()) {
            if (!asset.nature().isMaterializable()) {
                world.traces().all(asset.key()).members().stream()
                        .filter(member -> random.nextInt(3) > 0)
                        .forEach(member ->
                                world.observe(new AssetPartition(asset.key(), member), "o" + random.nextInt(4)));
            } else if (random.nextInt(8) == 0) {
                world.code.put(asset.key(), "v" + random.nextInt(4));
            }
        }
    }

    private static AssetGraph randomGraph(Random random, int size) {
        var assets = new ArrayList<AssetDefinition>();
        for (int i = 0; i < size; i++) {
            assets.add(randomAsset(random, assets, "a" + (char) ('a' + i)));
        }
        return AssetGraph.of(assets, List.of());
    }

    private static AssetDefinition randomAsset(Random random, List<AssetDefinition> before, String name) {
        Optional<PartitionsDefinition> partitions = switch (random.nextInt(4)) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(REGIONS);
            default -> Optional.of(DAYS);
        };
        boolean external = before.isEmpty() || random.nextInt(6) == 0;
        var parameters = new ArrayList<Parameter>();
        if (!external) {
            for (int k = random.nextInt(4); k > 0; k--) {
                var upstream = before.get(random.nextInt(before.size()));
                parameters.add(
                        input("in" + k, upstream.key(), Parameter.Shape.PLAIN, mapping(random, upstream, partitions)));
            }
            if (partitions.equals(Optional.of(DAYS)) && random.nextInt(4) == 0) {
                parameters.add(input(
                        name,
                        AssetKey.parse(name),
                        Parameter.Shape.OPTIONAL,
                        new PartitionMapping.TimeWindows(-1, -1)));
            }
        }
        var key = AssetKey.parse(name);
        var producer = new Producer(
                "com.acme.Shop",
                name,
                parameters,
                List.of(key),
                external ? Producer.Returns.OBSERVATION : Producer.Returns.VALUE,
                0,
                Optional.empty());
        return AssetDefinition.builder(key, producer)
                .nature(external ? AssetNature.OBSERVABLE : AssetNature.MATERIALIZABLE)
                .value(external ? new ValueType.Nothing() : new ValueType.Any())
                .partitions(partitions)
                .build();
    }

    private static PartitionMapping mapping(
            Random random, AssetDefinition upstream, Optional<PartitionsDefinition> partitions) {
        if (upstream.partitions().isEmpty()) {
            return new PartitionMapping.Inferred();
        }
        if (!upstream.partitions().equals(partitions)) {
            return random.nextBoolean() ? new PartitionMapping.All() : new PartitionMapping.Last();
        }
        if (partitions.equals(Optional.of(DAYS)) && random.nextBoolean()) {
            int from = -random.nextInt(3);
            return new PartitionMapping.TimeWindows(from, Math.min(0, from + random.nextInt(2)));
        }
        return new PartitionMapping.Inferred();
    }

    private static Parameter.Input input(
            String name, AssetKey upstream, Parameter.Shape shape, PartitionMapping mapping) {
        return new Parameter.Input(name, upstream, shape, new ValueType.Any(), mapping, Parameter.Version.PUBLISHED);
    }

    private static AssetDefinition asset(String name, Optional<PartitionsDefinition> partitions, String... upstreams) {
        var parameters = new ArrayList<Parameter>();
        for (var upstream : upstreams) {
            parameters.add(
                    input(upstream, AssetKey.parse(upstream), Parameter.Shape.PLAIN, new PartitionMapping.Inferred()));
        }
        var key = AssetKey.parse(name);
        return AssetDefinition.builder(
                        key,
                        new Producer(
                                "com.acme.Shop",
                                name,
                                parameters,
                                List.of(key),
                                Producer.Returns.VALUE,
                                0,
                                Optional.empty()))
                .value(new ValueType.Any())
                .partitions(partitions)
                .build();
    }

    @Test
    void aReasonLeadsDownToItsRoot() {
        var days = Optional.of(DAYS);
        var world = new World(
                AssetGraph.of(
                        List.of(
                                asset("raw", days),
                                asset("clean", days, "raw"),
                                asset("report", Optional.empty(), "clean")),
                        List.of()),
                START);
        world.run(world.plan(), new Random(1), 0);
        world.code.put(AssetKey.parse("raw"), "2");

        var work = world.plan().work();

        assertThat(work).hasSize(3);
        assertThat(work.get(0).reason()).isEqualTo("code changed (1 → 2)");
        assertThat(work.get(0).partitions().runs()).hasToString("[2024-05-01...2024-05-03]");
        assertThat(work.get(2).reason()).isEqualTo("clean runs first; unchanged if its content is the same");
        assertThat(work.get(2).root()).isSameAs(work.get(0));
    }

    @Test
    void aPartOfAPlanKeepsItsSetsItsReasonsAndWhatItTakes() {
        var days = Optional.of(DAYS);
        var none = Optional.<PartitionsDefinition>empty();
        var world = new World(
                AssetGraph.of(
                        List.of(asset("raw", days), asset("clean", days, "raw"), asset("report", none, "clean")),
                        List.of()),
                START);
        for (var asset : world.keys()) {
            world.took.put(asset, Duration.ofSeconds(10));
        }
        var plan = world.plan();
        var done = plan.steps().stream()
                .map(PlannedStep::id)
                .filter(step -> step.first().asset().text().equals("raw")
                        && !step.first().partition().equals(Optional.of(PartitionKey.of("2024-05-02"))))
                .collect(Collectors.toSet());

        var left = plan.without(done);

        assertThat(left.steps())
                .hasSize(5)
                .allSatisfy(step -> assertThat(step.after()).doesNotContainAnyElementsOf(done));
        assertThat(left.work())
                .extracting(
                        work -> work.producer().outputs() + " " + work.members().size() + " " + work.reason())
                .containsExactly("[raw] 1 missing", "[clean] 3 missing", "[report] 1 missing");
        assertThat(left.work().get(0).partitions().runs()).hasToString("[2024-05-02]");
        assertThat(left.stepCount()).isEqualTo(5);
        assertThat(left.assetCount()).isEqualTo(3);
        assertThat(left.expected(1)).isEqualTo(Duration.ofSeconds(50));
        assertThat(left.expected(100)).as("the longest chain").isEqualTo(Duration.ofSeconds(30));
        assertThat(plan.without(Set.of(new StepId(AssetPartition.of(AssetKey.parse("report")))))
                        .expected(100))
                .as("a shorter chain")
                .isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void whatIsFreshBelowSomethingStaleThatIsNotSelectedIsToldSo() {
        var none = Optional.<PartitionsDefinition>empty();
        var world = new World(
                AssetGraph.of(
                        List.of(asset("raw", none), asset("clean", none, "raw"), asset("report", none, "clean")),
                        List.of()),
                START);
        world.run(world.plan(), new Random(1), 0);
        world.code.put(AssetKey.parse("raw"), "2");

        var plan = Planner.plan(world.request(Set.of(AssetKey.parse("report"))));

        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.notRun().get(0).reason()).isEqualTo("fresh, pending upstream: raw is stale");
    }

    @Test
    void whatIsAssumedToBeFreshDoesNotRun() {
        var none = Optional.<PartitionsDefinition>empty();
        var world =
                new World(AssetGraph.of(List.of(asset("raw", none), asset("clean", none, "raw")), List.of()), START);
        world.run(world.plan(), new Random(1), 0);
        world.code.put(AssetKey.parse("raw"), "2");
        var selection = dev.weft.selection.Selection.parse("changed:code");

        var assumed = Planner.plan(
                world.request(world.keys()).assuming(Assumption.of(selection, Set.of(AssetKey.parse("raw")))));
        var other = Planner.plan(world.request(world.keys())
                .assuming(Assumption.of(
                        dev.weft.selection.Selection.parse("changed:recompiled"), Set.of(AssetKey.parse("raw")))));

        assertThat(assumed.isEmpty()).isTrue();
        assertThat(other.stepCount()).isEqualTo(2);
    }
}
