package dev.weft.plan;

import dev.weft.api.PartitionKey;
import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetNature;
import dev.weft.asset.AssetPartition;
import dev.weft.asset.Parameter;
import dev.weft.run.StepId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Works out what runs.
 *
 * <p>One pass in topological order: an asset partition is planned if it is missing or stale, or if it reads something that is planned (whether
 * it then has to run is known only when its inputs are there: if they come out the same it ends <em>unchanged</em>). So what runs is a subset of
 * what is planned. The cost is the number of asset partitions plus the number of their inputs.
 */
public final class Planner {

    private final PlanRequest request;
    private final Traces traces;
    private final StalenessRule rule;
    private final Map<AssetPartition, StepId> planned = new HashMap<>();
    private final Set<String> producersSeen = new LinkedHashSet<>();
    private final List<PlannedStep> steps = new ArrayList<>();
    private final List<Plan.NotRun> notRun = new ArrayList<>();
    private final Map<String, Integer> unmet = new LinkedHashMap<>();

    private Planner(PlanRequest request) {
        this.request = request;
        this.traces = new Traces(request.graph(), request.now());
        this.rule = new StalenessRule(traces, request.state(), request.code(), request.config(), request.now());
    }

    /**
     * Returns the plan.
     *
     * @throws PlanException if a required upstream has no version and is not selected
     */
    public static Plan plan(PlanRequest request) {
        return new Planner(request).plan();
    }

    private Plan plan() {
        for (var asset : request.graph().topological()) {
            boolean wanted =
                    request.selected().contains(asset.key()) && asset.nature().isMaterializable();
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
        return new Plan(request.now(), steps, notRun);
    }

    private void planAsset(AssetDefinition asset) {
        var outcomes = new LinkedHashMap<String, Outcome>();
        for (var partition : partitionsOf(asset)) {
            var decision = decide(asset, partition);
            if (decision.runs()) {
                addStep(asset, partition, decision);
            } else {
                outcomes.merge(decision.reason(), new Outcome(1, decision.blocked()), Outcome::plus);
            }
        }
        outcomes.forEach((reason, outcome) ->
                notRun.add(new Plan.NotRun(asset.key(), outcome.count(), reason, outcome.blocked())));
    }

    private List<Optional<PartitionKey>> partitionsOf(AssetDefinition asset) {
        var partitions = traces.partitionsOf(asset.key());
        if (partitions.isEmpty()) {
            return List.of(Optional.empty());
        }
        var limit = request.partitions();
        if (limit.isPresent()) {
            return limit.get().stream()
                    .filter(partitions.get()::contains)
                    .sorted()
                    .map(Optional::of)
                    .toList();
        }
        return partitions.get().keys().stream().map(Optional::of).toList();
    }

    private Decision decide(AssetDefinition asset, Optional<PartitionKey> partition) {
        var absent = absentExternal(asset, partition);
        if (absent.isPresent()) {
            return Decision.no("waits for %s, which nobody has seen yet".formatted(absent.get()), false);
        }
        if (request.force() == PlanRequest.Force.ALL) {
            return Decision.yes("forced", true);
        }
        var staleness = stalest(asset, partition);
        var upstreamPlanned = traces.readBy(asset, partition).stream()
                .filter(upstream ->
                        planned.containsKey(upstream) && !upstream.asset().equals(asset.key()))
                .findFirst();
        if (staleness.isBlocked() && upstreamPlanned.isEmpty()) {
            return request.force() == PlanRequest.Force.BLOCKED
                    ? Decision.yes("tried again: " + staleness.sentence(), true)
                    : Decision.no(staleness.sentence() + "; --retry-failed tries again", true);
        }
        if (!staleness.isFresh()) {
            return Decision.yes(staleness.sentence(), false);
        }
        return upstreamPlanned
                .map(upstream ->
                        Decision.yes("%s runs first; unchanged if its content is the same".formatted(upstream), false))
                .orElseGet(() -> Decision.no(
                        asset.inputs().isEmpty() && asset.refresh().isEmpty()
                                ? "fresh: its code is unchanged (it has no upstream: never refreshed by itself)"
                                : "fresh: code, configuration and inputs are unchanged",
                        false));
    }

    /** One method may make several assets: the step runs if any of them has to. */
    private Staleness stalest(AssetDefinition asset, Optional<PartitionKey> partition) {
        Staleness last = new Staleness.Fresh();
        for (var output : asset.producer().outputs()) {
            var staleness = rule.of(request.graph().get(output), partition);
            if (!staleness.isFresh()) {
                return staleness;
            }
            last = staleness;
        }
        return last;
    }

    /** External data that is not there yet is nothing wrong: the partition waits for it. */
    private Optional<AssetPartition> absentExternal(AssetDefinition asset, Optional<PartitionKey> partition) {
        for (var entry : traces.inputsOf(asset, partition).entrySet()) {
            var upstream = request.graph().get(entry.getKey().upstream());
            if (upstream.nature() == AssetNature.MATERIALIZABLE
                    || entry.getKey().shape() == Parameter.Shape.OPTIONAL) {
                continue;
            }
            for (var what : entry.getValue()) {
                if (StalenessRule.currentVersion(request.state().of(what)).isEmpty()) {
                    return Optional.of(what);
                }
            }
        }
        return Optional.empty();
    }

    private void addStep(AssetDefinition asset, Optional<PartitionKey> partition, Decision decision) {
        var after = new LinkedHashSet<StepId>();
        traces.inputsOf(asset, partition)
                .forEach((input, reads) -> reads.forEach(what -> {
                    var step = planned.get(what);
                    if (step != null) {
                        after.add(step);
                    } else if (isUnmet(input, what)) {
                        unmet.merge(
                                "%s reads %s, which has no version and is not selected. Add --with-upstream, or select %s too."
                                        .formatted(asset.key(), input.upstream(), input.upstream()),
                                1,
                                Integer::sum);
                    }
                }));
        var outputs = asset.producer().outputs().stream()
                .map(key -> new AssetPartition(key, partition))
                .toList();
        var id = new StepId(outputs.get(0));
        outputs.forEach(output -> planned.put(output, id));
        steps.add(new PlannedStep(
                id, asset.producer(), outputs, List.copyOf(after), decision.reason(), decision.forced()));
    }

    private boolean isUnmet(Parameter.Input input, AssetPartition what) {
        return input.shape() != Parameter.Shape.OPTIONAL
                && request.graph().get(input.upstream()).nature() == AssetNature.MATERIALIZABLE
                && request.state().of(what).latest().isEmpty();
    }

    /** Returns the assets that have to be selected too, so that nothing required is missing: all ancestors. */
    public static Set<AssetKey> withUpstream(dev.weft.graph.AssetGraph graph, Set<AssetKey> selected) {
        var all = new LinkedHashSet<>(selected);
        selected.forEach(key -> all.addAll(graph.ancestorsOf(key)));
        return all;
    }

    private record Outcome(long count, boolean blocked) {
        Outcome plus(Outcome other) {
            return new Outcome(count + other.count, blocked || other.blocked);
        }
    }

    private record Decision(boolean runs, String reason, boolean forced, boolean blocked) {
        static Decision yes(String reason, boolean forced) {
            return new Decision(true, reason, forced, false);
        }

        static Decision no(String reason, boolean blocked) {
            return new Decision(false, reason, false, blocked);
        }
    }
}
