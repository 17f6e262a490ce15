package dev.weft.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.settings.ProjectSettings;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project that declares Micronaut beans: compiled with Micronaut's own processor, run with Micronaut's own context. */
class MicronautBeansTest {

    private static final String BEANS = """
            package shop;
            import dev.weft.api.*;
            import io.micronaut.context.annotation.*;
            import jakarta.annotation.PreDestroy;
            import jakarta.inject.*;
            import java.util.*;

            public class Beans {
                public static final List<String> LOG = new ArrayList<>();

                public interface Store { String name(); }

                @Singleton public static class MainStore implements Store {
                    private final String name;
                    public MainStore(@Value("${warehouse.user-name}") String name) { this.name = name; LOG.add("made"); }
                    @Override public String name() { return name; }
                    @PreDestroy public void gone() { LOG.add("closed"); }
                }

                @Factory public static class Things {
                    @Singleton @jakarta.inject.Named("left") Integer left() { return 1; }
                    @Singleton @jakarta.inject.Named("right") Integer right() { return 2; }
                }

                public static class Reader {
                    public final Store store; public final int right;
                    Reader(Store store, @dev.weft.api.Named("right") Integer right) { this.store = store; this.right = right; }
                    @Override public String toString() { return store.name() + right; }
                }

                public static class Alone { Alone() {} }
            }
            """;

    @TempDir
    @SuppressWarnings("NonFinalStaticField") // JUnit sets it
    private static Path classes;

    @TempDir
    private Path root;

    @BeforeAll
    static void compile() throws IOException {
        var source = Files.writeString(
                Files.createDirectories(classes.resolve("src/shop")).resolve("Beans.java"), BEANS);
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var messages = new StringWriter();
            var options = List.of(
                    "-d",
                    classes.toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    "-processor",
                    "io.micronaut.annotation.processing.TypeElementVisitorProcessor,"
                            + "io.micronaut.annotation.processing.BeanDefinitionInjectProcessor");
            boolean good = compiler.getTask(messages, files, null, options, null, files.getJavaFileObjects(source))
                    .call();
            assertThat(good).as(messages.toString()).isTrue();
        }
    }

    @Test
    void beansAreResourcesByTypeAndByNameWithTheSettingsOfTheProject() throws Exception {
        Files.writeString(root.resolve("application.yml"), "warehouse:\n  userName: ann\n");
        var classPath = classPath(place -> true);
        var loader = new UserClassLoader(classPath);
        var log = (List<?>) loader.loadClass("shop.Beans").getField("LOG").get(null);

        try (var resources = Resources.of(loader, classPath, List.of(), settings(classPath))) {
            assertThat(log).as("no context before a question").isEmpty();
            assertThat(resources.instance(loader.loadClass("shop.Beans$Reader")))
                    .hasToString("ann2");
            assertThat(resources.instance(loader.loadClass("shop.Beans$MainStore")))
                    .isSameAs(resources.instance(loader.loadClass("shop.Beans$Store")));
            assertThat(resources.instance(loader.loadClass("shop.Beans$Alone"))).isNotNull();
        }

        assertThat(log.stream().map(String::valueOf)).containsExactly("made", "closed");
    }

    @Test
    void aProjectWithoutTheContextIsToldWhatToAdd() throws Exception {
        var classPath = classPath(place -> !place.contains("/micronaut-inject/"));
        var loader = new UserClassLoader(classPath);

        try (var resources = Resources.of(loader, classPath, List.of(), settings(classPath))) {
            assertThatThrownBy(() -> resources.instance(loader.loadClass("shop.Beans$Store")))
                    .hasMessageContaining("declares Micronaut beans")
                    .hasMessageContaining("Add io.micronaut:micronaut-inject to its dependencies.");
        }
    }

    private static List<Path> classPath(Predicate<String> kept) {
        var places = new ArrayList<Path>();
        places.add(classes);
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(place -> place.contains("micronaut")
                        || place.contains("jakarta")
                        || place.contains("reactor")
                        || place.contains("reactive"))
                .filter(kept)
                .map(Path::of)
                .forEach(places::add);
        return places;
    }

    private ProjectSettings settings(List<Path> classPath) {
        return ProjectSettings.of(root, classPath, List.of(), Map.of());
    }
}
