package dev.weft.benchmarks.workload;

import dev.weft.benchmarks.measure.Bench;
import dev.weft.benchmarks.measure.Contender;
import dev.weft.benchmarks.shape.GraphShape;
import dev.weft.benchmarks.shape.WeftProject.Values;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What it costs to find that there is nothing to do. */
final class NoOp implements Workload {

    @Override
    public String name() {
        return "no-op";
    }

    @Override
    public String about() {
        return "Materializes a thousand assets that are all fresh, the whole process; what others do again in full is not run again here.";
    }

    @Override
    public void run(Bench bench, Field field) throws InterruptedException, IOException {
        var graph = GraphShape.of("wide:1000");
        var project = field.weft().project(graph, Values.NUMBERS);
        field.weft().materialize(project, Map.of());
        field.forgetProfile();
        var luigi = bench.fresh("luigi-kept").resolve("kept");
        var compared = bench.compare(
                "no-op (%,d assets)".formatted(graph.size()),
                "asset",
                bench.sized(5, 11),
                List.of(
                        field.weft().contender("weft materialize, nothing to do", graph.size(), project, "materialize"),
                        field.weft().contender("weft plan, nothing to do", graph.size(), project, "plan"),
                        field.luigi().again(graph, luigi),
                        Contender.missing("Dagster", "runs all of it again: see wide")));
        bench.expectSeconds(
                compared,
                "weft materialize, nothing to do",
                0.8,
                "no-op of %,d assets: at most 0.8 s, process start included".formatted(graph.size()));
    }
}
