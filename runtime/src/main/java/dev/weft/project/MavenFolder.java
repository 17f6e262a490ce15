package dev.weft.project;

import dev.weft.discovery.ProjectException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A Maven project. Maven is started only when something has changed that its answer was made from: the project's sources and pom, its parents'
 * poms, Maven's settings, the jars and the modules that it depends on.
 */
final class MavenFolder {

    private static final int LINES_OF_ERROR = 30;

    private final Path root;
    private final Map<String, String> variables;
    private final LocalRepository localRepository;
    private final Path kept;
    private final Path watched;

    MavenFolder(Path root) {
        this(root, System.getenv(), new LocalRepository(System.getenv()));
    }

    MavenFolder(Path root, Map<String, String> variables, LocalRepository localRepository) {
        this.root = root;
        this.variables = variables;
        this.localRepository = localRepository;
        this.kept = root.resolve(".weft/class-path");
        this.watched = root.resolve(".weft/maven.watched");
    }

    /** Returns the project's classes, then its dependencies. */
    List<Path> classPath(Consumer<String> progress) {
        var stamp = new Stamp(root.resolve(".weft/maven.stamp"));
        var classes = root.resolve("target/classes");
        if (!isCompiled(stamp, classes)) {
            var pom = MavenPom.read(root.resolve("pom.xml"));
            if (!pom.modules().isEmpty() && !Files.isDirectory(root.resolve("src/main"))) {
                throw new ProjectException(
                        "%s is a Maven project of several modules, and has no assets itself. Name the module that has them: -p %s"
                                .formatted(
                                        root,
                                        pom.modules().stream()
                                                .map(module ->
                                                        root.resolve(module).toString())
                                                .collect(Collectors.joining(" or -p "))));
            }
            createFolder();
            new BuildLock(root).hold(progress, () -> {
                if (!isCompiled(stamp, classes)) {
                    putWeftInPlace(pom, progress);
                    progress.accept("Compiling %s with Maven …".formatted(root.getFileName()));
                    run(pom, "compile", "runtime", kept);
                    writeWatched(pom);
                    stamp.write(stampNow());
                }
            });
        }
        var places = new ArrayList<Path>();
        places.add(classes);
        places.addAll(dependencies());
        return places;
    }

    private boolean isCompiled(Stamp stamp, Path classes) {
        return Files.isRegularFile(kept)
                && Files.isRegularFile(watched)
                && Files.isDirectory(classes)
                && stamp.holds(stampNow());
    }

    /** Returns the project's tests, compiled if a source is newer; to be called after {@link #classPath}. */
    TestClasses tests(Consumer<String> progress) {
        var sources = root.resolve("src/test");
        var roots = List.of(root.resolve("target/test-classes"));
        if (!Files.isDirectory(sources)) {
            throw new ProjectException(
                    "%s has no tests: there is no folder src/test. docs/testing.md shows how to write one."
                            .formatted(root));
        }
        var list = root.resolve(".weft/test-class-path");
        var stamp = new Stamp(root.resolve(".weft/maven-tests.stamp"));
        var now = stampNow() + " " + Stamp.ofAll(List.of(sources, root.resolve("target/classes")));
        if (!Files.isRegularFile(list) || !Files.isDirectory(roots.get(0)) || !stamp.holds(now)) {
            progress.accept("Compiling the tests of %s with Maven …".formatted(root.getFileName()));
            run(MavenPom.read(root.resolve("pom.xml")), "test-compile", "test", list);
            stamp.write(stampNow() + " " + Stamp.ofAll(List.of(sources, root.resolve("target/classes"))));
        }
        var all = new ArrayList<>(roots);
        all.add(root.resolve("target/classes"));
        all.addAll(places(list));
        return new TestClasses(roots, JUnitLauncher.addedTo(all, root, localRepository.of(root), artifact -> {
            progress.accept("Fetching %s …".formatted(artifact));
            maven(root, List.of("dependency:get", "-Dtransitive=false", "-Dartifact=" + artifact));
        }));
    }

    private List<Path> dependencies() {
        return places(kept);
    }

    private static List<Path> places(Path kept) {
        try {
            return Arrays.stream(Files.readString(kept).strip().split(File.pathSeparator, -1))
                    .filter(place -> !place.isBlank())
                    .map(Path::of)
                    .toList();
        } catch (IOException e) {
            throw new ProjectException(
                    "Could not read %s: %s. Delete it and try again.".formatted(kept, e.getMessage()), e);
        }
    }

    private String stampNow() {
        try {
            return WeftVersion.text() + " "
                    + Stamp.ofAll(
                            Files.readAllLines(watched).stream().map(Path::of).toList());
        } catch (IOException e) {
            return "";
        }
    }

    private void writeWatched(MavenPom pom) {
        var places = new LinkedHashSet<Path>();
        places.add(root.resolve("pom.xml"));
        places.add(root.resolve("src/main"));
        places.add(localRepository.settings());
        for (var ancestor : pom.ancestors()) {
            places.add(ancestor.file());
        }
        places.add(pom.reactor().map(MavenPom::folder).orElse(root).resolve(".mvn"));
        for (var dependency : dependencies()) {
            if (dependency.endsWith(Path.of("target/classes"))) {
                // Another module of the same build: Maven compiles it, too.
                places.add(dependency.resolve("../../pom.xml").normalize());
                places.add(dependency.resolve("../../src/main").normalize());
            } else {
                places.add(dependency);
            }
        }
        try {
            Files.write(watched, places.stream().map(Path::toString).toList());
        } catch (IOException e) {
            throw new ProjectException(
                    "Could not write %s: %s. Is the project's folder writable?".formatted(watched, e), e);
        }
    }

    /** Projects made by {@code weft new} resolve on a machine that has nothing of Weft but its distribution. */
    private void putWeftInPlace(MavenPom pom, Consumer<String> progress) {
        WeftArtifacts.ofInstallation(variables).filter(unused -> namesWeft(pom)).ifPresent(artifacts -> {
            var repository = localRepository.of(root);
            if (artifacts.copyTo(repository)) {
                progress.accept("Put Weft %s into the local Maven repository %s, from %s."
                        .formatted(WeftVersion.text(), repository, artifacts.folder()));
            }
        });
    }

    private static boolean namesWeft(MavenPom pom) {
        var poms = new ArrayList<>(pom.ancestors());
        poms.add(pom);
        return poms.stream().anyMatch(each -> {
            try {
                return Files.readString(each.file()).contains("dev.weft");
            } catch (IOException e) {
                return false;
            }
        });
    }

    private void run(MavenPom pom, String phase, String scope, Path list) {
        var reactor = pom.reactor();
        var goals = new ArrayList<>(
                List.of(phase, "dependency:build-classpath", "-DincludeScope=" + scope, "-Dmdep.outputFile=" + list));
        // Modules that this one depends on are built with it; this one comes last and has the last word on the class
        // path.
        reactor.ifPresent(outer ->
                goals.addAll(List.of("-pl", outer.folder().relativize(root).toString(), "-am")));
        maven(reactor.map(MavenPom::folder).orElse(root), goals);
    }

    private void maven(Path folder, List<String> goals) {
        var command = new ArrayList<>(List.of(maven(folder), "-B", "-q"));
        command.addAll(goals);
        try {
            createFolder();
            var process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new ProjectException(failure(folder, goals.get(0), output));
            }
        } catch (IOException e) {
            throw new ProjectException(
                    "%s is a Maven project, but Maven could not be started: %s. Install Maven 3.8.6 or newer and put mvn on the PATH, add a wrapper (mvnw) to the project, or name a built jar with -p target/NAME.jar --class-path …"
                            .formatted(root, e.getMessage()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProjectException("Interrupted while Maven built %s.".formatted(root), e);
        }
    }

    private void createFolder() {
        var folder = root.resolve(".weft");
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new ProjectException(
                    "Could not make the folder %s: %s. Weft keeps the catalog and compiled classes there: make %s writable, or work on a copy."
                            .formatted(folder, e, root),
                    e);
        }
    }

    /** Returns the project's wrapper where it has one, else the {@code mvn} of the PATH. */
    private static String maven(Path folder) {
        var wrapper = folder.resolve("mvnw");
        return Files.isExecutable(wrapper) ? wrapper.toString() : "mvn";
    }

    private static String failure(Path folder, String goal, String output) {
        var errors = output.lines()
                .filter(line -> line.startsWith("[ERROR]") && line.length() > "[ERROR] ".length())
                .takeWhile(line -> !line.contains("-> [Help") || line.contains("Could not"))
                .filter(line -> !line.contains("re-run Maven") && !line.contains("To see the full stack trace"))
                .map(line -> line.substring("[ERROR] ".length()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        var text = String.join("\n", limited(errors.isEmpty() ? output.lines().toList() : errors));
        if (text.contains("dev.weft") && text.contains("Could not")) {
            return "Maven does not find Weft for %s. Is the version in the pom %s? An unpacked distribution has it in its folder repository.\n%s"
                    .formatted(folder, WeftVersion.text(), text);
        }
        return text.contains("COMPILATION ERROR")
                ? "The project does not compile (mvn %s in %s):\n%s".formatted(goal, folder, text)
                : "Maven could not build the project (mvn %s in %s):\n%s".formatted(goal, folder, text);
    }

    private static List<String> limited(Iterable<String> lines) {
        Set<String> kept = new LinkedHashSet<>();
        lines.forEach(line -> {
            if (kept.size() < LINES_OF_ERROR) {
                kept.add(line);
            }
        });
        return List.copyOf(kept);
    }
}
