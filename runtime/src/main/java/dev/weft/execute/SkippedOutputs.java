package dev.weft.execute;

import dev.weft.api.DataVersion;
import dev.weft.asset.AssetPartition;
import dev.weft.event.EventBody;
import dev.weft.graph.AssetGraph;
import dev.weft.partition.PartitionSet;
import dev.weft.plan.PlannedStep;
import dev.weft.plan.Traces;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** What returned nothing in a run: what is recorded and said of it, and which readers cannot do without it. Safe for use by many threads. */
final class SkippedOutputs {

    /** What an output that returned nothing would be a version of. */
    private static final DataVersion NOTHING = DataVersion.of("nothing");

    private final AssetGraph graph;
    private final Traces traces;
    private final Ledger ledger;
    /** What has no version after its step has ended well: its readers have nothing to read. */
    private final Set<AssetPartition> without = ConcurrentHashMap.newKeySet();

    SkippedOutputs(AssetGraph graph, Traces traces, Ledger ledger) {
        this.graph = graph;
        this.traces = traces;
        this.ledger = ledger;
    }

    /** Notes which of the step's outputs have no version after it has ended well. */
    void note(PlannedStep step) {
        step.outputs().stream().filter(output -> !hasVersion(output)).forEach(without::add);
    }

    /** Returns what the step cannot do without and a step of this run did not make. */
    Optional<AssetPartition> lacking(PlannedStep step) {
        if (without.isEmpty()) {
            return Optional.empty();
        }
        var first = step.id().first();
        var own = PartitionSet.ofMembers(traces.numbering(first.asset()), List.of(first.partition()));
        return traces.readings(graph.get(first.asset())).stream()
                .filter(reading -> !reading.isOptional())
                .flatMap(reading -> traces.readBy(reading, own).members().stream()
                        .map(member -> new AssetPartition(reading.upstream(), member)))
                .filter(without::contains)
                .findFirst();
    }

    /** Says of a step that returned nothing at all whether its versions stay, or there are none. */
    String reason(Attempt.Result result) {
        var lacking = result.skipped().keySet().stream()
                .filter(output -> !hasVersion(output))
                .sorted()
                .toList();
        if (lacking.isEmpty()) {
            return "it returned an empty Optional: the previous version stays";
        }
        return lacking.size() == result.skipped().size()
                ? "it returned an empty Optional, and has no version yet"
                : "it returned an empty Optional: the previous version stays, but %s has no version yet"
                        .formatted(
                                lacking.stream().map(AssetPartition::toString).collect(Collectors.joining(", ")));
    }

    /** Where a version stays it is good for these inputs; where there is none, the same inputs need not be tried again. */
    List<EventBody> facts(Attempt.Result result) {
        var facts = new ArrayList<EventBody>();
        result.skipped()
                .forEach((what, trace) -> facts.add(
                        hasVersion(what)
                                ? new EventBody.Verified(what, trace)
                                : new EventBody.Rejected(what, trace, List.of(), NOTHING, Map.of())));
        return facts;
    }

    /** Returns what is recorded where the step's other outputs were blocked, by checks of these versions. */
    List<EventBody> blocked(Attempt.Result result, Map<String, String> checkVersions) {
        var facts = new ArrayList<EventBody>();
        result.skipped()
                .forEach((what, trace) ->
                        facts.add(new EventBody.Rejected(what, trace, result.blocked(), NOTHING, checkVersions)));
        return facts;
    }

    private boolean hasVersion(AssetPartition what) {
        return ledger.of(what).latest().isPresent();
    }
}
