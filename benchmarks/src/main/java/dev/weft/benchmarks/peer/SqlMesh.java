package dev.weft.benchmarks.peer;

import dev.weft.benchmarks.measure.Bench;
import dev.weft.benchmarks.measure.Child;
import dev.weft.benchmarks.measure.Contender;
import dev.weft.benchmarks.measure.Sample;
import dev.weft.benchmarks.shape.GraphShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** SQLMesh on DuckDB: SQL models with versions and plans, in Python. */
public final class SqlMesh {

    private static final String VERSION = "sqlmesh==0.236.4";

    private final Python python;
    private final Path projects;

    private SqlMesh(Python python, Path projects) {
        this.python = python;
        this.projects = projects;
    }

    /** Returns it, after installing it if it is not there. */
    public static SqlMesh installed(Bench bench, Path root) throws InterruptedException {
        return new SqlMesh(
                Python.installed(bench, "sqlmesh", root.resolve("benchmarks/peers/sql"), VERSION),
                bench.work().resolve("projects"));
    }

    /** Plans and builds a project of which nothing is built, once for all runs in this work folder: it takes more than a minute. */
    public Contender first(GraphShape shape) {
        return contender("SQLMesh, first plan and apply", shape, fresh -> {
            var project = folder(shape);
            Bench.delete(project);
            var sample = make(project, shape);
            Files.writeString(project.resolve("applied"), VERSION);
            return sample;
        });
    }

    /** Tells whether the project of that shape was built in this work folder before. */
    public boolean isBuilt(GraphShape shape) {
        return Files.exists(folder(shape).resolve("applied"));
    }

    /** Plans when nothing changed. */
    public Contender plan(GraphShape shape) {
        return contender("SQLMesh plan, nothing changed", shape, fresh -> plan(folder(shape)));
    }

    /** Runs when nothing is due. */
    public Contender again(GraphShape shape) {
        return contender(
                "SQLMesh run, nothing due",
                shape,
                fresh -> sqlmesh(folder(shape), "run").run());
    }

    private Contender contender(String name, GraphShape shape, Contender.Trial trial) {
        return new Contender(name, shape.size(), Integer.MAX_VALUE, python.missing(), trial);
    }

    private Path folder(GraphShape shape) {
        return projects.resolve("sqlmesh-" + shape.text().replace(':', '-'));
    }

    private Sample make(Path project, GraphShape shape) throws IOException, InterruptedException {
        Files.createDirectories(project);
        var graph = project.resolve("graph.json");
        Files.writeString(graph, shape.json());
        python.program("models.py", "sqlmesh", project.toString())
                .with("GRAPH", graph.toString())
                .run();
        return plan(project);
    }

    private Sample plan(Path project) throws IOException, InterruptedException {
        return sqlmesh(project, "plan", "--auto-apply", "--no-prompts").run();
    }

    private Child sqlmesh(Path project, String... words) {
        return python.command("sqlmesh", words).in(project).with("SQLMESH__DISABLE_ANONYMIZED_ANALYTICS", "true");
    }
}
