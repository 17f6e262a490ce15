package dev.weft.plan;

import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.partition.PartitionSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Finds out where assets stand, on sets of partitions, and only where something can have changed since somebody last found out: a kept evaluation
 * is taken as it is while its definition is the same and neither the asset nor anything that it reads moved; else the partitions that moved, those
 * that read something that moved, and those that are new are looked at again. Assets whose versions grow old ({@code @Refresh}) are always looked
 * at in full, for time decides.
 */
public final class Evaluator {

    private final Traces traces;
    private final RecordedAssets recorded;
    private final Judge judge;
    private final Signatures signatures;
    private final Map<AssetKey, Evaluation> evaluations = new HashMap<>();
    private final Map<AssetKey, AssetRecord> records = new HashMap<>();
    private final List<KeptEvaluation> learned = new ArrayList<>();
    private final KeptTexts texts;

    /**
     * @param code the logic of assets and checks, as it is now
     * @param config the hash of the configuration an asset would get; empty text for none
     */
    public Evaluator(
            Traces traces,
            RecordedAssets recorded,
            CurrentCode code,
            Function<AssetDefinition, String> config,
            Instant now) {
        this(traces, recorded, code, config, now, Judge.Limits.DEFAULT);
    }

    /** Makes one that has other room, for which nothing else changes. */
    Evaluator(
            Traces traces,
            RecordedAssets recorded,
            CurrentCode code,
            Function<AssetDefinition, String> config,
            Instant now,
            Judge.Limits limits) {
        this.traces = traces;
        this.recorded = recorded;
        this.judge = new Judge(traces, recorded, code, config, now, limits);
        this.signatures = new Signatures(traces, code, config);
        this.texts = new KeptTexts(traces);
    }

    /** Finds out where these assets stand. */
    public Map<AssetKey, Evaluation> evaluate(Collection<AssetKey> assets) {
        var wanted = new LinkedHashSet<>(assets);
        wanted.removeAll(evaluations.keySet());
        if (!wanted.isEmpty()) {
            find(wanted);
        }
        return Map.copyOf(evaluations);
    }

    Evaluation of(AssetKey asset) {
        return Objects.requireNonNull(evaluations.get(asset));
    }

    /** Returns what was found out and is worth keeping. */
    public List<KeptEvaluation> learned() {
        return List.copyOf(learned);
    }

    /** Returns what is known of a whole asset that was evaluated. */
    AssetRecord record(AssetKey asset) {
        return records.getOrDefault(asset, AssetRecord.NOTHING);
    }

    /**
     * An asset with the evaluation to start from; empty if there is none that still holds.
     *
     * @param moved which of the asset and what it reads moved since what is kept of it was found out; nearly always none
     */
    private record Start(
            AssetDefinition asset,
            String signature,
            AssetRecord record,
            Optional<Evaluation> before,
            List<AssetKey> moved) {

        long sequence() {
            return record.kept().map(KeptEvaluation::sequence).orElse(0L);
        }
    }

    private void find(Set<AssetKey> wanted) {
        var withUpstream = new LinkedHashSet<>(wanted);
        for (var key : wanted) {
            for (var reading : traces.readings(traces.graph().get(key))) {
                withUpstream.add(reading.upstream());
            }
        }
        var overview = recorded.overview(withUpstream);
        var starts = new ArrayList<Start>(wanted.size());
        for (var key : wanted) {
            starts.add(start(key, overview));
        }
        var moved = moved(starts);
        var questions = new ArrayList<Judge.Question>();
        for (var start : starts) {
            records.put(start.asset().key(), start.record());
            var again = again(start, moved);
            var all = traces.all(start.asset().key());
            if (again.isEmpty() && start.before().isPresent()) {
                evaluations.put(start.asset().key(), start.before().get());
            } else {
                questions.add(new Judge.Question(
                        start.asset(), start.before().orElseGet(() -> nothing(start.asset(), all)), again, all));
            }
        }
        judge.judge(questions, overview, evaluation -> evaluations.put(evaluation.asset(), evaluation));
        starts.forEach(start -> learn(start, overview));
    }

    private static Evaluation nothing(AssetDefinition asset, PartitionSet all) {
        var none = PartitionSet.empty(all.numbering());
        return new Evaluation(asset.key(), none, none, List.of());
    }

    private Start start(AssetKey key, RecordedAssets.Overview overview) {
        var asset = traces.graph().get(key);
        var record = overview.of(key);
        var signature = signatures.of(asset);
        var before = record.kept()
                .filter(kept ->
                        kept.signature().equals(signature) && asset.refresh().isEmpty())
                .flatMap(kept -> texts.read(key, kept.text()));
        long sequence = record.kept().map(KeptEvaluation::sequence).orElse(0L);
        return new Start(asset, signature, record, before, movedSince(sequence, asset, overview));
    }

    /** Returns what moved since the evaluations that still hold; since the oldest of them where several ask. */
    private Map<AssetKey, PartitionSet> moved(List<Start> starts) {
        var since = new HashMap<AssetKey, Long>();
        for (var start : starts) {
            if (start.before().isPresent()) {
                for (var key : start.moved()) {
                    since.merge(key, start.sequence(), Math::min);
                }
            }
        }
        var moved = new HashMap<AssetKey, PartitionSet>();
        if (!since.isEmpty()) {
            recorded.movedAfter(since)
                    .forEach((key, members) -> moved.put(key, PartitionSet.ofMembers(traces.numbering(key), members)));
        }
        return moved;
    }

    private List<AssetKey> movedSince(long sequence, AssetDefinition asset, RecordedAssets.Overview overview) {
        var moved = new ArrayList<AssetKey>(0);
        if (overview.of(asset.key()).moved() > sequence) {
            moved.add(asset.key());
        }
        for (var reading : traces.readings(asset)) {
            if (overview.of(reading.upstream()).moved() > sequence) {
                moved.add(reading.upstream());
            }
        }
        return moved;
    }

    private PartitionSet again(Start start, Map<AssetKey, PartitionSet> moved) {
        var all = traces.all(start.asset().key());
        if (start.before().isEmpty()) {
            return all;
        }
        var before = start.before().get();
        var again = all.andNot(before.all());
        if (start.moved().contains(start.asset().key())) {
            again = again.or(movedOf(start.asset().key(), moved));
        }
        for (var reading : traces.readings(start.asset())) {
            if (start.moved().contains(reading.upstream())) {
                again = again.or(traces.readersOf(reading, movedOf(reading.upstream(), moved)));
            }
        }
        return again.isEmpty() ? again : withSamples(before, again.and(all));
    }

    private PartitionSet movedOf(AssetKey asset, Map<AssetKey, PartitionSet> moved) {
        return moved.getOrDefault(asset, PartitionSet.empty(traces.numbering(asset)));
    }

    /** A group that loses its sample gets another one. */
    private static PartitionSet withSamples(Evaluation before, PartitionSet again) {
        var all = again;
        for (var group : before.groups()) {
            var left = group.partitions().andNot(again);
            if (!left.isEmpty() && !left.has(group.sample())) {
                all = all.or(PartitionSet.ofKnown(
                        left.numbering(), left.first().stream().toList()));
            }
        }
        return all;
    }

    private void learn(Start start, RecordedAssets.Overview overview) {
        var evaluation = Objects.requireNonNull(evaluations.get(start.asset().key()));
        boolean known = start.before().filter(evaluation::equals).isPresent();
        boolean worthKeeping = !known || !start.moved().isEmpty();
        if (overview.sequence() > 0 && start.asset().refresh().isEmpty() && worthKeeping) {
            learned.add(new KeptEvaluation(
                    start.asset().key(), overview.sequence(), start.signature(), EvaluationJson.write(evaluation)));
        }
    }
}
