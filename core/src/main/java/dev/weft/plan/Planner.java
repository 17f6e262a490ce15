package dev.weft.plan;

import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetPartition;
import dev.weft.asset.Producer;
import dev.weft.graph.AssetGraph;
import dev.weft.partition.PartitionSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Works out what runs.
 *
 * <p>One pass in topological order over sets of partitions: planned is what is missing or stale, and what reads something that is planned (whether
 * that has to run is known only when its inputs are there: if they come out the same it ends <em>unchanged</em>). So what runs is a subset of what
 * is planned. The cost is the number of assets and edges, and what the {@link Evaluator} has to look at.
 */
public final class Planner {

    private final PlanRequest request;
    private final Traces traces;
    private final Evaluator evaluator;
    private final Map<AssetKey, Evaluation> evaluations = new HashMap<>();
    private final Map<AssetKey, PartitionSet> planned = new HashMap<>();
    private final Map<AssetKey, List<Work>> workOf = new HashMap<>();
    private final Map<AssetKey, Duration> chains = new HashMap<>();
    private final Set<String> producersSeen = new LinkedHashSet<>();
    private final List<Work> work = new ArrayList<>();
    private final List<Plan.NotRun> notRun = new ArrayList<>();
    private final Map<String, Long> unmet = new LinkedHashMap<>();
    private final Pending pending;

    private Planner(PlanRequest request) {
        this.request = request;
        this.traces = new Traces(request.graph(), request.now());
        this.evaluator = new Evaluator(traces, request.recorded(), request.code(), request.config(), request.now());
        this.pending = new Pending(traces, evaluations);
    }

    /**
     * Returns the plan.
     *
     * @throws PlanException if a required upstream has no version and is not selected, and the request does not accept that
     */
    public static Plan plan(PlanRequest request) {
        return new Planner(request).plan();
    }

    private Plan plan() {
        var scope = withUpstream(request.graph(), request.selected());
        evaluator
                .evaluate(scope)
                .forEach((key, evaluation) ->
                        evaluations.put(key, request.assumed().apply(evaluation)));
        for (var asset : request.graph().topological()) {
            boolean wanted =
                    request.selected().contains(asset.key()) && asset.nature().isMaterializable();
            if (scope.contains(asset.key())) {
                pending.add(asset);
            }
            if (wanted && producersSeen.add(asset.producer().id())) {
                planAsset(asset);
            }
        }
        if (!unmet.isEmpty()) {
            throw new PlanException(unmet.entrySet().stream()
                    .map(entry -> entry.getValue() == 1
                            ? entry.getKey()
                            : entry.getKey() + " (and %d more of its partitions)".formatted(entry.getValue() - 1))
                    .toList());
        }
        var steps = new Steps(request.graph(), traces, planned, request.force() != PlanRequest.Force.NONE);
        var longest = chains.values().stream().reduce(Duration.ZERO, Plan::longer);
        return new Plan(request.now(), work, notRun, evaluator.learned(), longest, made(), () -> steps.of(work));
    }

    private Map<AssetKey, PartitionSet> made() {
        var made = new HashMap<AssetKey, PartitionSet>();
        request.selected().forEach(key -> made.put(key, evaluation(key).made()));
        return made;
    }

    private Evaluation evaluation(AssetKey asset) {
        return Objects.requireNonNull(evaluations.get(asset));
    }

    private void planAsset(AssetDefinition asset) {
        var choice = new Choice(asset);
        choice.choose();
        choice.leaveOutUnmet();
        choice.followItself();
        choice.settle();
    }

    /** What of one producer runs. */
    private final class Choice {

        private final AssetDefinition asset;
        private final List<Reading> readings;
        private final List<Evaluation> outputs;
        private final PartitionSet none;
        private final PartitionSet wanted;
        private final PartitionSet waiting;
        private final Optional<Duration> step;
        private final List<Work> chosen = new ArrayList<>();
        private PartitionSet taken;
        private PartitionSet leftOut;

        Choice(AssetDefinition asset) {
            this.asset = asset;
            this.readings = traces.readings(asset);
            this.outputs = outputs(asset.producer());
            this.none = PartitionSet.empty(traces.numbering(asset.key()));
            this.wanted = wanted();
            this.waiting = in(Standing.WAITING).and(wanted);
            this.step = evaluator.record(asset.producer().outputs().get(0)).step();
            this.taken = none;
            this.leftOut = none;
        }

        private PartitionSet wanted() {
            var all = traces.all(asset.key());
            return request.partitions()
                    .filter(limit -> asset.isPartitioned())
                    .map(limit -> PartitionSet.ofKnown(all.numbering(), limit).and(all))
                    .orElse(all);
        }

        private PartitionSet in(Standing standing) {
            var set = none;
            for (var output : outputs) {
                for (var group : output.groups()) {
                    if (group.verdict().standing() == standing) {
                        set = set.or(group.partitions());
                    }
                }
            }
            return set;
        }

        private PartitionSet free(PartitionSet set) {
            return set.and(wanted).andNot(waiting).andNot(taken);
        }

        private void take(Work part) {
            if (!part.partitions().isEmpty()) {
                chosen.add(part);
                taken = taken.or(part.partitions());
            }
        }

        void choose() {
            if (asset.isComputedWhenRead()) {
                return;
            }
            if (request.force() == PlanRequest.Force.ALL) {
                take(Work.forced(asset.producer(), free(wanted), "forced", step));
                return;
            }
            for (var output : outputs) {
                for (var group : output.groups()) {
                    if (group.verdict().standing().wantsToRun()) {
                        take(Work.of(asset.producer(), free(group.partitions()), group, step));
                    }
                }
            }
            if (request.force() == PlanRequest.Force.BLOCKED) {
                for (var output : outputs) {
                    output.groups().stream()
                            .filter(group -> group.verdict().standing() == Standing.BLOCKED)
                            .forEach(group -> take(Work.forced(
                                    asset.producer(),
                                    free(group.partitions()),
                                    "tried again: " + group.sentence(),
                                    step)));
                }
            }
            if (!asset.virtual()) {
                for (var reading : readings) {
                    for (var before : workOf.getOrDefault(reading.upstream(), List.of())) {
                        follow(before, reading);
                    }
                }
            }
        }

        private void follow(Work before, Reading reading) {
            var readers = free(traces.readersOf(reading, before.partitions()));
            if (!readers.isEmpty()) {
                take(Work.after(before, reading.upstream(), asset.producer(), readers, step));
            }
        }

        /** What reads its own earlier partitions follows them, to the end of the chain. */
        void followItself() {
            if (chosen.isEmpty()) {
                return;
            }
            for (var reading : readings) {
                if (asset.producer().outputs().contains(reading.upstream())) {
                    for (var part : List.copyOf(chosen)) {
                        for (var changed = part.partitions(); !changed.isEmpty(); ) {
                            var readers = free(traces.readersOf(reading, changed));
                            readers = readers.andNot(unmet(readers));
                            take(Work.after(part, reading.upstream(), asset.producer(), readers, step));
                            changed = readers;
                        }
                    }
                }
            }
        }

        void leaveOutUnmet() {
            if (taken.isEmpty()) {
                return;
            }
            for (var reading : readings) {
                var lacking = lacking(reading, taken);
                if (!lacking.isEmpty()) {
                    leaveOut(reading, lacking);
                }
            }
        }

        private PartitionSet unmet(PartitionSet set) {
            return readings.stream()
                    .map(reading -> traces.readersOf(reading, lacking(reading, set)))
                    .reduce(none, PartitionSet::or);
        }

        /** Returns what a set needs and neither has a version nor is planned. */
        private PartitionSet lacking(Reading reading, PartitionSet set) {
            var upstream = request.graph().get(reading.upstream());
            var nothing = PartitionSet.empty(traces.numbering(reading.upstream()));
            if (reading.isOptional()
                    || !upstream.nature().isMaterializable()
                    || asset.producer().outputs().contains(reading.upstream())) {
                return nothing;
            }
            var there = evaluation(reading.upstream()).made().or(planned.getOrDefault(reading.upstream(), nothing));
            return traces.readBy(reading, set).andNot(there);
        }

        private void leaveOut(Reading reading, PartitionSet lacking) {
            var out = traces.readersOf(reading, lacking).and(taken);
            boolean selected = request.selected().contains(reading.upstream());
            if (!selected && request.unmet() == PlanRequest.Unmet.REFUSE) {
                unmet.merge(
                        "%s reads %s, which has no version and is not selected. Add --with-upstream, or select %s too."
                                .formatted(asset.key(), reading.upstream(), reading.upstream()),
                        Math.max(1, out.count()),
                        Long::sum);
            }
            taken = taken.andNot(out);
            chosen.replaceAll(part -> part.without(out));
            chosen.removeIf(part -> part.partitions().isEmpty());
            var name = lacking.count() == 1
                    ? new AssetPartition(reading.upstream(), lacking.members().get(0)).toString()
                    : reading.upstream().text();
            add(
                    out,
                    selected
                            ? "waits for %s, which has no version and cannot be made now".formatted(name)
                            : "waits for %s, which has no version and is not selected".formatted(name),
                    Standing.WAITING);
            leftOut = leftOut.or(out);
        }

        void settle() {
            work.addAll(chosen);
            for (var output : asset.producer().outputs()) {
                planned.put(output, taken);
                workOf.put(output, List.copyOf(chosen));
            }
            if (!taken.isEmpty()) {
                chains.put(asset.key(), chain());
                asset.producer().outputs().forEach(output -> chains.put(output, chain()));
            }
            var rest = wanted.andNot(taken).andNot(leftOut);
            if (rest.isEmpty()) {
                return;
            }
            for (var group : evaluation(asset.key()).groups()) {
                var set = group.partitions().and(rest);
                if (!set.isEmpty()) {
                    stay(group.with(set));
                }
            }
        }

        private Duration chain() {
            return readings.stream()
                    .map(reading -> chains.getOrDefault(reading.upstream(), Duration.ZERO))
                    .reduce(Duration.ZERO, (a, b) -> a.compareTo(b) > 0 ? a : b)
                    .plus(step.orElse(Duration.ZERO));
        }

        private void stay(Evaluation.Group group) {
            if (asset.isComputedWhenRead()) {
                add(group.partitions(), Verdict.VIEW.sentence(), group.verdict().standing());
                return;
            }
            if (group.verdict().standing() != Standing.FRESH) {
                boolean blocked = group.verdict().standing() == Standing.BLOCKED;
                add(
                        group.partitions(),
                        blocked ? group.sentence() + "; --retry-failed tries again" : group.sentence(),
                        group.verdict().standing());
                return;
            }
            var left = group.partitions();
            for (var cause : pending.of(asset.key())) {
                var set = left.and(cause.partitions());
                if (!set.isEmpty()) {
                    add(set, "fresh, pending upstream: " + cause.sentence(), Standing.FRESH);
                    left = left.andNot(set);
                }
            }
            if (!left.isEmpty()) {
                boolean byItself = asset.inputs().isEmpty() && asset.refresh().isEmpty();
                var fresh = group.verdict().sentence().equals(Verdict.FRESH.sentence());
                add(
                        left,
                        !fresh
                                ? group.sentence()
                                : byItself
                                        ? "fresh: its code is unchanged (it has no upstream: never refreshed by itself)"
                                        : "fresh: code, configuration and inputs are unchanged",
                        Standing.FRESH);
            }
        }

        private void add(PartitionSet set, String reason, Standing standing) {
            notRun.add(new Plan.NotRun(asset.key(), set, reason, standing));
        }
    }

    private List<Evaluation> outputs(Producer producer) {
        var outputs = new ArrayList<Evaluation>(producer.outputs().size());
        for (var output : producer.outputs()) {
            outputs.add(output(output));
        }
        return outputs;
    }

    private Evaluation output(AssetKey key) {
        if (!evaluations.containsKey(key)) {
            evaluator.evaluate(Set.of(key));
            evaluations.put(key, request.assumed().apply(evaluator.of(key)));
        }
        return evaluation(key);
    }

    /** Returns the assets that have to be selected too, so that nothing required is missing: all ancestors. */
    public static Set<AssetKey> withUpstream(AssetGraph graph, Set<AssetKey> selected) {
        var numbers = new BitSet(graph.size());
        selected.forEach(key -> numbers.set(graph.numberOf(key)));
        return graph.upstream(numbers, Integer.MAX_VALUE).stream()
                .mapToObj(number -> graph.at(number).key())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
