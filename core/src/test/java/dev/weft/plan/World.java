package dev.weft.plan;

import dev.weft.api.DataVersion;
import dev.weft.api.PartitionKey;
import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetPartition;
import dev.weft.asset.CodeVersion;
import dev.weft.event.Content;
import dev.weft.event.EventBody;
import dev.weft.event.InputVersion;
import dev.weft.event.Stored;
import dev.weft.event.Trace;
import dev.weft.graph.AssetGraph;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * A catalog in memory with assets whose content is a small number that follows from their code and what they read, so that equal content is common.
 * Its runs do what the coordinator promises: a step whose trace holds ends unchanged, what is below a failed step does not run.
 */
final class World implements RecordedAssets {

    /** How many different contents an asset may have. */
    private static final int CONTENTS = 3;

    AssetGraph graph;
    Instant now;
    final Map<AssetKey, String> code = new HashMap<>();
    /** How long a step of an asset takes, where that is known. */
    final Map<AssetKey, Duration> took = new HashMap<>();

    /** The assets of which all slots were read since an evaluation began, once for each time. */
    final List<AssetKey> read = new ArrayList<>();

    private final Map<AssetPartition, String> outside = new HashMap<>();
    private final Map<AssetPartition, Recorded> recorded = new HashMap<>();
    private final Set<AssetPartition> failed = new HashSet<>();
    private final Map<AssetPartition, Long> changed = new HashMap<>();
    private final Map<AssetKey, Long> moved = new HashMap<>();
    private final Map<AssetKey, KeptEvaluation> kept = new HashMap<>();
    private long sequence;

    World(AssetGraph graph, Instant now) {
        this.graph = graph;
        this.now = now;
    }

    /** What a run did. */
    record Ran(
            Set<AssetPartition> made,
            Set<AssetPartition> unchanged,
            Set<AssetPartition> failed,
            Set<AssetPartition> lost) {}

    Traces traces() {
        return new Traces(graph, now);
    }

    private CurrentCode logic() {
        return asset -> CodeVersion.of(code.getOrDefault(asset.key(), "1"));
    }

    PlanRequest request(Set<AssetKey> selected) {
        return new PlanRequest(
                graph, selected, Optional.empty(), PlanRequest.Force.NONE, this, logic(), asset -> "", now);
    }

    Plan plan() {
        var plan = Planner.plan(request(keys()));
        plan.learned().forEach(learned -> kept.put(learned.asset(), learned));
        return plan;
    }

    Set<AssetKey> keys() {
        var keys = new TreeSet<AssetKey>();
        graph.assets().forEach(asset -> keys.add(asset.key()));
        return keys;
    }

    Map<AssetKey, Evaluation> evaluate() {
        return evaluate(Judge.Limits.DEFAULT);
    }

    /** The same, where nothing is held for later readers and each asset is judged by itself. */
    Map<AssetKey, Evaluation> evaluateInLittleRoom() {
        return evaluate(new Judge.Limits(1, 0));
    }

    /** The same, where some of what is held is dropped for what comes next. */
    Map<AssetKey, Evaluation> evaluateInSomeRoom() {
        return evaluate(new Judge.Limits(4, 6));
    }

    /** The same, where each asset is judged by itself and there is room to hold all that later ones read. */
    Map<AssetKey, Evaluation> evaluateOneByOne() {
        return evaluate(new Judge.Limits(1, 1_000_000));
    }

    private Map<AssetKey, Evaluation> evaluate(Judge.Limits limits) {
        read.clear();
        return new Evaluator(traces(), this, logic(), asset -> "", now, limits).evaluate(keys());
    }

    Map<AssetKey, Evaluation> evaluateFromNothing() {
        var evaluator = new Evaluator(traces(), RecordedAssets.of(state()), logic(), asset -> "", now);
        return evaluator.evaluate(keys());
    }

    private RecordedState state() {
        return what -> recorded.getOrDefault(what, Recorded.NOTHING);
    }

    void observe(AssetPartition what, String version) {
        outside.put(what, version);
        record(
                what,
                Recorded.seen(new EventBody.Observation(what, DataVersion.of(version), Map.of()), ++sequence, now));
    }

    private void record(AssetPartition what, Recorded fact) {
        recorded.put(what, fact);
        touch(what);
    }

    private void touch(AssetPartition what) {
        changed.put(what, sequence);
        moved.put(what.asset(), sequence);
    }

    Ran run(Plan plan, Random random, int failuresInHundred) {
        var ran = new Ran(new HashSet<>(), new HashSet<>(), new HashSet<>(), new HashSet<>());
        var bad = new HashSet<dev.weft.run.StepId>();
        for (var step : plan.steps()) {
            var asset = graph.get(step.outputs().get(0).asset());
            var member = step.outputs().get(0).partition();
            sequence++;
            if (step.after().stream().anyMatch(bad::contains)) {
                bad.add(step.id());
                ran.lost().addAll(step.outputs());
                continue;
            }
            var trace = traceNow(asset, member);
            boolean holds = step.outputs().stream()
                    .allMatch(output -> state().of(output).latest().isPresent()
                            && state().of(output)
                                    .basis()
                                    .filter(basis -> StalenessRule.isSame(basis, trace))
                                    .isPresent());
            if (holds) {
                ran.unchanged().addAll(step.outputs());
                step.outputs().forEach(failed::remove);
                step.outputs().forEach(this::touch);
            } else if (random.nextInt(100) < failuresInHundred) {
                bad.add(step.id());
                ran.failed().addAll(step.outputs());
                failed.addAll(step.outputs());
                step.outputs().forEach(this::touch);
            } else {
                step.outputs().forEach(output -> make(output, trace));
                ran.made().addAll(step.outputs());
            }
        }
        return ran;
    }

    private Trace traceNow(AssetDefinition asset, Optional<PartitionKey> member) {
        var inputs =
                traces().readBy(asset, member).stream().map(state()::current).toList();
        return new Trace(logic().versionOf(asset), "", inputs);
    }

    private void make(AssetPartition what, Trace trace) {
        var content = content(
                what.asset(),
                trace.codeVersion().text(),
                trace.inputs().stream().map(InputVersion::dataVersion).toList());
        failed.remove(what);
        record(
                what,
                Recorded.made(
                        new EventBody.Materialization(
                                new Stored(what, "v" + sequence, "default", ""),
                                new Content(content, OptionalLong.empty(), OptionalLong.empty(), List.of(), ""),
                                trace,
                                Map.of(),
                                false,
                                List.of()),
                        sequence,
                        now));
    }

    private static DataVersion content(AssetKey asset, String code, List<Optional<DataVersion>> inputs) {
        return DataVersion.of("c" + Math.floorMod(Objects.hash(asset.text(), code, inputs.toString()), CONTENTS));
    }

    /** Returns what the partition's content is if everything is made from nothing; empty if something outside is not there. */
    Optional<DataVersion> recomputed(AssetPartition what, Map<AssetPartition, Optional<DataVersion>> known) {
        if (known.containsKey(what)) {
            return Objects.requireNonNull(known.get(what));
        }
        var asset = graph.get(what.asset());
        if (!asset.nature().isMaterializable()) {
            return Optional.ofNullable(outside.get(what)).map(DataVersion::of);
        }
        var inputs = traces().readBy(asset, what.partition()).stream()
                .map(upstream -> recomputed(upstream, known))
                .toList();
        var content = content(asset.key(), code.getOrDefault(asset.key(), "1"), inputs);
        known.put(what, Optional.of(content));
        return Optional.of(content);
    }

    Optional<DataVersion> recordedVersion(AssetPartition what) {
        return state().current(what).dataVersion();
    }

    @Override
    public Overview overview(Collection<AssetKey> assets) {
        var records = new HashMap<AssetKey, AssetRecord>();
        for (var asset : assets) {
            records.put(
                    asset,
                    new AssetRecord(
                            moved.getOrDefault(asset, 0L),
                            Optional.ofNullable(took.get(asset)),
                            Optional.ofNullable(kept.get(asset))));
        }
        return new Overview(sequence, records);
    }

    @Override
    public Map<AssetKey, List<Optional<PartitionKey>>> movedAfter(Map<AssetKey, Long> sequences) {
        var all = new HashMap<AssetKey, List<Optional<PartitionKey>>>();
        sequences.forEach((asset, after) -> all.put(
                asset,
                changed.entrySet().stream()
                        .filter(entry -> entry.getKey().asset().equals(asset) && entry.getValue() > after)
                        .map(entry -> entry.getKey().partition())
                        .toList()));
        return all;
    }

    @Override
    public Slots slots(Collection<AssetKey> assets) {
        read.addAll(assets);
        return new ReadSlots(Set.copyOf(assets));
    }

    /** Slots of whole assets, which know of no others. */
    private final class ReadSlots implements Slots {

        private final Set<AssetKey> assets;

        ReadSlots(Set<AssetKey> assets) {
            this.assets = assets;
        }

        @Override
        public Slot of(AssetPartition what) {
            requireRead(what.asset());
            return slot(what);
        }

        @Override
        public Slots only(AssetKey asset) {
            requireRead(asset);
            return new ReadSlots(Set.of(asset));
        }

        private void requireRead(AssetKey asset) {
            if (!assets.contains(asset)) {
                throw new AssertionError(asset + " was not read, only " + assets);
            }
        }
    }

    private Slot slot(AssetPartition what) {
        var slot = Slot.of(state().of(what));
        return new Slot(
                slot.version(), slot.sequence(), slot.made(), slot.basis(), slot.rejected(), failed.contains(what));
    }

    @Override
    public Slots slotsOf(Collection<AssetPartition> some) {
        var asked = Set.copyOf(some);
        return what -> {
            if (!asked.contains(what)) {
                throw new AssertionError(what + " was not asked for");
            }
            return slot(what);
        };
    }

    @Override
    public RecordedState stateOf(Collection<AssetPartition> some) {
        var asked = Set.copyOf(some);
        return what -> {
            if (!asked.contains(what)) {
                throw new AssertionError(what + " was not asked for");
            }
            return state().of(what);
        };
    }
}
