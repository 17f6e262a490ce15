package dev.weft.benchmarks.peer;

import dev.weft.benchmarks.measure.Bench;
import dev.weft.benchmarks.measure.Child;
import dev.weft.benchmarks.measure.Contender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Spring Batch, built in the work folder; its job repository in PostgreSQL. It knows steps, no data and no versions. */
public final class SpringBatch {

    private static final Duration LONGEST_BUILD = Duration.ofMinutes(15);

    private final Path home;
    private final Optional<String> missing;

    private SpringBatch(Path home, Optional<String> missing) {
        this.home = home;
        this.missing = missing;
    }

    /** Returns it, after building it if it is not there. */
    public static SpringBatch installed(Bench bench, Path root) throws InterruptedException {
        var sources = root.resolve("benchmarks/peers/spring-batch");
        var home = bench.work().resolve("peers/spring-batch");
        bench.version("spring-batch", "5.2.3");
        try {
            if (!Files.exists(home.resolve("class-path"))) {
                bench.progress("building spring-batch");
                Bench.delete(home);
                copy(sources, home);
                Child.of(
                                "mvn",
                                "-B",
                                "-q",
                                "compile",
                                "dependency:build-classpath",
                                "-Dmdep.outputFile=" + home.resolve("class-path"))
                        .in(home)
                        .within(LONGEST_BUILD)
                        .run();
            }
            return new SpringBatch(home, Optional.empty());
        } catch (IOException e) {
            return new SpringBatch(home, Optional.of("Spring Batch could not be built: " + e.getMessage()));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    /**
     * Runs trivial steps.
     *
     * @param shape {@code chain} or {@code wide}
     */
    public Contender steps(String shape, int size, Postgres postgres) {
        return new Contender(
                "Spring Batch, PostgreSQL",
                size,
                Integer.MAX_VALUE,
                missing,
                fresh -> Child.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-cp",
                                home.resolve("target/classes") + ":"
                                        + Files.readString(home.resolve("class-path"))
                                                .strip(),
                                "bench.RunGraph",
                                shape,
                                Integer.toString(size),
                                postgres.jdbc(postgres.database()))
                        .run()
                        .comparing("run"));
    }
}
