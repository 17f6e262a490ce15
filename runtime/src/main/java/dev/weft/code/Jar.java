package dev.weft.code;

import dev.weft.discovery.ProjectException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A jar of the class path: which artifacts it says it holds, and what is in it. */
final class Jar implements AutoCloseable {

    private static final String MAVEN = "META-INF/maven/";
    private static final String ASSETS = "META-INF/weft/assets/";

    private final Path path;
    private final ZipFile zip;
    private final List<Artifact> artifacts = new ArrayList<>();
    private final List<String> classes = new ArrayList<>();
    private final Set<String> assetPackages = new TreeSet<>();
    private final Map<String, Artifact> byPackage = new HashMap<>();

    private Jar(Path path, ZipFile zip) {
        this.path = path;
        this.zip = zip;
    }

    /** What a library's code counts by: which it is, and its version. */
    record Artifact(String group, String name, String version) {

        String label() {
            return group.isEmpty() ? name : group + ":" + name;
        }
    }

    static Jar open(Path path) {
        try {
            var jar = new Jar(path, new ZipFile(path.toFile()));
            jar.look();
            return jar;
        } catch (IOException e) {
            throw new ProjectException("Could not read %s: %s. Is it a jar?".formatted(path, e.getMessage()), e);
        }
    }

    private void look() throws IOException {
        for (var entries = zip.entries(); entries.hasMoreElements(); ) {
            var name = entries.nextElement().getName();
            if (name.endsWith(".class") && !name.startsWith("META-INF/")) {
                classes.add(name.substring(0, name.length() - ".class".length()));
            } else if (name.startsWith(MAVEN) && name.endsWith("/pom.properties")) {
                artifacts.add(artifact(name));
            } else if (name.startsWith(ASSETS) && name.indexOf('.') > 0) {
                var asset = name.substring(ASSETS.length());
                int end = asset.lastIndexOf('.', asset.length() - ".json".length() - 1);
                assetPackages.add(end < 0 ? "" : asset.substring(0, end).replace('.', '/'));
            }
        }
        artifacts.sort(java.util.Comparator.comparing(Artifact::label));
    }

    private Artifact artifact(String entry) throws IOException {
        var properties = new Properties();
        try (var in = zip.getInputStream(zip.getEntry(entry))) {
            properties.load(new java.io.InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return new Artifact(
                properties.getProperty("groupId", ""),
                properties.getProperty("artifactId", ""),
                properties.getProperty("version", ""));
    }

    List<Artifact> artifacts() {
        return artifacts;
    }

    /** Returns the internal names of all classes. */
    List<String> classes() {
        return classes;
    }

    /** Returns the packages of the {@code @Assets} classes. */
    Set<String> assetPackages() {
        return assetPackages;
    }

    boolean has(String className) {
        return zip.getEntry(className + ".class") != null;
    }

    byte[] read(String className) {
        try (var in = zip.getInputStream(zip.getEntry(className + ".class"))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new ProjectException("Could not read %s in %s: %s.".formatted(className, path, e.getMessage()), e);
        }
    }

    /** Returns the artifact that a class of this jar belongs to. */
    Artifact artifactOf(String className) {
        int end = className.lastIndexOf('/');
        var name = end < 0 ? "" : className.substring(0, end);
        return byPackage.computeIfAbsent(name, this::artifactOfPackage);
    }

    private Artifact artifactOfPackage(String name) {
        if (artifacts.size() == 1) {
            return frozen(artifacts.get(0), entry -> true);
        }
        if (artifacts.isEmpty()) {
            return byFileName();
        }
        // A fat jar does not say which class came from where: the artifacts whose group begins like the package, the
        // longest such group.
        var group = artifacts.stream()
                .map(Artifact::group)
                .filter(each -> (name.replace('/', '.') + ".").startsWith(each + "."))
                .max(java.util.Comparator.comparingInt(String::length));
        Predicate<ZipEntry> inPackage = entry ->
                entry.getName().startsWith(name + "/") && entry.getName().indexOf('/', name.length() + 1) < 0;
        if (group.isEmpty()) {
            return new Artifact("", "package " + name.replace('/', '.'), content(inPackage));
        }
        var versions = new TreeMap<String, String>();
        artifacts.stream()
                .filter(each -> each.group().equals(group.get()))
                .forEach(each ->
                        versions.put(each.name(), frozen(each, inPackage).version()));
        return versions.size() == 1
                ? new Artifact(
                        group.get(), versions.firstKey(), versions.firstEntry().getValue())
                : new Artifact("", group.get(), versions.toString());
    }

    /** A snapshot is another one each day: it counts by its content. */
    private Artifact frozen(Artifact artifact, Predicate<ZipEntry> part) {
        return artifact.version().endsWith("-SNAPSHOT")
                ? new Artifact(artifact.group(), artifact.name(), artifact.version() + " " + content(part))
                : artifact;
    }

    private Artifact byFileName() {
        var file = String.valueOf(path.getFileName()).replaceFirst("\\.jar$", "");
        var matcher = java.util.regex.Pattern.compile("(.+?)-(\\d.*)").matcher(file);
        if (matcher.matches() && !matcher.group(2).endsWith("-SNAPSHOT")) {
            return new Artifact("", matcher.group(1), matcher.group(2));
        }
        return new Artifact("", matcher.matches() ? matcher.group(1) : file, content(entry -> true));
    }

    /** Returns a hash of names and check sums, which another time of building leaves alone. */
    private String content(Predicate<ZipEntry> part) {
        var lines = new TreeSet<String>();
        zip.stream()
                .filter(entry -> !entry.isDirectory() && part.test(entry))
                .filter(entry -> !entry.getName().equals("META-INF/MANIFEST.MF"))
                .forEach(entry -> lines.add("%s %08x %d".formatted(entry.getName(), entry.getCrc(), entry.getSize())));
        return Digest.of(String.join("\n", lines));
    }

    Optional<Artifact> onlyArtifact() {
        return artifacts.size() == 1 ? Optional.of(artifacts.get(0)) : Optional.empty();
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            org.slf4j.LoggerFactory.getLogger(Jar.class).debug("Could not close {}: {}", path, e.getMessage());
        }
    }
}
