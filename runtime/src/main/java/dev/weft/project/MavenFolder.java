package dev.weft.project;

import dev.weft.discovery.ProjectException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** A Maven project: compiled by Maven when its sources or its pom changed, otherwise Maven is not started. */
final class MavenFolder {

    private final Path root;
    private final Path kept;

    MavenFolder(Path root) {
        this.root = root;
        this.kept = root.resolve(".weft/class-path");
    }

    /** Returns the project's classes, then its dependencies. */
    List<Path> classPath(Consumer<String> progress) {
        var stamp = new Stamp(root.resolve(".weft/maven.stamp"));
        var now = Stamp.of(sources());
        var classes = root.resolve("target/classes");
        if (!stamp.holds(now) || !Files.exists(kept) || !Files.exists(classes)) {
            progress.accept("Compiling %s with Maven …".formatted(root.getFileName()));
            run();
            stamp.write(now);
        }
        var places = new ArrayList<Path>();
        places.add(classes);
        try {
            Arrays.stream(Files.readString(kept).strip().split(File.pathSeparator, -1))
                    .filter(place -> !place.isBlank())
                    .map(Path::of)
                    .forEach(places::add);
        } catch (IOException e) {
            throw new ProjectException(
                    "Could not read %s: %s. Delete it and try again.".formatted(kept, e.getMessage()), e);
        }
        return places;
    }

    private List<Path> sources() {
        var files = new ArrayList<Path>();
        files.add(root.resolve("pom.xml"));
        var main = root.resolve("src/main");
        if (Files.isDirectory(main)) {
            try (var walk = Files.walk(main)) {
                walk.filter(Files::isRegularFile).sorted().forEach(files::add);
            } catch (IOException e) {
                throw new ProjectException("Could not list %s: %s".formatted(main, e.getMessage()), e);
            }
        }
        return files;
    }

    private void run() {
        try {
            Files.createDirectories(kept.getParent());
            var process = new ProcessBuilder(
                            "mvn",
                            "-B",
                            "-q",
                            "compile",
                            "dependency:build-classpath",
                            "-DincludeScope=runtime",
                            "-Dmdep.outputFile=" + kept)
                    .directory(root.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new ProjectException(
                        "The project does not compile (mvn compile in %s):\n%s".formatted(root, errors(output)));
            }
        } catch (IOException e) {
            throw new ProjectException(
                    "Could not start Maven for %s: %s. Is mvn on the PATH?".formatted(root, e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProjectException("Interrupted while Maven compiled %s.".formatted(root), e);
        }
    }

    private static String errors(String output) {
        var errors = output.lines()
                .filter(line -> line.startsWith("[ERROR]") && line.length() > "[ERROR] ".length())
                .takeWhile(line -> !line.contains("-> [Help") && !line.contains("re-run Maven"))
                .limit(30)
                .toList();
        return String.join("\n", errors.isEmpty() ? output.lines().limit(30).toList() : errors);
    }
}
