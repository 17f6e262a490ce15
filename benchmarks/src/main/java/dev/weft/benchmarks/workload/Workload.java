package dev.weft.benchmarks.workload;

import dev.weft.benchmarks.measure.Bench;

/** Something to measure. Listed in {@link Workloads}, asked for by its name. */
public interface Workload {

    /** Returns the name by which the command line asks for it: one word. */
    String name();

    /** Returns what is measured, in one sentence. */
    String about();

    /**
     * Measures; what comes out is told to the bench.
     *
     * @param field who can take part
     */
    void run(Bench bench, Field field) throws Exception;
}
