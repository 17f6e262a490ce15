package dev.weft.benchmarks.workload;

import dev.weft.benchmarks.measure.Bench;
import dev.weft.benchmarks.measure.Contender;
import dev.weft.benchmarks.measure.Target;
import dev.weft.benchmarks.program.ManyRuns;
import dev.weft.benchmarks.shape.GraphShape;
import dev.weft.benchmarks.shape.WeftProject.Values;
import java.io.IOException;
import java.util.List;

/** What a process that goes on and on holds on to. */
final class Memory implements Workload {

    /** What a process may hold more after ten times as many runs: what is remembered of the runs that it has seen last, and chance. */
    private static final double MOST_MEGABYTES = 8;

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public String about() {
        return "10,000 runs (500 in a quick run) of one asset in one process: the memory still held after a tenth of them and after all.";
    }

    @Override
    public void run(Bench bench, Field field) throws InterruptedException, IOException {
        int runs = bench.sized(500, 10_000);
        var project = field.weft().project(GraphShape.of("chain:1"), Values.NUMBERS);
        var compared = bench.compare(
                "%,d runs in one process".formatted(runs),
                "run",
                1,
                List.of(Contender.of("Weft, H2", runs - runs / 10, fresh -> {
                    field.weft().forget(project);
                    return field.weftProgram(ManyRuns.class, project.toString(), Integer.toString(runs))
                            .run()
                            .comparing("run");
                })));
        var row = compared.rows().get(0);
        if (row.ran()) {
            var figures = row.samples().get(0).figures();
            double early = figures.getOrDefault("heldEarly", 0.0);
            double late = figures.getOrDefault("heldLate", 0.0);
            bench.figure("held after %,d runs".formatted(runs / 10), early, "MB of heap");
            bench.figure("held after %,d runs".formatted(runs), late, "MB of heap");
            bench.expect(new Target(
                    "%,d runs in one process: holds at most %.0f MB of heap more than after a tenth of them"
                            .formatted(runs, MOST_MEGABYTES),
                    MOST_MEGABYTES,
                    late - early,
                    true));
        }
        bench.note(
                "The memory of an idle server is left out: there is none yet. The peak of every whole process stands in its table.");
    }
}
