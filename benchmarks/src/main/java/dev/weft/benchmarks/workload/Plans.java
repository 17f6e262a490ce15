package dev.weft.benchmarks.workload;

import dev.weft.benchmarks.measure.Bench;
import dev.weft.benchmarks.measure.Contender;
import dev.weft.benchmarks.measure.Spread;
import dev.weft.benchmarks.measure.Target;
import dev.weft.benchmarks.program.PlanProgram;
import dev.weft.benchmarks.shape.GraphShape;
import dev.weft.benchmarks.shape.WeftProject.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** What it costs to load, validate and plan large projects. */
final class Plans implements Workload {

    @Override
    public String name() {
        return "plan";
    }

    @Override
    public String about() {
        return "Loads the definitions of 10,000 and 100,000 assets, validates them and plans for all of them, in a cold process.";
    }

    @Override
    public void run(Bench bench, Field field) throws InterruptedException, IOException {
        wholeProcess(bench, field);
        inMemory(bench, field, 10_000, 2);
        inMemory(bench, field, 100_000, 10);
    }

    private static void wholeProcess(Bench bench, Field field) throws InterruptedException, IOException {
        var graph = GraphShape.of("assets:10000");
        var project = field.weft().project(graph, Values.NUMBERS);
        var compared = bench.compare(
                "plan of a compiled project of 10,000 assets, the whole process",
                "asset",
                bench.sized(3, 7),
                List.of(
                        field.weft().contender("weft plan", graph.size(), project, "plan"),
                        field.dagster().plan(graph).rounds(1)));
        bench.expectAtMost(compared, "weft plan", 0.1, "Dagster, load and plan");
    }

    private static void inMemory(Bench bench, Field field, int size, double limit)
            throws InterruptedException, IOException {
        var shape = "assets:" + size;
        var file = bench.fresh("definitions").resolve("definitions.json");
        Files.createDirectories(file.getParent());
        field.weftProgram(PlanProgram.class, "write", shape, file.toString()).run();
        var compared = bench.compare(
                "load, validate and plan %,d assets".formatted(size),
                "asset",
                bench.sized(3, 7),
                List.of(Contender.of(
                        "Weft",
                        size,
                        fresh -> field.shortWeftProgram(PlanProgram.class, "plan", shape, file.toString())
                                .run()
                                .comparing("run"))));
        var row = compared.rows().get(0);
        if (!row.ran()) {
            return;
        }
        for (var part : List.of("load", "validate", "plan")) {
            var spread = Spread.of(row.samples().stream()
                    .map(sample -> sample.figures().getOrDefault(part, 0.0))
                    .toList());
            bench.figure("of which " + part, spread.median(), "s");
        }
        bench.expect(new Target(
                "load, validate and plan %,d assets in under %s s".formatted(size, Spread.number(limit)),
                limit,
                row.seconds().median(),
                true));
    }
}
