package dev.weft.code;

import dev.weft.discovery.ProjectException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * A project's class path, divided: the project's own classes, of which the byte code counts; libraries, which count by artifact and version; and
 * the JDK and Weft, which never count.
 *
 * <p>The project's are all classes in folders, those in jars of the project's group, and those in packages that are listed or, in a jar with
 * several artifacts, that begin like the project's group or like the package of one of its {@code @Assets} classes.
 */
final class CodePath implements AutoCloseable {

    private static final String INDEX_PACKAGE = "dev/weft/index/";

    private final List<Jar> jars = new ArrayList<>();
    private final Map<String, Supplier<byte[]>> own = new LinkedHashMap<>();
    private final Map<String, Supplier<byte[]>> markers = new LinkedHashMap<>();
    private final Map<String, Optional<Jar.Artifact>> libraries = new HashMap<>();

    private CodePath() {}

    /**
     * Divides a class path.
     *
     * @param groups the project's Maven groups; may be empty
     * @param packages packages that are the project's wherever they are
     */
    static CodePath of(List<Path> classPath, Set<String> groups, List<String> packages) {
        var path = new CodePath();
        var known = new HashSet<>(groups);
        var prefixes = packages.stream().map(name -> name.replace('.', '/')).toList();
        boolean first = true;
        for (var place : classPath) {
            if (Files.isDirectory(place)) {
                path.addFolder(place);
            } else if (Files.isRegularFile(place)) {
                var jar = Jar.open(place);
                if (first) {
                    jar.onlyArtifact().ifPresent(artifact -> known.add(artifact.group()));
                }
                path.addJar(jar, known, prefixes, first);
            }
            first = false;
        }
        return path;
    }

    private void addFolder(Path folder) {
        try (var files = Files.walk(folder)) {
            files.filter(file -> file.toString().endsWith(".class")).sorted().forEach(file -> {
                var name = folder.relativize(file).toString().replace('\\', '/');
                add(name.substring(0, name.length() - ".class".length()), () -> read(file));
            });
        } catch (IOException e) {
            throw new ProjectException("Could not list %s: %s.".formatted(folder, e.getMessage()), e);
        }
    }

    private void addJar(Jar jar, Set<String> groups, List<String> packages, boolean isProject) {
        jars.add(jar);
        var only = jar.onlyArtifact();
        boolean whole = packages.isEmpty()
                && (only.isPresent()
                        ? isProject || groups.contains(only.get().group())
                        : isProject && jar.artifacts().isEmpty());
        var prefixes = new ArrayList<>(packages);
        if (packages.isEmpty() && jar.artifacts().size() > 1) {
            groups.forEach(group -> prefixes.add(group.replace('.', '/')));
            prefixes.addAll(jar.assetPackages());
        }
        for (var name : jar.classes()) {
            if (whole || name.startsWith(INDEX_PACKAGE) || prefixes.stream().anyMatch(prefix -> isIn(name, prefix))) {
                add(name, () -> jar.read(name));
            }
        }
    }

    private static boolean isIn(String className, String prefix) {
        return prefix.isEmpty() ? className.indexOf('/') < 0 : className.startsWith(prefix + "/");
    }

    private void add(String name, Supplier<byte[]> bytes) {
        if (name.startsWith(INDEX_PACKAGE)) {
            markers.putIfAbsent(name, bytes);
        } else if (!name.endsWith("module-info") && !name.endsWith("package-info") && !name.startsWith("META-INF/")) {
            own.putIfAbsent(name, bytes);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new ProjectException(
                    "Could not read %s: %s. Compile the project again.".formatted(file, e.getMessage()), e);
        }
    }

    boolean isProject(String className) {
        return own.containsKey(className);
    }

    /** Returns the class files of each top-level class of the project, by its name. */
    Map<String, List<Supplier<byte[]>>> nests() {
        var nests = new TreeMap<String, List<Supplier<byte[]>>>();
        new TreeMap<>(own)
                .forEach((name, bytes) -> nests.computeIfAbsent(outermost(name), key -> new ArrayList<>())
                        .add(bytes));
        return nests;
    }

    private static String outermost(String name) {
        int dollar = name.indexOf('$', name.lastIndexOf('/') + 2);
        return dollar < 0 ? name : name.substring(0, dollar);
    }

    /** Returns the class files that Weft's annotation processor wrote beside the index. */
    List<Supplier<byte[]>> markers() {
        return List.copyOf(markers.values());
    }

    /** Returns the artifact that a class belongs to; empty for the JDK's, Weft's and SLF4J's, which Weft supplies. */
    Optional<Jar.Artifact> library(String className) {
        if (className.startsWith("java/") || className.startsWith("dev/weft/") || className.startsWith("org/slf4j/")) {
            return Optional.empty();
        }
        return libraries.computeIfAbsent(
                className,
                name -> jars.stream().filter(jar -> jar.has(name)).findFirst().map(jar -> jar.artifactOf(name)));
    }

    @Override
    public void close() {
        jars.forEach(Jar::close);
    }
}
