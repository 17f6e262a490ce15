package dev.weft.benchmarks.workload;

import java.util.ArrayList;
import java.util.List;

/** All workloads, in the order in which they run: what matters most comes first. A new one is one line here. */
public final class Workloads {

    private Workloads() {}

    public static List<Workload> all() {
        var all = new ArrayList<Workload>();
        var graphs = Graphs.all();
        all.add(new Start());
        all.add(new FirstResult());
        all.addAll(graphs.subList(0, 2));
        all.add(new NoOp());
        all.add(new Unchanged());
        all.add(new Plans());
        all.add(new Flights());
        all.add(new Partitions());
        all.addAll(graphs.subList(2, graphs.size()));
        all.add(new PlanPartitions());
        all.add(new Incremental());
        all.add(new Code());
        all.add(new SmallOperations());
        all.add(new Memory());
        all.add(new Curves());
        return List.copyOf(all);
    }
}
