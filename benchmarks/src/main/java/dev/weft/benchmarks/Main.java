package dev.weft.benchmarks;

import dev.weft.benchmarks.measure.Bench;
import dev.weft.benchmarks.measure.Discarded;
import dev.weft.benchmarks.measure.Machine;
import dev.weft.benchmarks.report.DocsPage;
import dev.weft.benchmarks.report.HtmlReport;
import dev.weft.benchmarks.report.JsonReport;
import dev.weft.benchmarks.report.RecordedReport;
import dev.weft.benchmarks.report.Report;
import dev.weft.benchmarks.report.TextReport;
import dev.weft.benchmarks.workload.Field;
import dev.weft.benchmarks.workload.Workload;
import dev.weft.benchmarks.workload.Workloads;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Runs workloads and reports; see {@link Options#USAGE}. */
public final class Main {

    private static final long SECONDS_TO_STOP = 30;

    private final Options options;
    private final Path root;
    private final PrintStream out;

    private Main(Options options, Path root, PrintStream out) {
        this.options = options;
        this.root = root;
        this.out = out;
    }

    /** The system property {@code weft.root} names the checkout. */
    public static void main(String[] arguments) throws IOException {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        var root = Path.of(System.getProperty("weft.root", "")).toAbsolutePath();
        try {
            var options = Options.parse(root.resolve("benchmarks/target"), arguments);
            var workloads = wanted(options);
            switch (options.deed()) {
                case LIST ->
                    Workloads.all().forEach(workload -> out.printf("%-16s %s%n", workload.name(), workload.about()));
                case DOCS ->
                    DocsPage.refresh(
                            root.resolve("docs/benchmarks.md"),
                            RecordedReport.read(Files.readString(options.work().resolve("report.json"))));
                case RUN -> new Main(options, root, out).run(workloads, Clock.systemUTC());
            }
        } catch (InterruptedException e) {
            System.err.println("benchmarks: stopped; the work folder has the report of what was done.");
        } catch (IllegalArgumentException e) {
            System.err.println("benchmarks: " + e.getMessage());
            System.exit(2);
        }
    }

    private static List<Workload> wanted(Options options) {
        var all = Workloads.all();
        var unknown = options.names().stream()
                .filter(name ->
                        all.stream().noneMatch(workload -> workload.name().equals(name)))
                .toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("There is no workload %s. There are: %s."
                    .formatted(
                            String.join(", ", unknown),
                            all.stream().map(Workload::name).collect(Collectors.joining(", "))));
        }
        return options.names().isEmpty()
                ? all
                : options.names().stream()
                        .flatMap(name ->
                                all.stream().filter(workload -> workload.name().equals(name)))
                        .toList();
    }

    private void run(List<Workload> workloads, Clock clock) throws IOException, InterruptedException {
        var started = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        stopWith(Thread.currentThread());
        Files.createDirectories(options.work());
        var discarded = new Discarded(options.work());
        discarded.clear();
        Bench.delete(options.work().resolve("trials"));
        // What another build of Weft left behind is no template for the rows of this one.
        Bench.delete(options.work().resolve("templates"));
        var machine = Machine.describe(options.work());
        var bench = new Bench(options.work(), options.quick(), options.arguments(), out);
        var chapters = new ArrayList<Report.Chapter>();
        try (var field = new Field(bench, root)) {
            field.forgetProfile();
            bench.version("Weft", field.weft().version());
            for (var workload : workloads) {
                var load = Machine.load();
                out.printf("%n%s: %s%n", workload.name(), workload.about());
                field.forgetProfile();
                try {
                    if (clock.instant().isAfter(started.plus(bench.patience().whole()))) {
                        bench.note("not measured: the time for the whole run was over");
                    } else {
                        workload.run(bench, field);
                    }
                } catch (InterruptedException e) {
                    throw e;
                } catch (Exception e) {
                    // One workload that cannot run is told and leaves the others alone.
                    bench.note("could not be measured: " + e.getMessage());
                }
                bench.progress("%s until now"
                        .formatted(Duration.between(started, clock.instant()).truncatedTo(ChronoUnit.SECONDS)));
                chapters.add(new Report.Chapter(workload.name(), workload.about(), load, bench.takeFindings()));
                write(new Report(started, options.quick(), machine, bench.versions(), chapters));
                out.print(TextReport.of(chapters.get(chapters.size() - 1)));
                out.println();
                var profile = field.profile();
                if (profile.isPresent()) {
                    out.println(profile.get());
                    Files.writeString(
                            options.work().resolve("profile-%s.txt".formatted(workload.name())),
                            profile.get().toString());
                }
            }
        } finally {
            discarded.clear();
        }
        out.printf("%nThe report is %s%n", options.work().resolve("report.html"));
    }

    /** Whoever stops this program stops what it started: an interrupt ends the trial with its processes, and then the server. */
    private static void stopWith(Thread measuring) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            measuring.interrupt();
                            try {
                                measuring.join(TimeUnit.SECONDS.toMillis(SECONDS_TO_STOP));
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "stop"));
    }

    /** Written anew after each workload, so that a run that is stopped leaves what it has. */
    private void write(Report report) throws IOException {
        Files.writeString(options.work().resolve("report.html"), HtmlReport.of(report));
        Files.writeString(options.work().resolve("report.json"), JsonReport.of(report));
        Files.writeString(options.work().resolve("report.md"), TextReport.of(report));
    }
}
