package dev.weft.benchmarks.workload;

import dev.weft.benchmarks.measure.Bench;
import dev.weft.benchmarks.measure.Contender;
import dev.weft.benchmarks.program.Hello;
import dev.weft.benchmarks.shape.GraphShape;
import dev.weft.benchmarks.shape.WeftProject.Values;
import java.io.IOException;
import java.util.ArrayList;

/** How long it takes to list what a project declares, from a cold process. */
final class Start implements Workload {

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String about() {
        return "Lists the assets of a project of 10, 1,000 and 10,000 assets, from a cold process to its end.";
    }

    @Override
    public void run(Bench bench, Field field) throws InterruptedException, IOException {
        for (int size : new int[] {10, 1000, 10_000}) {
            var graph = GraphShape.of("assets:" + size);
            var project = field.weft().project(graph, Values.NUMBERS);
            var contenders = new ArrayList<Contender>();
            contenders.add(field.weft().contender("weft list", size, project, "list"));
            // As light as a start can be, for a stricter ratio: the flags with which Weft starts short commands.
            contenders.add(Contender.of(
                    "bare java Hello",
                    size,
                    fresh -> field.java(Hello.class, new String[0]).run()));
            contenders.add(field.dagster().list(graph).rounds(size > 1000 || bench.quick() ? 1 : 3));
            var compared = bench.compare("start, %,d assets".formatted(size), "asset", bench.sized(7, 15), contenders);
            if (size == 10) {
                bench.expectAtMost(compared, "weft list", 6, "bare java Hello");
            }
            bench.expectAtMost(compared, "weft list", 0.1, "Dagster, dg list defs");
        }
    }
}
