package dev.weft.benchmarks.peer;

import dev.weft.benchmarks.measure.Bench;
import dev.weft.benchmarks.measure.Child;
import dev.weft.benchmarks.measure.Contender;
import dev.weft.benchmarks.shape.GraphShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** dbt on DuckDB: SQL models, in Python. It keeps no record of what is done: a run does everything. */
public final class Dbt {

    private final Python python;
    private final Path projects;

    private Dbt(Python python, Path projects) {
        this.python = python;
        this.projects = projects;
    }

    /** Returns it, after installing it if it is not there. */
    public static Dbt installed(Bench bench, Path root) throws InterruptedException {
        return new Dbt(
                Python.installed(
                        bench, "dbt", root.resolve("benchmarks/peers/sql"), "dbt-core==1.10.23", "dbt-duckdb==1.9.6"),
                bench.work().resolve("projects"));
    }

    /** Lists the models of a project that it has parsed before. */
    public Contender list(GraphShape shape) {
        return contender("dbt list, parsed before", shape, List.of("list"));
    }

    /** Builds every model. */
    public Contender run(GraphShape shape) {
        return contender("dbt run, all of it again", shape, List.of("run"));
    }

    private Contender contender(String name, GraphShape shape, List<String> what) {
        return new Contender(name, shape.size(), Integer.MAX_VALUE, python.missing(), fresh -> {
            var project = project(shape);
            return dbt(project, what).run();
        });
    }

    /** Makes a project of that shape, if it is not there, and parses it. */
    private Path project(GraphShape shape) throws IOException, InterruptedException {
        var project = projects.resolve("dbt-" + shape.text().replace(':', '-'));
        if (!Files.exists(project.resolve("target/partial_parse.msgpack"))) {
            Files.createDirectories(project);
            var graph = project.resolve("graph.json");
            Files.writeString(graph, shape.json());
            python.program("models.py", "dbt", project.toString())
                    .with("GRAPH", graph.toString())
                    .run();
            dbt(project, List.of("list")).run();
        }
        return project;
    }

    private Child dbt(Path project, List<String> what) {
        var words = new java.util.ArrayList<>(List.of("--quiet", "--no-use-colors"));
        words.addAll(what);
        return python.command("dbt", words.toArray(String[]::new))
                .in(project)
                .with("DBT_PROFILES_DIR", project.toString())
                .with("DBT_SEND_ANONYMOUS_USAGE_STATS", "false");
    }
}
