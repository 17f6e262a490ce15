package dev.weft.benchmarks.peer;

import dev.weft.benchmarks.measure.Bench;
import dev.weft.benchmarks.measure.Contender;
import java.nio.file.Path;

/** DuckDB by itself, from Python: the floor of work that is SQL. */
public final class DuckDb {

    private final Python python;

    private DuckDb(Python python) {
        this.python = python;
    }

    /** Returns it, after installing it if it is not there. */
    public static DuckDb installed(Bench bench, Path root) throws InterruptedException {
        return new DuckDb(Python.installed(bench, "duckdb", root.resolve("benchmarks/peers/bare"), "duckdb==2.0.1"));
    }

    /** The flights work in one session, without a catalog. */
    public Contender flights(int days, Path source) {
        return new Contender(
                "one bare DuckDB session",
                days,
                Integer.MAX_VALUE,
                python.missing(),
                fresh -> python.program("flights.py")
                        .with("FLIGHTS", source.toString())
                        .with("OUT", fresh.resolve("out").toString())
                        .with("DAYS", Integer.toString(days))
                        .run());
    }
}
