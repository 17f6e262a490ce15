package dev.weft.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Edits of a project, each compiled, and the assets that must become stale by it: no fewer, and no more than are listed. */
class EditsTest {

    @TempDir
    @SuppressWarnings("NonFinalStaticField") // JUnit sets it
    private static Path shared;

    @SuppressWarnings("NonFinalStaticField") // made once for all edits
    private static Path library;

    @SuppressWarnings("NonFinalStaticField") // made once for all edits
    private static Build.Versions before;

    @TempDir
    private Path folder;

    @BeforeAll
    static void compileTheSample() throws IOException {
        library = text("1.0", "new StringBuilder(text).reverse().toString()");
        before = new Build(shared.resolve("before"), List.of(library))
                .compile(Sample.sources())
                .versions();
    }

    private static Path text(String version, String body) throws IOException {
        var build = new Build(shared.resolve("text" + version), List.of())
                .compile(Map.of("org/acme/text/Text.java", """
                        package org.acme.text;
                        public class Text { public static String reverse(String text) { return %s; } }
                        """.formatted(body)));
        return Build.jar(shared.resolve("text-%s.jar".formatted(version)), build.classes(), "org.acme:text:" + version);
    }

    static List<Edit> edits() {
        return Edits.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("edits")
    void anEditMakesExactlyItsAssetsStale(Edit edit) throws IOException {
        var after = new Build(folder, List.of(library))
                .compile(edit.apply(Sample.sources()))
                .versions();

        assertThat(changed(before.assets(), after.assets()))
                .as("assets stale after: %s", edit)
                .containsExactlyInAnyOrderElementsOf(edit.stale());
        assertThat(changed(before.checks(), after.checks()))
                .as("checks due after: %s", edit)
                .containsExactlyInAnyOrderElementsOf(edit.checksDue());
    }

    @Test
    void theTableIsLongEnoughAndItsNamesDiffer() {
        assertThat(Edits.all()).hasSizeGreaterThanOrEqualTo(40);
        assertThat(Edits.all().stream().map(Edit::name)).doesNotHaveDuplicates();
    }

    @Test
    void aLibraryCountsByItsVersionWhereItIsNamed() throws IOException {
        var sameVersion = text("1.0", "text");
        var newer = text("1.1", "new StringBuilder(text).reverse().toString()");
        var sample = new Build(folder, List.of(newer)).compile(Sample.sources());

        assertThat(changed(before.assets(), sample.versions().assets())).containsExactly("reversed");

        var same = new Build(folder, List.of(sameVersion)).versions();
        assertThat(changed(before.assets(), same.assets())).isEmpty();
    }

    @Test
    void aSnapshotCountsByItsContent() throws IOException {
        var one = new Build(folder, List.of(text("2-SNAPSHOT", "text")))
                .compile(Sample.sources())
                .versions();
        var other = new Build(folder, List.of(text("2-SNAPSHOT", "text + 1"))).versions();
        var again = new Build(folder, List.of(text("2-SNAPSHOT", "text + 1"))).versions();

        assertThat(changed(one.assets(), other.assets())).containsExactly("reversed");
        assertThat(changed(other.assets(), again.assets())).isEmpty();
    }

    private static List<String> changed(Map<String, String> before, Map<String, String> after) {
        var changed = new ArrayList<String>();
        for (var key : new TreeSet<>(before.keySet())) {
            if (after.containsKey(key) && !Objects.equals(before.get(key), after.get(key))) {
                changed.add(key);
            }
        }
        return changed;
    }
}
