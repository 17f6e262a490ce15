package dev.weft.benchmarks.workload;

import dev.weft.benchmarks.measure.Bench;
import dev.weft.benchmarks.measure.Contender;
import dev.weft.benchmarks.shape.GraphShape;
import dev.weft.benchmarks.shape.WeftProject.Values;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What it costs to find out that nothing changed, beside the builders of SQL models. */
final class Unchanged implements Workload {

    private static final double TARGET = 1;

    @Override
    public String name() {
        return "unchanged";
    }

    @Override
    public String about() {
        return "Plans and lists 1,000 assets of which nothing changed, the whole process; SQLMesh and dbt as many trivial models on DuckDB.";
    }

    @Override
    public void run(Bench bench, Field field) throws InterruptedException, IOException {
        var graph = GraphShape.of("assets:1000");
        var project = field.weft().project(graph, Values.NUMBERS);
        field.weft().materialize(project, Map.of());
        if (!field.sqlMesh().isBuilt(graph)) {
            bench.compare(
                    "models built for the first time",
                    "model",
                    1,
                    List.of(
                            Contender.of("weft materialize", graph.size(), fresh -> {
                                field.weft().project(graph, Values.NUMBERS);
                                return field.weft()
                                        .command(project, "materialize")
                                        .run();
                            }),
                            field.sqlMesh().first(graph)));
        }
        field.forgetProfile();
        int slow = bench.sized(1, 3);
        var compared = bench.compare(
                "nothing changed (1,000 assets or models)",
                "asset",
                bench.sized(5, 11),
                List.of(
                        field.weft().contender("weft plan", graph.size(), project, "plan"),
                        field.weft().contender("weft list", graph.size(), project, "list"),
                        field.dbt().list(graph).rounds(slow),
                        field.sqlMesh().plan(graph).rounds(slow),
                        field.sqlMesh().again(graph).rounds(slow)));
        bench.expectAtMost(compared, "weft plan", 0.1, "SQLMesh plan, nothing changed");
        bench.expectSeconds(
                compared,
                "weft plan",
                TARGET,
                "weft plan of 1,000 assets, nothing changed: under 1 s, process start included");
        // A model costs dbt the same in a small project, and it builds all of them every time.
        var few = GraphShape.of("wide:100");
        bench.compare(
                "run again when nothing changed",
                "model",
                1,
                List.of(
                        field.weft().contender("weft materialize, nothing to do", graph.size(), project, "materialize"),
                        field.dbt().run(few)));
    }
}
