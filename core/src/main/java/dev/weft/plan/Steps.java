package dev.weft.plan;

import dev.weft.api.PartitionKey;
import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetPartition;
import dev.weft.graph.AssetGraph;
import dev.weft.partition.PartitionSet;
import dev.weft.run.StepId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the steps of a plan: producers in their order, partitions of one in theirs. */
final class Steps {

    private final AssetGraph graph;
    private final Traces traces;
    private final Map<AssetKey, PartitionSet> planned;
    private final boolean triesBlocked;

    Steps(AssetGraph graph, Traces traces, Map<AssetKey, PartitionSet> planned, boolean triesBlocked) {
        this.triesBlocked = triesBlocked;
        this.graph = graph;
        this.traces = traces;
        this.planned = planned;
    }

    private record One(Work work, Optional<PartitionKey> partition, int number) {}

    List<PlannedStep> of(List<Work> work) {
        var steps = new ArrayList<PlannedStep>();
        for (int from = 0, to; from < work.size(); from = to) {
            var producer = work.get(from).producer();
            var ones = new ArrayList<One>();
            for (to = from; to < work.size() && work.get(to).producer().equals(producer); to++) {
                var part = work.get(to);
                part.members().forEach(member -> ones.add(new One(part, member, number(part, member))));
            }
            ones.sort(Comparator.comparingInt(One::number));
            ones.forEach(one -> steps.add(step(one)));
        }
        return CheckOrder.of(graph, traces, steps);
    }

    private static int number(Work work, Optional<PartitionKey> member) {
        return member.map(key -> work.partitions().numbering().number(key).orElse(0))
                .orElse(0);
    }

    private PlannedStep step(One one) {
        var producer = one.work().producer();
        var outputs = producer.outputs().stream()
                .map(key -> new AssetPartition(key, one.partition()))
                .toList();
        var id = new StepId(outputs.get(0));
        var after = new LinkedHashSet<StepId>();
        traces.readBy(graph.get(outputs.get(0).asset()), one.partition())
                .forEach(what -> stepOf(what).ifPresent(after::add));
        after.remove(id);
        return new PlannedStep(
                id,
                producer,
                outputs,
                List.copyOf(after),
                one.work().reason(),
                one.work().isForced(),
                one.work().because().isPresent(),
                triesBlocked);
    }

    private Optional<StepId> stepOf(AssetPartition what) {
        var set = planned.get(what.asset());
        if (set == null || !set.has(what.partition())) {
            return Optional.empty();
        }
        var first = graph.get(what.asset()).producer().outputs().get(0);
        return Optional.of(new StepId(new AssetPartition(first, what.partition())));
    }
}
