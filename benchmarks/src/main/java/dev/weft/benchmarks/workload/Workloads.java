package dev.weft.benchmarks.workload;

import java.util.ArrayList;
import java.util.List;

/** All workloads, in the order in which they run. A new one is one line here. */
public final class Workloads {

    private Workloads() {}

    public static List<Workload> all() {
        var all = new ArrayList<Workload>();
        all.add(new Start());
        all.add(new FirstResult());
        all.addAll(Graphs.all());
        all.add(new NoOp());
        all.add(new Unchanged());
        all.add(new Plans());
        all.add(new Partitions());
        all.add(new Memory());
        all.add(new Code());
        all.add(new SmallOperations());
        all.add(new Flights());
        all.add(new Curves());
        all.add(new PlanPartitions());
        return List.copyOf(all);
    }
}
