package dev.weft.project;

import dev.weft.api.Assets;
import dev.weft.discovery.ProjectException;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/** A folder of {@code .java} files, or one of them, that Weft compiles itself, in its own process. */
final class SourceFolder {

    private final Path root;
    private final List<Path> sources;

    SourceFolder(Path root, List<Path> sources) {
        this.root = root;
        this.sources = sources;
    }

    /** Returns the {@code .java} files below a folder, except in hidden folders and {@code target}. */
    static List<Path> javaFiles(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> hidden(folder.relativize(file)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new ProjectException("Could not list %s: %s".formatted(folder, e.getMessage()), e);
        }
    }

    private static boolean hidden(Path relative) {
        for (var part : relative) {
            if (part.toString().startsWith(".") || part.toString().equals("target")) {
                return false;
            }
        }
        return true;
    }

    /** Compiles if a source is newer, and returns the folder of classes. */
    Path compile(List<Path> extra, Consumer<String> progress) {
        var name = sources.size() == 1 ? sources.get(0).getFileName().toString().replace(".java", "") : "all";
        var classes = root.resolve(".weft/classes").resolve(name);
        var stamp = new Stamp(root.resolve(".weft/classes").resolve(name + ".stamp"));
        var now = Stamp.of(sources) + " "
                + weftClassPath().stream().map(SourceFolder::identity).collect(Collectors.joining(" "));
        if (!stamp.holds(now)) {
            new BuildLock(root).hold(progress, () -> {
                if (!stamp.holds(now)) {
                    progress.accept(
                            "Compiling %d source file%s …".formatted(sources.size(), sources.size() == 1 ? "" : "s"));
                    stamp.remove();
                    empty(classes);
                    run(classes, extra);
                    stamp.write(now);
                }
            });
        }
        return classes;
    }

    private void run(Path classes, List<Path> extra) {
        var compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new ProjectException(
                    "This Java has no compiler: it is a JRE. Run Weft with a JDK of 17 or newer (WEFT_JAVA_HOME).");
        }
        var diagnostics = new DiagnosticCollector<JavaFileObject>();
        try (var files = compiler.getStandardFileManager(diagnostics, Locale.ROOT, StandardCharsets.UTF_8)) {
            var classPath = new ArrayList<>(weftClassPath());
            classPath.addAll(extra);
            var options = List.of(
                    "-d",
                    classes.toString(),
                    "-classpath",
                    classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
                    "-parameters",
                    "-g",
                    "-Xlint:none");
            var task = compiler.getTask(
                    new StringWriter(), files, diagnostics, options, null, files.getJavaFileObjectsFromPaths(sources));
            task.setProcessors(ServiceLoader.load(Processor.class, SourceFolder.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList());
            if (!task.call()) {
                throw new ProjectException("The project does not compile:\n" + describe(diagnostics.getDiagnostics()));
            }
        } catch (IOException e) {
            throw new ProjectException("Could not compile %s: %s".formatted(root, e.getMessage()), e);
        }
    }

    private String describe(List<Diagnostic<? extends JavaFileObject>> diagnostics) {
        return diagnostics.stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .map(diagnostic -> diagnostic.getSource() == null
                        ? diagnostic.getMessage(Locale.ROOT)
                        : "%s:%d:%d  %s"
                                .formatted(
                                        root.relativize(
                                                Path.of(diagnostic.getSource().toUri())),
                                        diagnostic.getLineNumber(),
                                        diagnostic.getColumnNumber(),
                                        diagnostic.getMessage(Locale.ROOT)))
                .collect(Collectors.joining("\n"));
    }

    /** User code is compiled against what it will see: Weft's API and SLF4J's. */
    private static List<Path> weftClassPath() {
        return List.of(placeOf(Assets.class), placeOf(org.slf4j.Logger.class));
    }

    private static Path placeOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String identity(Path jar) {
        try {
            return Files.isDirectory(jar)
                    ? jar.toString()
                    : jar + ":" + Files.getLastModifiedTime(jar).toMillis();
        } catch (IOException e) {
            return jar.toString();
        }
    }

    private static void empty(Path folder) {
        try {
            if (Files.exists(folder)) {
                try (var files = Files.walk(folder)) {
                    for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new ProjectException(
                    "Could not write classes to %s: %s. Is the project's folder writable?"
                            .formatted(folder, e.getMessage()),
                    e);
        }
    }
}
