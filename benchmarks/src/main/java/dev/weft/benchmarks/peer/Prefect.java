package dev.weft.benchmarks.peer;

import dev.weft.benchmarks.measure.Bench;
import dev.weft.benchmarks.measure.Contender;
import dev.weft.benchmarks.shape.GraphShape;
import java.nio.file.Files;
import java.nio.file.Path;

/** Prefect: Python, beside a server of its own; the server's start is not counted. */
public final class Prefect {

    private final Python python;

    private Prefect(Python python) {
        this.python = python;
    }

    /** Returns it, after installing it if it is not there. */
    public static Prefect installed(Bench bench, Path root) throws InterruptedException {
        return new Prefect(Python.installed(
                bench,
                "prefect",
                root.resolve("benchmarks/peers/prefect"),
                "prefect==3.8.8",
                // Newer ones break its server.
                "fastapi==0.139.2"));
    }

    /** Runs the graph as tasks of one flow. */
    public Contender graph(GraphShape shape) {
        return new Contender(
                "Prefect with server, SQLite", shape.size(), Integer.MAX_VALUE, python.missing(), fresh -> {
                    var graph = fresh.resolve("graph.json");
                    Files.writeString(graph, shape.json());
                    return python.program("run_graph.py")
                            .with("GRAPH", graph.toString())
                            .with("OUT", fresh.resolve("prefect").toString())
                            .run()
                            .comparing("run");
                });
    }
}
