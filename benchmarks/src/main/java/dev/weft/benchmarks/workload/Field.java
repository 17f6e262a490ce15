package dev.weft.benchmarks.workload;

import dev.weft.benchmarks.measure.Bench;
import dev.weft.benchmarks.measure.Child;
import dev.weft.benchmarks.measure.Contender;
import dev.weft.benchmarks.measure.Profile;
import dev.weft.benchmarks.peer.Airflow;
import dev.weft.benchmarks.peer.Dagster;
import dev.weft.benchmarks.peer.Dbt;
import dev.weft.benchmarks.peer.DuckDb;
import dev.weft.benchmarks.peer.Luigi;
import dev.weft.benchmarks.peer.Postgres;
import dev.weft.benchmarks.peer.Prefect;
import dev.weft.benchmarks.peer.SpringBatch;
import dev.weft.benchmarks.peer.SqlMesh;
import dev.weft.benchmarks.program.BareWriter;
import dev.weft.benchmarks.program.PlainJdbc;
import dev.weft.benchmarks.shape.GraphShape;
import dev.weft.benchmarks.shape.Weft;
import dev.weft.benchmarks.shape.WeftProject.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who can take part, installed or started when first asked for: Weft itself, its floor, and its peers. Shared by all workloads of a run; closing
 * it stops what was started.
 */
public final class Field implements AutoCloseable {

    /** As in the launcher. */
    private static final List<String> SHORT_COMMAND =
            List.of("-XX:TieredStopAtLevel=1", "-XX:CompileThresholdScaling=2", "-XX:MaxTenuringThreshold=0");

    private final Bench bench;
    private final Path root;
    private final Weft weft;
    private final @Nullable Path recordings;
    private @Nullable Dagster dagster;
    private @Nullable Luigi luigi;
    private @Nullable Postgres postgres;
    private @Nullable String noPostgres;

    /** @param root the checkout */
    public Field(Bench bench, Path root) {
        this.bench = bench;
        this.root = root;
        this.recordings = bench.argument("profile").isPresent() ? bench.work().resolve("recordings") : null;
        this.weft = new Weft(root, bench.work(), bench.patience().trial(), recordings);
    }

    public Weft weft() {
        return weft;
    }

    /** Makes room for the recordings of the next workload, or of what is measured after something was made ready. */
    public void forgetProfile() throws IOException {
        if (recordings != null) {
            Bench.delete(recordings);
            Files.createDirectories(recordings);
        }
    }

    /** Returns where the time of the longest of Weft's processes since {@link #forgetProfile} went; empty if nothing was recorded. */
    public Optional<Profile> profile() throws IOException {
        if (recordings == null) {
            return Optional.empty();
        }
        try (var files = Files.list(recordings)) {
            var largest =
                    files.max(Comparator.comparingLong(file -> file.toFile().length()));
            return largest.isEmpty() ? Optional.empty() : Optional.of(Profile.of(largest.get()));
        }
    }

    Dagster dagster() throws InterruptedException {
        if (dagster == null) {
            dagster = Dagster.installed(bench, root);
        }
        return dagster;
    }

    /** The floor of the flights work. */
    Contender bareFlights(int days, Path source) throws InterruptedException {
        return DuckDb.installed(bench, root).flights(days, source);
    }

    Contender prefect(GraphShape shape) throws InterruptedException {
        return Prefect.installed(bench, root).graph(shape);
    }

    /** All its services, for one graph. */
    Contender airflow(GraphShape shape) throws InterruptedException {
        var airflow = Airflow.installed(bench, root);
        return onPostgres("Airflow LocalExecutor, PostgreSQL", server -> airflow.graph(shape, server));
    }

    Dbt dbt() throws InterruptedException {
        return Dbt.installed(bench, root);
    }

    SqlMesh sqlMesh() throws InterruptedException {
        return SqlMesh.installed(bench, root);
    }

    /** As many steps as the shape has, one after the other or all at once: it has no other graphs of data. */
    Contender springBatch(String kind, int size) throws InterruptedException {
        var springBatch = SpringBatch.installed(bench, root);
        return onPostgres("Spring Batch, PostgreSQL", server -> springBatch.steps(kind, size, server));
    }

    Luigi luigi() throws InterruptedException {
        if (luigi == null) {
            luigi = Luigi.installed(bench, root);
        }
        return luigi;
    }

    /** Returns what the function makes of the server, or who is missing without it. */
    Contender onPostgres(String name, java.util.function.Function<Postgres, Contender> contender) {
        if (postgres == null && noPostgres == null) {
            try {
                postgres = Postgres.start(bench.fresh("postgres").resolve("data"));
                bench.version("PostgreSQL", postgres.version());
            } catch (IOException | java.sql.SQLException e) {
                noPostgres = "PostgreSQL could not be started: " + e.getMessage();
            }
        }
        return postgres == null ? Contender.missing(name, String.valueOf(noPostgres)) : contender.apply(postgres);
    }

    /** Materializes a graph of numbers by Weft's command; its catalog in H2. */
    Contender weftOnH2(GraphShape shape, Values values) {
        var name = values == Values.NUMBERS ? "Weft, H2" : "Weft, H2, no values";
        return Contender.of(name, shape.size(), fresh -> weft.materialize(weft.project(shape, values), Map.of()));
    }

    Contender weftOnPostgres(GraphShape shape) {
        return onPostgres(
                "Weft, PostgreSQL",
                server -> Contender.of(
                        "Weft, PostgreSQL",
                        shape.size(),
                        fresh -> weft.materialize(
                                weft.project(shape, Values.NUMBERS), server.forWeft(server.database()))));
    }

    /** Writes what the last run of Weft on H2 left, without deciding anything. */
    Contender bareOnH2(GraphShape shape, Supplier<Path> template) {
        return bare("bare writer, H2", shape, template, () -> "h2");
    }

    Contender bareOnPostgres(GraphShape shape, Supplier<Path> template) {
        return onPostgres(
                "bare writer, PostgreSQL",
                server -> bare("bare writer, PostgreSQL", shape, template, () -> {
                    try {
                        return server.jdbc(server.database());
                    } catch (java.sql.SQLException e) {
                        throw new IllegalStateException(e);
                    }
                }));
    }

    /** What somebody would write by hand, with a table of values for a catalog. */
    Contender plainJdbc(GraphShape shape) {
        return Contender.of(
                "plain Java and JDBC, H2",
                shape.size(),
                fresh ->
                        java(PlainJdbc.class, shape.text(), "h2:" + fresh).run().comparing("run"));
    }

    Contender plainJdbcOnPostgres(GraphShape shape) {
        return onPostgres(
                "plain Java and JDBC, PostgreSQL",
                server -> Contender.of(
                        "plain Java and JDBC, PostgreSQL",
                        shape.size(),
                        fresh -> java(PlainJdbc.class, shape.text(), server.jdbc(server.database()))
                                .run()
                                .comparing("run")));
    }

    private Contender bare(String name, GraphShape shape, Supplier<Path> template, Supplier<String> address) {
        return Contender.of(
                name,
                shape.size(),
                fresh -> java(BareWriter.class, template.get().toString(), fresh.toString(), address.get())
                        .run()
                        .comparing("run"));
    }

    /** Returns a Java program that is no part of Weft, with the flags of Weft's own start. */
    Child java(Class<?> main, String... arguments) {
        return java(List.of(), main, arguments);
    }

    /** Returns a program that calls Weft in its own process; what it does is recorded when profiles are asked for. */
    Child weftProgram(Class<?> main, String... arguments) {
        return java(recordings == null ? List.of() : Profile.options(recordings.resolve("%p.jfr")), main, arguments);
    }

    /** Returns a program as above, started as the launcher starts commands that do not compute: with the first of the JVM's compilers alone. */
    Child shortWeftProgram(Class<?> main, String... arguments) {
        var options = new ArrayList<>(SHORT_COMMAND);
        if (recordings != null) {
            options.addAll(Profile.options(recordings.resolve("%p.jfr")));
        }
        return java(options, main, arguments);
    }

    private Child java(List<String> options, Class<?> main, String... arguments) {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return Child.of(command).within(bench.patience().trial());
    }

    @Override
    public void close() throws IOException {
        if (postgres != null) {
            postgres.close();
        }
    }
}
