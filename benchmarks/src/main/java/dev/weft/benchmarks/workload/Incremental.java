package dev.weft.benchmarks.workload;

import dev.weft.benchmarks.measure.Bench;
import dev.weft.benchmarks.measure.Contender;
import dev.weft.benchmarks.measure.Sample;
import dev.weft.benchmarks.measure.Spread;
import dev.weft.benchmarks.program.FillCatalog;
import dev.weft.benchmarks.program.IncrementalProgram;
import dev.weft.benchmarks.shape.GraphShape;
import dev.weft.benchmarks.shape.WeftProject.Values;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What it costs to know where all assets stand after one event. */
final class Incremental implements Workload {

    private static final int EVENTS = 15;

    @Override
    public String name() {
        return "incremental";
    }

    @Override
    public String about() {
        return "Assets that are all fresh, and one gets a new version: `weft plan` as a whole process, and the evaluation by itself in a process that goes on, beside finding out everything anew.";
    }

    @Override
    public void run(Bench bench, Field field) throws InterruptedException, IOException {
        for (int size : List.of(1_000, 10_000)) {
            wholeProcess(bench, field, size);
        }
        for (int size : bench.sized(1, 2) == 1 ? List.of(1_000, 10_000) : List.of(1_000, 10_000, 100_000)) {
            evaluation(bench, field, size);
        }
    }

    private static void wholeProcess(Bench bench, Field field, int size) throws InterruptedException, IOException {
        var graph = GraphShape.of("assets:" + size);
        var root = graph.upstreams().keySet().iterator().next();
        var weft = field.weft();
        var project = weft.project(graph, Values.NUMBERS);
        field.weftProgram(FillCatalog.class, project.toString()).run();
        weft.command(project, "plan").run();
        var compared = bench.compare(
                "plan (%,d assets)".formatted(size),
                "asset",
                bench.sized(2, 7),
                List.of(
                        weft.contender("nothing changed", size, project, "plan"),
                        Contender.of("one new version", size, after(field, project, root)),
                        Contender.of("nothing kept", size, after(field, project, "nothing-kept"))));
        bench.expectAtMost(compared, "one new version", 1, "nothing kept");
    }

    private static Contender.Trial after(Field field, Path project, String change) {
        return fresh -> {
            field.weftProgram(FillCatalog.class, project.toString(), change).run();
            // That program has another class path, for which it compiled the project.
            field.weft().command(project, "validate").run();
            return field.weft().command(project, "plan").run();
        };
    }

    private static void evaluation(Bench bench, Field field, int size) throws InterruptedException, IOException {
        var compared = bench.compare(
                "evaluation in a process that goes on (%,d assets)".formatted(size),
                "asset",
                bench.sized(1, 5),
                List.of(
                        Contender.of("after one event", size, fresh -> program(field, size, fresh, "oneEvent")),
                        Contender.of("nothing kept", size, fresh -> program(field, size, fresh, "nothingKept"))));
        bench.expectAtMost(compared, "after one event", 0.5, "nothing kept");
        var row = compared.rows().get(0);
        if (row.ran()) {
            var still = row.samples().stream()
                    .map(sample -> sample.figures().getOrDefault("nothingMoved", 0.0))
                    .toList();
            bench.figure("when nothing moved", 1000 * Spread.of(still).median(), "ms");
        }
    }

    private static Sample program(Field field, int size, Path fresh, String compared)
            throws IOException, InterruptedException {
        return field.weftProgram(IncrementalProgram.class, "assets:" + size, fresh.toString(), Integer.toString(EVENTS))
                .run()
                .comparing(compared);
    }
}
