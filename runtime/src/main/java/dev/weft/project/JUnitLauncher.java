package dev.weft.project;

import dev.weft.discovery.ProjectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The launcher that belongs to the JUnit on a project's test class path; build tools bring their own, so projects seldom name it. */
final class JUnitLauncher {

    private static final Pattern ENGINE = Pattern.compile("junit-platform-engine-(.+)\\.jar");
    private static final String LAUNCHER = "junit-platform-launcher";

    private JUnitLauncher() {}

    /**
     * Returns the class path with the launcher.
     *
     * @param fetch brings an artifact {@code group:artifact:version} into the local repository
     */
    static List<Path> addedTo(List<Path> classPath, Path project, Path repository, Consumer<String> fetch) {
        if (classPath.stream().anyMatch(place -> name(place).startsWith(LAUNCHER))) {
            return classPath;
        }
        var engine = engine(classPath)
                .orElseThrow(() -> new ProjectException(
                        "%s has no JUnit on its test class path. Add org.junit.jupiter:junit-jupiter, 5.10 or newer, with scope test."
                                .formatted(project)));
        var matcher = ENGINE.matcher(name(engine));
        matcher.matches();
        var version = matcher.group(1);
        var file = "%s/%s/%s-%s.jar".formatted(LAUNCHER, version, LAUNCHER, version);
        var places = new ArrayList<Path>();
        var artifacts = engine.resolve("../../..").normalize();
        places.add(artifacts.resolve(file));
        places.add(repository.resolve("org/junit/platform").resolve(file));
        if (places.stream().noneMatch(Files::isRegularFile)) {
            fetch.accept("org.junit.platform:%s:%s".formatted(LAUNCHER, version));
        }
        var all = new ArrayList<>(classPath);
        all.add(places.stream()
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new ProjectException(
                        "The launcher of JUnit %s is not in %s. Add org.junit.platform:%s with scope test."
                                .formatted(version, repository, LAUNCHER))));
        return List.copyOf(all);
    }

    private static Optional<Path> engine(List<Path> classPath) {
        return classPath.stream()
                .filter(place -> ENGINE.matcher(name(place)).matches())
                .findFirst();
    }

    private static String name(Path place) {
        var name = place.getFileName();
        return name == null ? "" : name.toString();
    }
}
