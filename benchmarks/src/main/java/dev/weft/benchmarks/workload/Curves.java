package dev.weft.benchmarks.workload;

import dev.weft.benchmarks.measure.Bench;
import dev.weft.benchmarks.measure.Contender;
import dev.weft.benchmarks.measure.Growth;
import dev.weft.benchmarks.measure.Sample;
import dev.weft.benchmarks.program.CatalogProgram;
import dev.weft.benchmarks.program.PlanProgram;
import dev.weft.benchmarks.program.SelectionProgram;
import dev.weft.benchmarks.shape.GraphShape;
import dev.weft.benchmarks.shape.Weft;
import dev.weft.benchmarks.shape.WeftProject.Values;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** How each cost grows with the size of the work. */
final class Curves implements Workload {

    private static final int SIZES = 4;

    @Override
    public String name() {
        return "curves";
    }

    @Override
    public String about() {
        return "The same work at four sizes, with the exponent that fits: what grows faster than n log n stands out.";
    }

    @Override
    public void run(Bench bench, Field field) throws InterruptedException, IOException {
        int least = bench.sized(125, 250);
        curve(bench, "wide", "step", least, size -> materialize(field.weft(), "wide:" + size));
        curve(bench, "chain", "step", least, size -> materialize(field.weft(), "chain:" + size));
        curve(bench, "layers", "step", least, size -> materialize(field.weft(), "layers:%d:25".formatted(size / 25)));
        curve(bench, "no-op", "asset", 4 * least, size -> again(field.weft(), "assets:" + size));
        curve(bench, "list", "asset", 8 * least, size -> list(field.weft(), "assets:" + size));
        curve(bench, "plan", "asset", 80 * least, size -> plan(field, "assets:" + size));
        curve(bench, "selection", "asset", 40 * least, size -> selection(field, "assets:" + size));
        curve(bench, "catalog queries", "materialization", 8 * least, size -> queries(field, size));
    }

    private static void curve(Bench bench, String name, String unit, int least, IntFunction<Contender.Trial> trialOf)
            throws InterruptedException {
        var sizes = IntStream.range(0, SIZES).map(i -> least << i).toArray();
        var contenders = new ArrayList<Contender>();
        for (int size : sizes) {
            contenders.add(Contender.of("Weft, %s of %,d".formatted(name, size), size, trialOf.apply(size)));
        }
        var compared = bench.compare(name + " at four sizes", unit, bench.sized(2, 5), contenders);
        var points = compared.rows().stream()
                .filter(row -> row.ran())
                .map(row -> new Growth.Point(row.size(), row.seconds().min()))
                .toList();
        if (points.size() > 1) {
            bench.tell(new Growth(name, unit, points));
        }
    }

    private static Contender.Trial materialize(Weft weft, String shape) {
        return fresh -> weft.materialize(weft.project(GraphShape.of(shape), Values.NUMBERS), Map.of());
    }

    /** The assets store nothing here, so that the first run of many is over soon. */
    private static Contender.Trial again(Weft weft, String shape) {
        return new Contender.Trial() {
            private boolean done;

            @Override
            public Sample run(Path fresh) throws IOException, InterruptedException {
                var graph = GraphShape.of(shape);
                var project = weft.projectFolder(graph, Values.NONE);
                if (!done) {
                    weft.materialize(weft.project(graph, Values.NONE), Map.of());
                    done = true;
                }
                return weft.command(project, "materialize").run();
            }
        };
    }

    private static Contender.Trial list(Weft weft, String shape) {
        return fresh -> {
            var project = weft.project(GraphShape.of(shape), Values.NONE);
            return weft.command(project, "list").run();
        };
    }

    private static Contender.Trial selection(Field field, String shape) {
        return fresh -> field.weftProgram(SelectionProgram.class, shape).run().comparing("run");
    }

    private static Contender.Trial queries(Field field, int materializations) {
        return fresh -> field.weftProgram(CatalogProgram.class, fresh.toString(), Integer.toString(materializations))
                .run()
                .comparing("run");
    }

    private static Contender.Trial plan(Field field, String shape) {
        return fresh -> {
            var file = fresh.resolve("definitions.json");
            field.weftProgram(PlanProgram.class, "write", shape, file.toString())
                    .run();
            return field.shortWeftProgram(PlanProgram.class, "plan", shape, file.toString())
                    .run()
                    .comparing("run");
        };
    }
}
