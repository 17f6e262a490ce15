package dev.weft.benchmarks.shape;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.benchmarks.measure.Child;
import dev.weft.benchmarks.measure.Contender;
import dev.weft.benchmarks.measure.Discarded;
import dev.weft.benchmarks.measure.Profile;
import dev.weft.benchmarks.measure.Sample;
import dev.weft.benchmarks.shape.WeftProject.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The {@code weft} command of this checkout, as a user starts it. */
public final class Weft {

    private static final long LONGEST_WAIT_FOR_ARCHIVE = 60;

    private final Path root;
    private final Path work;
    private final Duration limit;
    private final @Nullable Path recordings;

    /**
     * @param root the checkout
     * @param work the folder for everything that is made
     * @param limit how long a command may take before it is given up
     * @param recordings the folder where each process leaves a flight recording; null for none
     */
    public Weft(Path root, Path work, Duration limit, @Nullable Path recordings) {
        this.root = root;
        this.work = work;
        this.limit = limit;
        this.recordings = recordings;
    }

    public Path root() {
        return root;
    }

    /** Builds the checkout if it has to be, and waits until the archive for quick starts is there. */
    public String version() throws IOException, InterruptedException {
        var version = command(root, "version").ended().output().strip();
        for (long second = 0; second < LONGEST_WAIT_FOR_ARCHIVE && !hasArchive(); second++) {
            TimeUnit.SECONDS.sleep(1);
        }
        return version;
    }

    private boolean hasArchive() throws IOException {
        var cache = cache();
        if (!Files.isDirectory(cache)) {
            return false;
        }
        try (var files = Files.list(cache)) {
            var names = files.map(file -> file.getFileName().toString()).toList();
            return names.stream().noneMatch(name -> name.endsWith(".lock"))
                    && names.stream().anyMatch(name -> name.endsWith(".aot") || name.endsWith(".jsa"));
        }
    }

    /** The archives of this build are kept apart from those that a user has. */
    private Path cache() {
        return work.resolve("weft-cache");
    }

    /** Returns a command on a project, ready to run. */
    public Child command(Path project, String... arguments) {
        var command = new ArrayList<>(List.of(root.resolve("weft").toString()));
        command.addAll(List.of(arguments));
        var child = Child.of(command)
                .within(limit)
                .in(Files.isDirectory(project) ? project : root)
                .with("WEFT_CACHE_DIR", cache().toString())
                .with("WEFT_JAVA_HOME", System.getProperty("java.home"));
        return recordings == null
                ? child
                : child.with("WEFT_JAVA_OPTS", String.join(" ", Profile.options(recordings.resolve("%p.jfr"))));
    }

    /** Returns who gives that command to a project, as the trials before left it. */
    public Contender contender(String name, long size, Path project, String command) {
        return Contender.of(name, size, fresh -> command(project, command).run());
    }

    /** Returns a project of that shape, compiled, with neither a catalog nor values. */
    public Path project(GraphShape shape, Values values) throws IOException, InterruptedException {
        var folder = projectFolder(shape, values);
        if (!Files.exists(folder)) {
            WeftProject.write(folder, shape, values);
        }
        forget(folder);
        command(folder, "validate").run();
        return folder;
    }

    /** Returns where the project of that shape lies. */
    public Path projectFolder(GraphShape shape, Values values) {
        return work.resolve("projects")
                .resolve("%s-%s"
                        .formatted(shape.text().replace(':', '-'), values.name().toLowerCase(Locale.ROOT)));
    }

    /** Takes a project's catalog and its values away; what was compiled stays. */
    public void forget(Path project) throws IOException {
        for (var name : List.of(".weft/catalog", ".weft/owner.lock", "data")) {
            new Discarded(work).take(project.resolve(name));
        }
    }

    /** Materializes everything; compared is the span from the run's entry in the catalog to its end, as the catalog recorded it. */
    public Sample materialize(Path project, Map<String, String> environment) throws IOException, InterruptedException {
        var sample = command(project, "materialize").with(environment).run();
        if (environment.containsKey("WEFT_CATALOG_URL") && Files.exists(project.resolve(".weft/catalog"))) {
            throw new IOException("this Weft keeps no catalog in PostgreSQL");
        }
        var runs = command(project, "runs", "--limit", "1", "--json")
                .with(environment)
                .ended()
                .output();
        var run = new ObjectMapper().readTree(runs);
        var seconds = Duration.between(
                                Instant.parse(run.get("queued").asText()),
                                Instant.parse(run.get("ended").asText()))
                        .toNanos()
                / 1e9;
        if (!run.get("status").asText().equals("succeeded")) {
            throw new IOException("the run is " + run.get("status").asText());
        }
        var figures = new java.util.HashMap<>(sample.figures());
        figures.put("run", seconds);
        return new Sample(sample.wall(), sample.whole(), sample.cpu(), sample.peakBytes(), figures).comparing("run");
    }
}
