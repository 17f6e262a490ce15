package dev.weft.benchmarks.peer;

import dev.weft.benchmarks.measure.Bench;
import dev.weft.benchmarks.measure.Child;
import dev.weft.benchmarks.measure.Contender;
import dev.weft.benchmarks.shape.GraphShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Luigi: Python, without a catalog; a task is done when its file is there. */
public final class Luigi {

    private final Python python;

    private Luigi(Python python) {
        this.python = python;
    }

    /** Returns it, after installing it if it is not there. */
    public static Luigi installed(Bench bench, Path root) throws InterruptedException {
        return new Luigi(Python.installed(bench, "luigi", root.resolve("benchmarks/peers/luigi"), "luigi==3.8.1"));
    }

    /** Runs the graph on its local scheduler with one worker. */
    public Contender graph(GraphShape shape) {
        return contender(
                "Luigi, files only",
                shape.size(),
                fresh -> program(shape, fresh).run().comparing("run"));
    }

    /** From the start of the program to the first file. */
    public Contender firstResult(GraphShape shape) {
        return contender("Luigi, files only", 1, fresh -> program(shape, fresh).run());
    }

    /** Runs the graph again when all files are there; compared is the whole process. */
    public Contender again(GraphShape shape, Path kept) {
        return contender("Luigi, looks for files", shape.size(), fresh -> {
            if (!Files.exists(kept)) {
                program(shape, kept).run();
            }
            return program(shape, kept).run();
        });
    }

    private Child program(GraphShape shape, Path folder) throws IOException {
        Files.createDirectories(folder);
        var graph = folder.resolve("graph.json");
        Files.writeString(graph, shape.json());
        return python.program("run_graph.py")
                .with("GRAPH", graph.toString())
                .with("OUT", folder.resolve("out").toString());
    }

    private Contender contender(String name, long size, Contender.Trial trial) {
        return new Contender(name, size, Integer.MAX_VALUE, python.missing(), trial);
    }
}
