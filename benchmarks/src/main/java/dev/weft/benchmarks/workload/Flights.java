package dev.weft.benchmarks.workload;

import dev.weft.benchmarks.measure.Bench;
import dev.weft.benchmarks.measure.Contender;
import dev.weft.benchmarks.shape.Weft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Real work: days of flights, cleaned and summed up by airport, by route and by month. */
final class Flights implements Workload {

    private static final LocalDate FIRST = LocalDate.of(2001, 1, 1);
    private static final int ALL_DAYS = 182;
    private static final int QUICK_DAYS = 31;

    @Override
    public String name() {
        return "flights";
    }

    @Override
    public String about() {
        return "Flights of 182 days, 3,000,000 rows, whole processes: cleaned by day, summed up by airport, route and month.";
    }

    @Override
    public void run(Bench bench, Field field) throws InterruptedException, IOException, SQLException {
        var source = bench.argument("flights").map(Path::of);
        if (source.isEmpty() || !Files.exists(source.get().resolve("flights-3m.parquet"))) {
            bench.note("not measured: name the folder of flights-3m.parquet and airports.csv with --flights");
            return;
        }
        int days = ALL_DAYS;
        var data = Map.of("FLIGHTS", source.get().toString());
        var sql = sqlProject(bench, field.weft(), days);
        var sample = sampleProject(bench, field.weft(), days);
        var drop = Map.of("FLIGHTS_DROP", drop(bench, source.get(), days).toString());
        var contenders = new ArrayList<Contender>();
        contenders.add(field.bareFlights(days, source.get()));
        contenders.add(Contender.of("Weft, SQL through Rows", days, fresh -> fromNothing(field.weft(), sql, data)));
        contenders.add(
                Contender.of("Weft, the sample with records", days, fresh -> fromNothing(field.weft(), sample, drop)));
        // A day costs it the same, and a quick run is to be quick.
        contenders.add(field.dagster()
                .flights(bench.sized(QUICK_DAYS, ALL_DAYS), source.get())
                .rounds(1));
        var compared = bench.compare("flights of %d days".formatted(days), "day", bench.sized(2, 3), contenders);
        bench.expectAtMost(compared, "Weft, SQL through Rows", 2, "one bare DuckDB session");
        bench.expectAtMost(compared, "Weft, SQL through Rows", 0.1, "Dagster in process, SQLite");
        bench.note(
                "Assets whose logic is SQL do not exist yet: the variant lets assets borrow the connection of a relation and write Parquet files with it. The sample does more than the others: a check by record, a regression over all flights and a report for each month.");
    }

    private static dev.weft.benchmarks.measure.Sample fromNothing(
            Weft weft, Path project, Map<String, String> environment) throws IOException, InterruptedException {
        weft.forget(project);
        return weft.command(project, "materialize", "*").with(environment).run();
    }

    private static Path sqlProject(Bench bench, Weft weft, int days) throws IOException, InterruptedException {
        var folder = bench.work().resolve("projects/flights-sql-" + days);
        Files.createDirectories(folder);
        var source = weft.root().resolve("benchmarks/projects/flights-sql/FlightsSql.java");
        Files.writeString(
                folder.resolve("FlightsSql.java"),
                Files.readString(source)
                        .replace("@END@", FIRST.plusDays(days).toString())
                        .replace("@MONTHS_END@", endOfMonths(days).toString()));
        weft.command(folder, "validate").run();
        return folder;
    }

    /** Copies the sample, with as many days as are wanted. */
    private static Path sampleProject(Bench bench, Weft weft, int days) throws IOException, InterruptedException {
        var folder = bench.work().resolve("projects/flights-sample-" + days);
        Bench.delete(folder);
        var original = weft.root().resolve("samples/flights");
        for (var part : List.of("pom.xml", "src/main")) {
            copy(original, original.resolve(part), folder);
        }
        replace(folder, "FlightDays", "2001-02-01", FIRST.plusDays(days));
        replace(folder, "FlightMonths", "2001-02-01", endOfMonths(days));
        weft.command(folder, "validate").run();
        return folder;
    }

    private static LocalDate endOfMonths(int days) {
        return FIRST.plusDays(days - 1L).withDayOfMonth(1).plusMonths(1);
    }

    private static void copy(Path root, Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var target = to.resolve(root.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    private static void replace(Path project, String type, String old, LocalDate date) throws IOException {
        var file = project.resolve("src/main/java/com/example/flights/" + type + ".java");
        Files.writeString(file, Files.readString(file).replace(old, date.toString()));
    }

    /** Writes the days as the airline would leave them: a gzipped CSV each. */
    private static Path drop(Bench bench, Path source, int days) throws IOException, SQLException {
        var drop = Files.createDirectories(bench.work().resolve("drop"));
        Files.copy(
                source.resolve("airports.csv"),
                drop.resolve("airports.csv"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            for (int n = 0; n < days; n++) {
                var day = FIRST.plusDays(n);
                var file = drop.resolve("flights-%s.csv.gz".formatted(day));
                if (!Files.exists(file)) {
                    statement.execute("""
                            copy (select strftime(date, '%%Y-%%m-%%d %%H:%%M') as date, delay, distance, origin, destination from '%s'
                            where date >= timestamp '%s' and date < timestamp '%s') to '%s' (format csv, header, compression gzip)
                            """.formatted(source.resolve("flights-3m.parquet"), day, day.plusDays(1), file));
                }
            }
        }
        return drop;
    }
}
