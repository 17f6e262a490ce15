package dev.weft.processor;

import dev.weft.api.Assets;
import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.graph.DefinitionJson;
import dev.weft.graph.Definitions;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** A run of the compiler with the processor over sources given as text. */
final class Compilation {

    private final Path output;
    private final List<Diagnostic<? extends JavaFileObject>> errors;

    private Compilation(Path output, List<Diagnostic<? extends JavaFileObject>> errors) {
        this.output = output;
        this.errors = errors;
    }

    static Compilation of(Path output, List<Path> classPath, String... sources) {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var diagnostics = new DiagnosticCollector<JavaFileObject>();
        var places = Stream.concat(
                Stream.of(placeOf(Assets.class), placeOf(org.slf4j.Logger.class), placeOf(Nullable.class)),
                classPath.stream());
        var options = List.of(
                "-Xmaxerrs",
                "1000",
                "-d",
                output.toString(),
                "-classpath",
                places.map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        try (var files = compiler.getStandardFileManager(diagnostics, Locale.ROOT, StandardCharsets.UTF_8)) {
            var task = compiler.getTask(
                    new StringWriter(),
                    files,
                    diagnostics,
                    options,
                    null,
                    Arrays.stream(sources).map(Source::new).toList());
            task.setProcessors(List.of(new WeftProcessor()));
            task.call();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return new Compilation(
                output,
                diagnostics.getDiagnostics().stream()
                        .filter(it -> it.getKind() == Diagnostic.Kind.ERROR)
                        .toList());
    }

    /** Returns each error as the source text that it stands on, an arrow, and its message. */
    List<String> errors() {
        return shown(errors);
    }

    /** Returns the errors in one of several sources. */
    List<String> errorsIn(String topLevelClass) {
        return shown(errors.stream()
                .filter(error -> error.getSource() != null
                        && error.getSource().getName().endsWith("/" + topLevelClass + ".java"))
                .toList());
    }

    private static List<String> shown(List<Diagnostic<? extends JavaFileObject>> errors) {
        var shown = new ArrayList<String>();
        for (var error : errors) {
            var source = (Source) error.getSource();
            var at = source == null
                    ? ""
                    : source.text.substring((int) error.getStartPosition(), (int) error.getEndPosition());
            shown.add(at + " -> " + error.getMessage(Locale.ROOT));
        }
        return shown;
    }

    Definitions definitions(String className) throws IOException {
        return DefinitionJson.read(Files.readString(output.resolve("META-INF/weft/assets/" + className + ".json")));
    }

    AssetDefinition asset(String className, String key) throws IOException {
        return definitions(className).assets().stream()
                .filter(asset -> asset.key().equals(AssetKey.parse(key)))
                .findFirst()
                .orElseThrow();
    }

    private static Path placeOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String text) {
            super(URI.create("string:///" + path(text)), Kind.SOURCE);
            this.text = text;
        }

        private static String path(String text) {
            var declared = java.util.regex.Pattern.compile(
                            "(?m)^public (?:final |abstract )?(?:class|interface|record|@interface) (\\w+)")
                    .matcher(text);
            var inPackage =
                    java.util.regex.Pattern.compile("(?m)^package ([\\w.]+);").matcher(text);
            var folder = inPackage.find() ? inPackage.group(1).replace('.', '/') + "/" : "";
            return folder + (declared.find() ? declared.group(1) : "Source") + ".java";
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
