package dev.weft.benchmarks.peer;

import dev.weft.benchmarks.measure.Bench;
import dev.weft.benchmarks.measure.Child;
import dev.weft.benchmarks.measure.Contender;
import dev.weft.benchmarks.shape.GraphShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Dagster: Python, with a catalog; telemetry off, otherwise as it comes. */
public final class Dagster {

    private final Python python;

    private Dagster(Python python) {
        this.python = python;
    }

    /** Returns it, after installing it if it is not there. */
    public static Dagster installed(Bench bench, Path root) throws InterruptedException {
        return new Dagster(Python.installed(
                bench,
                "dagster",
                root.resolve("benchmarks/peers/dagster"),
                "dagster==1.13.27",
                "dagster-webserver==1.13.27",
                "dagster-dg-cli==1.13.27",
                "dagster-postgres==0.29.27",
                "dagster-duckdb==0.29.27",
                // Its storage in PostgreSQL breaks with newer ones.
                "sqlalchemy==2.0.58",
                "psycopg2-binary==2.9.13"));
    }

    /** Materializes the graph in one process through its Python API, its quickest way; its catalog in SQLite. */
    public Contender inProcess(GraphShape shape) {
        return contender(
                "Dagster in process, SQLite",
                shape.size(),
                fresh -> graph(shape, home(fresh, ""), "run_graph.py").run().comparing("run"));
    }

    /** The same with its catalog in PostgreSQL. */
    public Contender inProcess(GraphShape shape, Postgres postgres) {
        return contender("Dagster in process, PostgreSQL", shape.size(), fresh -> {
            var storage = """
                    storage:
                      postgres:
                        postgres_url: %s
                    """.formatted(postgres.url(postgres.database()));
            return graph(shape, home(fresh, storage), "run_graph.py").run().comparing("run");
        });
    }

    /** Materializes the graph by its command, a process for each step: its default. */
    public Contender multiprocess(GraphShape shape) {
        return contender(
                "Dagster multiprocess, SQLite",
                shape.size(),
                fresh -> withGraph(
                                python.command(
                                        "dagster", "asset", "materialize", "--select", "*", "-m", "graph_assets"),
                                shape,
                                home(fresh, ""))
                        .with("EXEC", "multiprocess")
                        .run());
    }

    /** From the command to one asset. */
    public Contender firstResult(GraphShape shape) {
        return contender(
                "Dagster, dagster asset materialize",
                1,
                fresh -> withGraph(
                                python.command(
                                        "dagster", "asset", "materialize", "--select", "*", "-m", "graph_assets"),
                                shape,
                                home(fresh, ""))
                        .run());
    }

    /** From the start of a Python program to one asset. */
    public Contender firstResultInProcess(GraphShape shape) {
        return contender(
                "Dagster, Python API in process",
                1,
                fresh -> graph(shape, home(fresh, ""), "run_graph.py").run());
    }

    /** Loads, validates and plans. */
    public Contender plan(GraphShape shape) {
        return contender(
                "Dagster, load and plan",
                shape.size(),
                fresh -> graph(shape, home(fresh, ""), "plan_graph.py").run());
    }

    /** Lists the assets of a project from a cold process. */
    public Contender list(GraphShape shape) {
        return contender("Dagster, dg list defs", shape.size(), fresh -> {
            var project = fresh.resolve("project");
            Files.createDirectories(project.resolve("src/bench_project"));
            Files.writeString(project.resolve("pyproject.toml"), """
                    [project]
                    name = "bench_project"
                    version = "0.1.0"

                    [tool.dg]
                    directory_type = "project"

                    [tool.dg.project]
                    root_module = "bench_project"
                    code_location_target_module = "graph_assets"
                    """);
            Files.writeString(project.resolve("src/bench_project/__init__.py"), "");
            return withGraph(python.command("dg", "list", "defs", "--json"), shape, home(fresh, ""))
                    .in(project)
                    .run();
        });
    }

    /** Materializes so many partitions of a daily asset, a run for each, which is how it fills up what is missing. */
    public Contender partitions(int count) {
        return contender(
                "Dagster in process, SQLite, a run for each",
                count,
                fresh -> python.program("partitions.py", "runs", Integer.toString(count))
                        .with("DAGSTER_HOME", home(fresh, "").toString())
                        .run()
                        .comparing("run"));
    }

    /** Makes a definition of so many keys and a set of a tenth of them, in memory; compared is that, without a catalog. */
    public Contender subset(long count) {
        return contender(
                "Dagster, a set of keys in memory only",
                count,
                fresh -> python.program("partitions.py", "subset", Long.toString(count))
                        .with("DAGSTER_HOME", home(fresh, "").toString())
                        .run());
    }

    /** The flights work, a run for each day. */
    public Contender flights(int days, Path source) {
        return contender(
                "Dagster in process, SQLite",
                days,
                fresh -> python.program("flights.py")
                        .with("DAGSTER_HOME", home(fresh, "").toString())
                        .with("FLIGHTS", source.toString())
                        .with("OUT", fresh.resolve("out").toString())
                        .with("DAYS", Integer.toString(days))
                        .run());
    }

    private Child graph(GraphShape shape, Path home, String program) throws IOException {
        return withGraph(python.program(program), shape, home);
    }

    private static Child withGraph(Child child, GraphShape shape, Path home) throws IOException {
        var graph = home.resolve("graph.json");
        Files.writeString(graph, shape.json());
        return child.with("GRAPH", graph.toString()).with("DAGSTER_HOME", home.toString());
    }

    private static Path home(Path fresh, String storage) throws IOException {
        var home = Files.createDirectories(fresh.resolve("dagster-home"));
        Files.writeString(home.resolve("dagster.yaml"), "telemetry:\n  enabled: false\n" + storage);
        return home;
    }

    private Contender contender(String name, long size, Contender.Trial trial) {
        Optional<String> missing = python.missing();
        return new Contender(name, size, Integer.MAX_VALUE, missing, trial);
    }
}
