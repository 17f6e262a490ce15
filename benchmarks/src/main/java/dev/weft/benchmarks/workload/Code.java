package dev.weft.benchmarks.workload;

import dev.weft.benchmarks.measure.Bench;
import dev.weft.benchmarks.measure.Contender;
import dev.weft.benchmarks.program.CodeProgram;
import java.io.IOException;
import java.util.List;

/** What it costs to derive versions from byte code, and to use what was derived before. */
final class Code implements Workload {

    @Override
    public String name() {
        return "code";
    }

    @Override
    public String about() {
        return "Derives the code versions of 1,000 and 10,000 assets from their class files, and uses those that are kept, in a cold process.";
    }

    @Override
    public void run(Bench bench, Field field) throws InterruptedException, IOException {
        for (int size : new int[] {1_000, 10_000}) {
            var project = bench.fresh("helpers-" + size).toString();
            field.weftProgram(CodeProgram.class, "write", project, Integer.toString(size))
                    .run();
            bench.compare(
                    "code versions of %,d assets".formatted(size),
                    "asset",
                    bench.sized(3, 7),
                    List.of(
                            ask(field, "derived from class files", "derive", project, size),
                            ask(field, "kept from the last time", "kept", project, size),
                            ask(field, "with all that they reach, for a run", "remember", project, size)));
        }
    }

    private static Contender ask(Field field, String name, String what, String project, int size) {
        return Contender.of(
                name,
                size,
                fresh -> field.weftProgram(CodeProgram.class, what, project)
                        .run()
                        .comparing("run"));
    }
}
