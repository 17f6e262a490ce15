package dev.weft.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetPartition;
import dev.weft.asset.ValueType;
import dev.weft.catalog.CatalogSettings;
import dev.weft.event.Trace;
import dev.weft.plan.Evaluation;
import dev.weft.plan.Plan;
import dev.weft.plan.PlannedStep;
import dev.weft.plan.Recorded;
import dev.weft.plan.RecordedState;
import dev.weft.plan.Standing;
import dev.weft.run.StepId;
import dev.weft.run.StepStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Plan, then materialize, over random projects with views, several outputs, outputs that return nothing, blocking checks, partitions, external data, failures and edits, through
 * the real compiler, catalog, planning, coordinator and store.
 */
class RandomRunsTest {

    /** More of them, or one that failed: {@code -Dweft.seeds=100...400}. */
    private static final String SEEDS = "weft.seeds";

    private static final int ROUNDS = 4;
    /** Where each day reads the day before, each run may be blocked at the next day. */
    private static final int MOST_RUNS = 20;

    private static final Set<StepStatus> WELL =
            EnumSet.of(StepStatus.SUCCEEDED, StepStatus.UNCHANGED, StepStatus.SKIPPED);

    /** What ran and made no version. */
    private static final Set<StepStatus> TRIED = EnumSet.of(StepStatus.BLOCKED, StepStatus.SKIPPED);

    @TempDir
    private Path folder;

    static IntStream seeds() {
        var range = System.getProperty(SEEDS, "1...14").split("\\.\\.\\.", -1);
        return IntStream.rangeClosed(Integer.parseInt(range[0]), Integer.parseInt(range[range.length - 1]));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatRunsWasPlannedTheRestIsUnchangedAndTheValuesAreThoseOfAFullRecomputation(int seed)
            throws IOException, InterruptedException {
        play(seed, folder, CatalogSettings.inMemory("random" + System.nanoTime()));
    }

    static void play(int seed, Path folder, CatalogSettings settings) throws IOException, InterruptedException {
        var random = new Random(seed);
        var source = RandomProject.source(random, 2 + seed % 15);
        // What failed can be looked at: the seed gives the same source again.
        Files.writeString(folder.resolve("Made.java"), source);
        try (var world = new RandomWorld(source, folder, settings, random)) {
            for (int round = 0; round < ROUNDS; round++) {
                world.edit(round == 0 ? 0 : 15);
                world.observe();
                materializeUntilNothingIsLeft(world, source);
                requireRecomputed(world, source);
            }
        }
    }

    private static void materializeUntilNothingIsLeft(RandomWorld world, String source) throws InterruptedException {
        requireSameEvaluation(world, source);
        var plan = world.plan();
        for (int run = 0; !plan.isEmpty(); run++) {
            assertThat(run)
                    .as("runs until nothing is left of\n%s\n%s", source, plan.work())
                    .isLessThan(MOST_RUNS);
            var before = world.state();
            Acts.CALLED.clear();
            var result = world.run(plan);
            var after = world.state();
            assertThat(result.steps().keySet())
                    .containsExactlyInAnyOrderElementsOf(
                            plan.steps().stream().map(PlannedStep::id).toList());
            requireOnlyPlannedWasMade(world, plan, result.steps(), before, after);
            requireSameEvaluation(world, source);

            Acts.FAILING.clear();
            var again = world.plan();
            var due = ids(result.steps(), status -> !WELL.contains(status));
            assertThat(due)
                    .as(
                            "what did not end well the last time, of\n%s\n%s\nplanned again %s",
                            source, result.steps(), again.work())
                    .containsAll(again.steps().stream().map(PlannedStep::id).toList());
            assertThat(again.steps())
                    .as("blocked, and not tried again on the same inputs, of\n%s", source)
                    .noneMatch(step -> !step.conditional() && result.steps().get(step.id()) == StepStatus.BLOCKED);
            plan = again;
        }
    }

    private static Set<StepId> ids(Map<StepId, StepStatus> steps, java.util.function.Predicate<StepStatus> wanted) {
        return steps.entrySet().stream()
                .filter(step -> wanted.test(step.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** A version is new where the step says so, and only there. */
    private static void requireOnlyPlannedWasMade(
            RandomWorld world, Plan plan, Map<StepId, StepStatus> statuses, RecordedState before, RecordedState after) {
        var made = new HashSet<AssetPartition>();
        for (var asset : world.graph.assets()) {
            for (var member : world.traces().all(asset.key()).members()) {
                var what = new AssetPartition(asset.key(), member);
                if (after.of(what).latest().isPresent()
                        && after.of(what).sequence() != before.of(what).sequence()) {
                    made.add(what);
                }
            }
        }
        var succeeded = plan.steps().stream()
                .filter(step -> statuses.get(step.id()) == StepStatus.SUCCEEDED)
                .flatMap(step -> step.outputs().stream())
                .toList();
        assertThat(succeeded).containsAll(made);
        assertThat(succeeded)
                .filteredOn(what -> !made.contains(what))
                .as("of a step that succeeded, only what returned nothing has no new version")
                .allMatch(what -> Acts.mayReturnNothing(what.asset().text()));
        for (var step : plan.steps()) {
            if (statuses.get(step.id()) == StepStatus.SUCCEEDED) {
                assertThat(step.outputs())
                        .as("%s ran for a reason: %s", step.id(), step.reason())
                        .anyMatch(what -> before.of(what).latest().isEmpty()
                                || !before.of(what)
                                        .basis()
                                        .map(trace -> trace.fingerprint())
                                        .equals(after.of(what).basis().map(trace -> trace.fingerprint())));
            }
            var first = step.outputs().get(0);
            boolean called = Acts.CALLED.contains(Acts.name(first.asset().text(), first.partition()));
            if (statuses.get(step.id()) == StepStatus.UNCHANGED) {
                assertThat(called)
                        .as("%s was called, and is unchanged", step.id())
                        .isFalse();
            }
            if (TRIED.contains(statuses.get(step.id())) && called) {
                assertThat(step.outputs())
                        .as("%s was tried for a reason: %s", step.id(), step.reason())
                        .anyMatch(what -> !tried(before.of(what)).equals(tried(after.of(what))));
            }
        }
    }

    /** What an asset partition was made of, and what of it was rejected, last. */
    private static List<Optional<String>> tried(Recorded recorded) {
        return List.of(
                recorded.basis().map(Trace::fingerprint),
                recorded.rejection().map(rejected -> rejected.trace().fingerprint()));
    }

    private static void requireSameEvaluation(RandomWorld world, String source) {
        assertThat(standings(world.evaluate()))
                .as("what is kept, against what is found out from nothing, of\n%s", source)
                .isEqualTo(standings(world.evaluateFromNothing()));
    }

    /** A state that was read before does not know of failures: those that failed count as what they are besides. */
    private static Map<AssetKey, String> standings(Map<AssetKey, Evaluation> evaluations) {
        var texts = new TreeMap<AssetKey, String>();
        evaluations.forEach((key, evaluation) -> {
            var by = new TreeMap<String, Set<String>>();
            for (var group : evaluation.groups()) {
                var standing = group.verdict().standing();
                for (var member : group.partitions().members()) {
                    var word = standing != Standing.FAILED
                            ? standing.word()
                            : evaluation.made().has(member) ? "stale" : "missing";
                    by.computeIfAbsent(word, any -> new java.util.TreeSet<>()).add(member.toString());
                }
            }
            texts.put(key, "%s, made %s".formatted(by, evaluation.made()));
        });
        return texts;
    }

    private static void requireRecomputed(RandomWorld world, String source) {
        var evaluations = world.evaluate();
        world.remember(evaluations);
        var known = new HashMap<AssetPartition, Integer>();
        var state = world.state();
        for (var asset : world.graph.topological()) {
            if (!(asset.value() instanceof ValueType.Single) || asset.virtual()) {
                continue;
            }
            for (var member : Objects.requireNonNull(evaluations.get(asset.key()))
                    .in(Standing.FRESH)
                    .members()) {
                var what = new AssetPartition(asset.key(), member);
                if (isFreshToTheRoots(world, evaluations, what, new HashMap<>())) {
                    assertThat(world.stored(what, state))
                            .as("%s of\n%s", what, source)
                            .isEqualTo(world.recomputed(what, known));
                }
            }
        }
    }

    /** What is below something blocked or waiting is only as good as what it read. */
    private static boolean isFreshToTheRoots(
            RandomWorld world,
            Map<AssetKey, Evaluation> evaluations,
            AssetPartition what,
            Map<AssetPartition, Boolean> known) {
        var before = known.get(what);
        if (before != null) {
            return before;
        }
        var asset = world.graph.get(what.asset());
        boolean fresh = Objects.requireNonNull(evaluations.get(what.asset()))
                        .in(Standing.FRESH)
                        .has(what.partition())
                && world.traces().readBy(asset, what.partition()).stream()
                        .allMatch(upstream -> isAbsent(evaluations, upstream)
                                || isFreshToTheRoots(world, evaluations, upstream, known));
        known.put(what, fresh);
        return fresh;
    }

    /** Readers that do without it read nothing. */
    private static boolean isAbsent(Map<AssetKey, Evaluation> evaluations, AssetPartition what) {
        var evaluation = Objects.requireNonNull(evaluations.get(what.asset()));
        return !evaluation.made().has(what.partition())
                && Stream.of(Standing.MISSING, Standing.WAITING, Standing.SKIPPED)
                        .anyMatch(standing -> evaluation.in(standing).has(what.partition()));
    }
}
