package dev.weft.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.discovery.Index;
import dev.weft.graph.AssetGraph;
import dev.weft.processor.WeftProcessor;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** Compiles sources as a user's build does, and asks for the versions of what they declare. */
final class Build {

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();
    /** Opening the JDK's classes takes longer than compiling the sample. */
    private static final StandardJavaFileManager FILES =
            COMPILER.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);

    private final Path root;
    private final List<Path> libraries;

    Build(Path root, List<Path> libraries) {
        this.root = root;
        this.libraries = libraries;
    }

    /** The versions of assets by key, and of checks by {@code asset:check}. */
    record Versions(Map<String, String> assets, Map<String, String> checks) {}

    Path classes() {
        return root.resolve("classes");
    }

    Build compile(Map<String, String> sources, String... options) throws IOException {
        Files.createDirectories(classes());
        var messages = new StringWriter();
        FILES.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes()));
        FILES.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath());
        var units = sources.entrySet().stream()
                .map(source -> (JavaFileObject) new Source(source.getKey(), source.getValue()))
                .toList();
        var task = COMPILER.getTask(messages, FILES, null, List.of(options), null, units);
        task.setProcessors(List.of(new WeftProcessor()));
        assertThat(task.call()).as("compiles: %s", messages).isTrue();
        return this;
    }

    List<Path> classPath() {
        var places = new ArrayList<Path>();
        places.add(placeOf(dev.weft.api.Assets.class));
        places.addAll(libraries);
        return places;
    }

    static Path placeOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    ProjectCode code() {
        return code(classes());
    }

    ProjectCode code(CodeMemory memory) {
        return code(classes(), List.of(), memory);
    }

    ProjectCode code(Path first) {
        return code(first, List.of());
    }

    ProjectCode code(Path first, List<String> packages) {
        return code(first, packages, CodeMemory.NONE);
    }

    private ProjectCode code(Path first, List<String> packages, CodeMemory memory) {
        var places = new ArrayList<>(List.of(first));
        places.addAll(libraries);
        return ProjectCode.of(
                new ProjectCode.Source(
                        root,
                        places,
                        packages,
                        graph(first),
                        Index.read(places, "shop").providers()),
                memory);
    }

    AssetGraph graph() {
        return graph(classes());
    }

    private AssetGraph graph(Path first) {
        var definitions = Index.read(List.of(first), "shop").definitions();
        return AssetGraph.of(definitions.assets(), definitions.checks());
    }

    Versions versions() {
        return versions(code());
    }

    Versions versions(ProjectCode code) {
        return new Versions(
                graph().assets().stream()
                        .collect(Collectors.toMap(
                                asset -> asset.key().text(),
                                asset -> code.versionOf(asset).text())),
                graph().checks().stream()
                        .collect(Collectors.toMap(
                                check -> check.label(),
                                check -> code.versionOfCheck(check).text())));
    }

    /** Writes a jar of class files, with what Maven writes about its artifact; {@code coordinates} is group:name:version or empty. */
    static Path jar(Path file, Path classes, String... coordinates) throws IOException {
        Files.createDirectories(file.getParent());
        try (OutputStream out = Files.newOutputStream(file);
                var zip = new ZipOutputStream(out);
                var walk = Files.walk(classes)) {
            for (var each : walk.filter(Files::isRegularFile).sorted().toList()) {
                zip.putNextEntry(new ZipEntry(classes.relativize(each).toString()));
                zip.write(Files.readAllBytes(each));
            }
            for (var artifact : coordinates) {
                var parts = artifact.split(":", -1);
                zip.putNextEntry(new ZipEntry("META-INF/maven/%s/%s/pom.properties".formatted(parts[0], parts[1])));
                zip.write("groupId=%s\nartifactId=%s\nversion=%s\n"
                        .formatted((Object[]) parts)
                        .getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String path, String text) {
            super(URI.create("string:///" + path), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
