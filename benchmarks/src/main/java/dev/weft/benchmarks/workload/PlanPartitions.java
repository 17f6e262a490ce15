package dev.weft.benchmarks.workload;

import dev.weft.benchmarks.measure.Bench;
import dev.weft.benchmarks.measure.Contender;
import dev.weft.benchmarks.program.FillCatalog;
import dev.weft.benchmarks.shape.GraphShape;
import dev.weft.benchmarks.shape.WeftProject.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;

/** What a plan costs where there are many partitions, and how little of it has to be found out again. */
final class PlanPartitions implements Workload {

    private static final double TARGET = 2.0;

    @Override
    public String name() {
        return "plan-partitions";
    }

    @Override
    public String about() {
        return "Plans assets with a partition for each day of a year, the whole process: everything for the first time, nothing changed, one partition changed, one root's code changed.";
    }

    @Override
    public void run(Bench bench, Field field) throws InterruptedException, IOException {
        var graph = GraphShape.of(bench.sized(1, 2) == 1 ? "layers:20:50" : "layers:20:500");
        var root = graph.upstreams().keySet().iterator().next();
        var weft = field.weft();
        var project = weft.project(graph, Values.DAYS);
        weft.forget(project);
        long partitions = 365L * graph.size();
        bench.compare(
                "fill (%,d assets x 365 days)".formatted(graph.size()),
                "materialization",
                1,
                java.util.List.of(Contender.of(
                        "bulk record, H2",
                        partitions,
                        fresh -> field.weftProgram(FillCatalog.class, project.toString())
                                .within(Duration.ofHours(2))
                                .run())));
        field.forgetProfile();
        bench.compare(
                "plan for the first time (%,d assets x 365 days)".formatted(graph.size()),
                "partition",
                1,
                java.util.List.of(weft.contender("weft plan, nothing kept", partitions, project, "plan")));
        var compared = bench.compare(
                "plan (%,d assets x 365 days)".formatted(graph.size()),
                "partition",
                bench.sized(3, 7),
                java.util.List.of(
                        weft.contender("nothing changed", partitions, project, "plan"),
                        Contender.of("one partition changed", partitions, fresh -> {
                            field.weftProgram(FillCatalog.class, project.toString(), root + "[2023-07-01]")
                                    .run();
                            // That program has another class path, for which it compiled the project.
                            weft.command(project, "validate").run();
                            return weft.command(project, "plan").run();
                        })));
        var source = project.resolve("Assets0.java");
        var before = Files.readString(source);
        Files.writeString(source, before.replaceFirst("codeVersion = \"1\"", "codeVersion = \"2\""));
        weft.command(project, "validate").run();
        var changed = bench.compare(
                "plan, one root's code changed (%,d assets x 365 days)".formatted(graph.size()),
                "partition",
                bench.sized(3, 7),
                java.util.List.of(weft.contender("one root's code changed", partitions, project, "plan")));
        Files.writeString(source, before);
        bench.expectSeconds(
                changed,
                "one root's code changed",
                TARGET,
                "plan of %,d assets x 365 days, one root changed: under 2 s".formatted(graph.size()));
        bench.expectSeconds(
                compared,
                "nothing changed",
                TARGET,
                "plan of %,d assets x 365 days, nothing changed: under 2 s".formatted(graph.size()));
    }
}
