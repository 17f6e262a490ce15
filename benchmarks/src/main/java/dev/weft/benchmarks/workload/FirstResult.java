package dev.weft.benchmarks.workload;

import dev.weft.benchmarks.measure.Bench;
import dev.weft.benchmarks.measure.Contender;
import dev.weft.benchmarks.shape.GraphShape;
import dev.weft.benchmarks.shape.WeftProject;
import dev.weft.benchmarks.shape.WeftProject.Values;
import java.io.IOException;
import java.util.List;

/** How long it takes from the command to one materialized asset. */
final class FirstResult implements Workload {

    @Override
    public String name() {
        return "first-result";
    }

    @Override
    public String about() {
        return "From the command to one materialized trivial asset, the whole process, with an empty catalog that has to be made first.";
    }

    @Override
    public void run(Bench bench, Field field) throws InterruptedException, IOException {
        var graph = GraphShape.of("chain:1");
        var project = field.weft().project(graph, Values.NUMBERS);
        var compared = bench.compare(
                "first result",
                "result",
                bench.sized(5, 11),
                List.of(
                        Contender.of("weft materialize", 1, fresh -> {
                            field.weft().forget(project);
                            return field.weft().command(project, "materialize").run();
                        }),
                        Contender.of("weft materialize, compiling a new project", 1, fresh -> {
                            WeftProject.write(fresh.resolve("project"), graph, Values.NUMBERS);
                            return field.weft()
                                    .command(fresh.resolve("project"), "materialize")
                                    .run();
                        }),
                        field.luigi().firstResult(graph),
                        field.dagster().firstResult(graph).rounds(bench.sized(3, 5)),
                        field.dagster().firstResultInProcess(graph).rounds(bench.sized(3, 5))));
        bench.expectAtMost(compared, "weft materialize", 0.25, "Dagster, dagster asset materialize");
    }
}
