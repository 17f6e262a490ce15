package dev.weft.benchmarks.workload;

import dev.weft.benchmarks.measure.Bench;
import dev.weft.benchmarks.measure.Contender;
import dev.weft.benchmarks.measure.Sample;
import dev.weft.benchmarks.shape.GraphShape;
import dev.weft.benchmarks.shape.WeftProject.Values;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Trivial assets in a graph of some shape, with a durable catalog: what a step costs.
 *
 * @param slowShape what slow peers do in a quick run instead
 */
record Graphs(String name, String about, String shape, String slowShape) implements Workload {

    private static final int ROUNDS = 5;
    private static final int QUICK_ROUNDS = 3;

    /** All of this kind. */
    static List<Workload> all() {
        return List.of(
                new Graphs(
                        "wide", "One asset, a thousand that read it, one below all of them.", "wide:1000", "wide:100"),
                new Graphs(
                        "chain", "Each asset reads the one before: a commit for each step.", "chain:500", "chain:50"),
                new Graphs(
                        "layers",
                        "Twenty layers of fifty, each asset reading up to three of the layer above.",
                        "layers:20:50",
                        "layers:10:10"),
                new Graphs(
                        "diamonds",
                        "Each asset feeds two that meet again in the next.",
                        "diamonds:100",
                        "diamonds:33"));
    }

    @Override
    public void run(Bench bench, Field field) throws InterruptedException, IOException {
        var graph = GraphShape.of(shape);
        var template = template(bench, field, graph);
        var contenders = new ArrayList<Contender>();
        contenders.add(field.weftOnH2(graph, Values.NUMBERS));
        contenders.add(field.bareOnH2(graph, template));
        contenders.add(field.weftOnH2(graph, Values.NONE));
        contenders.add(field.weftOnPostgres(graph));
        contenders.add(field.bareOnPostgres(graph, template));
        contenders.add(field.plainJdbc(graph));
        contenders.add(field.plainJdbcOnPostgres(graph));
        contenders.add(field.luigi().graph(graph));
        // A step costs them the same in a small graph, and a quick run is to be quick.
        var slow = GraphShape.of(bench.quick() ? slowShape : shape);
        contenders.add(field.dagster().inProcess(slow).rounds(bench.sized(2, 3)));
        if (name.equals("wide") || name.equals("chain")) {
            contenders.add(field.prefect(slow).rounds(bench.sized(1, 3)));
            contenders.add(field.springBatch(name, graph.size()));
        }
        if (name.equals("wide") || name.equals("chain")) {
            var processes = GraphShape.of(name.equals("wide") ? "wide:50" : "chain:15");
            contenders.add(field.airflow(processes).rounds(1));
        }
        if (name.equals("wide")) {
            var small = GraphShape.of("wide:10");
            contenders.add(field.onPostgres("Dagster in process, PostgreSQL", server -> {
                try {
                    return field.dagster().inProcess(small, server).rounds(bench.sized(1, 3));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException(e);
                }
            }));
            contenders.add(field.dagster().multiprocess(small).rounds(1));
        }
        var compared = bench.compare(
                "%s (%s, %,d steps)".formatted(name, graph.text(), graph.size()),
                "step",
                bench.sized(QUICK_ROUNDS, ROUNDS),
                contenders);
        bench.expectAtMost(compared, "Weft, H2", 0.1, "Dagster in process, SQLite");
        bench.expectAtMost(compared, "Weft, PostgreSQL", 0.1, "Dagster in process, SQLite");
        bench.expectAtMost(compared, "Weft, H2", 1, "Luigi, files only");
        if (name.equals("wide")) {
            bench.expectAtMost(compared, "Weft, H2", 2, "bare writer, H2");
            bench.expectAtMost(compared, "Weft, PostgreSQL", 2, "bare writer, PostgreSQL");
        }
    }

    /** Returns a project that was materialized, whose rows and files the bare writer copies; made once. */
    private static Supplier<Path> template(Bench bench, Field field, GraphShape graph) {
        return () -> {
            var kept = bench.work().resolve("templates").resolve(graph.text().replace(':', '-'));
            try {
                if (!Files.exists(kept)) {
                    var project = field.weft().project(graph, Values.NUMBERS);
                    Sample ignored = field.weft().materialize(project, Map.of());
                    Files.createDirectories(kept.resolve(".weft"));
                    Files.move(project.resolve(".weft/catalog"), kept.resolve(".weft/catalog"));
                    Files.move(project.resolve("data"), kept.resolve("data"));
                    bench.progress("the bare writer copies a run of %s s".formatted(ignored.seconds()));
                }
                return kept;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        };
    }
}
