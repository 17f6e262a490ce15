package dev.weft.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.asset.AssetKey;
import dev.weft.discovery.ProjectException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectTest {

    private static final String SHOP = """
            import dev.weft.api.*;
            import java.util.*;

            @Assets(group = "shop")
            public class Shop {
                record Order(int id) {}

                public record Box(Desk desk) implements AutoCloseable {
                    @Override public void close() { desk.notes().add("box"); }
                }

                public record Desk(List<String> notes) implements AutoCloseable {
                    @Override public void close() { notes.add("desk"); }
                }

                static class Things {
                    @Provides static Desk desk() { return new Desk(new ArrayList<>()); }
                    @Provides static Box box(Desk desk) { return new Box(desk); }
                }

                private final Box box;

                Shop(Box box) { this.box = box; }

                @Asset List<Order> orders() { return List.of(new Order(1)); }

                @Asset List<String> notes(List<Order> orders) { return box.desk().notes(); }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void commandsThatStartAtOnceCompileAProjectOnce() throws InterruptedException, ExecutionException, IOException {
        Files.writeString(folder.resolve("Shop.java"), SHOP);
        var heard = new ConcurrentLinkedQueue<String>();
        var start = new CyclicBarrier(3);
        Callable<Integer> command = () -> {
            start.await();
            return Project.open(folder, "", heard::add).graph().size();
        };
        var threads = Executors.newFixedThreadPool(3);
        try {
            for (var size : threads.invokeAll(List.of(command, command, command))) {
                assertThat(size.get()).isPositive();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(heard).filteredOn(line -> line.startsWith("Compiling")).hasSize(1);
    }

    @Test
    void compiles_a_single_file_once_and_reads_what_it_declares() throws IOException {
        var file = Files.writeString(folder.resolve("Shop.java"), SHOP);
        var progress = new ArrayList<String>();

        var project = Project.open(file, "", progress::add);
        Project.open(file, "", progress::add);

        assertThat(progress).containsExactly("Compiling 1 source file …");
        assertThat(project.name()).isEqualTo("Shop");
        assertThat(project.graph().upstreamOf(AssetKey.parse("notes"))).containsExactly(AssetKey.parse("orders"));
        assertThat(project.graph().get(AssetKey.parse("orders")).codeLocation()).isEqualTo("Shop");
    }

    @Test
    void makes_resources_once_and_closes_the_last_made_first() throws Throwable {
        var project = Project.open(Files.writeString(folder.resolve("Shop.java"), SHOP), "", line -> {});
        var producer = project.graph().get(AssetKey.parse("notes")).producer();
        List<?> notes;

        try (var code = project.code()) {
            notes = (List<?>) code.invoke(producer, new Object[] {List.of()});
            assertThat(code.invoke(producer, new Object[] {List.of()})).isSameAs(notes);
            assertThat(notes).isEmpty();
        }

        assertThat(notes).asString().isEqualTo("[box, desk]");
    }

    @Test
    void hides_the_libraries_of_weft_from_user_code() throws IOException {
        var project = Project.open(Files.writeString(folder.resolve("Shop.java"), SHOP), "", line -> {});

        try (var code = project.code()) {
            var loader = code.classLoader();
            assertThatThrownBy(() -> loader.loadClass("com.fasterxml.jackson.databind.ObjectMapper"))
                    .isInstanceOf(ClassNotFoundException.class);
            assertThatThrownBy(() -> loader.loadClass("dev.weft.graph.AssetGraph"))
                    .isInstanceOf(ClassNotFoundException.class);
            assertThat(loader)
                    .satisfies(
                            it -> assertThat(it.loadClass("dev.weft.api.Asset")).isSameAs(dev.weft.api.Asset.class));
        }
    }

    @Test
    void forgets_a_class_whose_source_is_gone() throws IOException {
        Files.writeString(folder.resolve("Shop.java"), SHOP);
        var more = Files.writeString(
                folder.resolve("More.java"),
                "import dev.weft.api.*; @Assets public class More { @Asset int count(Upstream<?> orders) { return 1; } }");
        assertThat(Project.open(folder, "", line -> {}).graph().contains(AssetKey.parse("count")))
                .isTrue();

        Files.delete(more);

        assertThat(Project.open(folder, "", line -> {}).graph().contains(AssetKey.parse("count")))
                .isFalse();
    }

    @Test
    void ignores_an_index_entry_without_its_class() throws IOException {
        var file = Files.writeString(folder.resolve("Shop.java"), SHOP);
        Project.open(file, "", line -> {});
        Files.delete(folder.resolve(".weft/classes/Shop/Shop.class"));

        assertThatThrownBy(() -> Project.open(file, "", line -> {}))
                .isInstanceOf(ProjectException.class)
                .hasMessageContaining("declares no asset");
    }

    @Test
    void says_where_a_project_does_not_compile() throws IOException {
        var file = Files.writeString(
                folder.resolve("Shop.java"), SHOP.replace("List<Order> orders)", "List<Order> oders)"));

        assertThatThrownBy(() -> Project.open(file, "", line -> {}))
                .isInstanceOf(ProjectException.class)
                .hasMessageContaining("Shop.java:27:")
                .hasMessageContaining("Did you mean orders?");
    }

    @Test
    void says_that_the_processor_is_missing() throws IOException {
        var source = Files.writeString(folder.resolve("Shop.java"), SHOP);
        var project = Project.open(source, "", line -> {});
        Path classes = project.classPath().get(0);
        try (var entries = Files.list(classes.resolve("META-INF/weft/assets"))) {
            for (var entry : entries.toList()) {
                Files.delete(entry);
            }
        }

        assertThatThrownBy(() -> Project.open(source, "", line -> {}))
                .isInstanceOf(ProjectException.class)
                .hasMessageContaining("does not run Weft's annotation processor")
                .hasMessageContaining("<artifactId>weft-processor</artifactId>");
    }

    @Test
    void says_what_is_no_project() throws IOException {
        var text = Files.writeString(folder.resolve("notes.txt"), "");

        assertThatThrownBy(() -> Project.open(text, "", line -> {}))
                .hasMessageContaining("is no project: expected a folder");
        assertThatThrownBy(() -> Project.open(folder, "", line -> {}))
                .hasMessageContaining("neither a pom.xml nor a .java");
        assertThatThrownBy(() -> Project.open(folder.resolve("gone"), "", line -> {}))
                .hasMessageContaining("There is nothing at");
    }
}
