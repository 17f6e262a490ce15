package dev.weft.benchmarks.workload;

import dev.weft.benchmarks.measure.Bench;
import dev.weft.benchmarks.measure.Contender;
import dev.weft.benchmarks.program.FillCatalog;
import dev.weft.benchmarks.shape.Weft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/** Assets with many partitions: making them all, and telling how they stand. */
final class Partitions implements Workload {

    private static final LocalDate FIRST_DAY = LocalDate.of(1990, 1, 1);
    private static final int BACKFILL = 10_000;
    private static final int A_FEW = 20;
    private static final long HOURS = 1_000_008;

    @Override
    public String name() {
        return "partitions";
    }

    @Override
    public String about() {
        return "Materializes 10,000 daily partitions that are missing; tells the status of an asset of 1,000,000 hourly partitions, the whole process.";
    }

    @Override
    public void run(Bench bench, Field field) throws InterruptedException, IOException {
        backfill(bench, field);
        status(bench, field);
    }

    private static void backfill(Bench bench, Field field) throws InterruptedException, IOException {
        var weft = field.weft();
        var project = project(bench, weft, "backfill", """
                    @Asset
                    @DailyPartitions(start = "%s", end = "%s")
                    int daily(PartitionKey day) {
                        return day.text().length();
                    }
                """.formatted(FIRST_DAY, FIRST_DAY.plusDays(BACKFILL)));
        var nothing = project(bench, weft, "backfill-none", """
                    @Asset
                    @DailyPartitions(start = "%s", end = "%s")
                    void daily(PartitionKey day) {}
                """.formatted(FIRST_DAY, FIRST_DAY.plusDays(BACKFILL)));
        int rounds = bench.sized(1, 3);
        var compared = bench.compare(
                "backfill of %,d daily partitions".formatted(BACKFILL),
                "partition",
                rounds,
                List.of(
                        Contender.of("Weft, H2", BACKFILL, fresh -> fromNothing(weft, project)),
                        Contender.of("Weft, H2, no values", BACKFILL, fresh -> fromNothing(weft, nothing)),
                        field.dagster().partitions(A_FEW)));
        bench.expectAtMost(compared, "Weft, H2", 0.1, "Dagster in process, SQLite, a run for each");
    }

    private static dev.weft.benchmarks.measure.Sample fromNothing(Weft weft, Path project)
            throws IOException, InterruptedException {
        weft.forget(project);
        return weft.materialize(project, java.util.Map.of());
    }

    private static void status(Bench bench, Field field) throws InterruptedException, IOException {
        var weft = field.weft();
        // 1,000,008 hours; the catalog is filled with the rows that their materializations would have left.
        var project = project(bench, weft, "hours", """
                    @Asset(codeVersion = "1")
                    void first() {}

                    @Asset(codeVersion = "1")
                    @HourlyPartitions(start = "1900-01-01", end = "2014-01-30")
                    void hourly(PartitionKey hour, Upstream<?> first) {}
                """);
        weft.forget(project);
        bench.compare(
                "fill a catalog with %,d partitions".formatted(HOURS),
                "partition",
                1,
                List.of(Contender.of(
                        "bulk record, H2",
                        HOURS,
                        fresh -> field.weftProgram(FillCatalog.class, project.toString())
                                .run())));
        bench.compare(
                "status of %,d partitions".formatted(HOURS),
                "partition",
                1,
                List.of(Contender.of(
                        "weft plan, nothing kept",
                        HOURS,
                        fresh -> weft.command(project, "plan").run())));
        bench.compare(
                "status of %,d partitions again".formatted(HOURS),
                "partition",
                bench.sized(3, 7),
                List.of(
                        Contender.of(
                                "weft show",
                                HOURS,
                                fresh -> weft.command(project, "show", "hourly").run()),
                        Contender.of(
                                "weft plan",
                                HOURS,
                                fresh -> weft.command(project, "plan").run()),
                        field.dagster().subset(HOURS).rounds(bench.sized(1, 3))));
    }

    private static Path project(Bench bench, Weft weft, String name, String assets)
            throws IOException, InterruptedException {
        var folder = Files.createDirectories(bench.work().resolve("projects/partitions-" + name));
        Files.writeString(folder.resolve("Assets0.java"), """
                import dev.weft.api.Asset;
                import dev.weft.api.Assets;
                import dev.weft.api.DailyPartitions;
                import dev.weft.api.HourlyPartitions;
                import dev.weft.api.PartitionKey;
                import dev.weft.api.Upstream;

                @Assets
                class Assets0 {

                %s}
                """.formatted(assets));
        weft.command(folder, "validate").run();
        return folder;
    }
}
