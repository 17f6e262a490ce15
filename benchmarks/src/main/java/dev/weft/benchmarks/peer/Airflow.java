package dev.weft.benchmarks.peer;

import dev.weft.benchmarks.measure.Bench;
import dev.weft.benchmarks.measure.Contender;
import dev.weft.benchmarks.shape.GraphShape;
import java.nio.file.Files;
import java.nio.file.Path;

/** Airflow: Python, all its services running, tasks in processes of its LocalExecutor, its database in PostgreSQL. */
public final class Airflow {

    private final Python python;

    private Airflow(Python python) {
        this.python = python;
    }

    /** Returns it, after installing it if it is not there. */
    public static Airflow installed(Bench bench, Path root) throws InterruptedException {
        return new Airflow(Python.installed(
                bench,
                "airflow",
                root.resolve("benchmarks/peers/airflow"),
                "apache-airflow==3.3.2",
                "apache-airflow-providers-postgres==7.1.1",
                "psycopg2-binary==2.9.13",
                "asyncpg==0.32.0"));
    }

    /** Runs the graph as one DAG; compared is the DAG run, from its trigger to its end. */
    public Contender graph(GraphShape shape, Postgres postgres) {
        return new Contender(
                "Airflow LocalExecutor, PostgreSQL", shape.size(), Integer.MAX_VALUE, python.missing(), fresh -> {
                    var graph = fresh.resolve("graph.json");
                    Files.writeString(graph, shape.json());
                    return python.program("run_graph.py")
                            .with("GRAPH", graph.toString())
                            .with("OUT", fresh.resolve("airflow").toString())
                            .with("DATABASE", postgres.url(postgres.database()))
                            .run()
                            .comparing("run");
                });
    }
}
