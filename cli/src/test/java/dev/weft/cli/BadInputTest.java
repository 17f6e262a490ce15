package dev.weft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.cli.command.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people and machines do wrong: each is told what, where and what to do, and loses nothing. */
class BadInputTest {

    private static final String BAD = """
            import dev.weft.api.*;
            import java.util.*;

            @Assets
            class Bad {
                record Row(int id) {}
                @Asset int breaks() { throw new IllegalStateException("no luck", new java.io.IOException("reset")); }
                @Asset String nothing() { return null; }
                @Asset List<Row> null_row() { return Arrays.asList(new Row(1), null); }
                @Asset int deep() { return deep() + 1; }
                @Asset int fine() { return 1; }
                @AssetCheck CheckResult throws_(int fine) { throw new IllegalArgumentException("bad check"); }
                @Asset List<Row> rows() { return List.of(new Row(1)); }
                @Asset int count(List<Row> rows) { return rows.size(); }
                @Asset @StaticPartitions({"a/b", "../../x", "ü", "CON"}) int odd(PartitionKey key) { return 1; }
            }
            """;

    @TempDir
    private Path folder;

    private Shell shell;

    @BeforeEach
    void aProject() throws IOException {
        shell = new Shell(Files.writeString(folder.resolve("Bad.java"), BAD));
    }

    @Test
    void aUsersExceptionShowsTheUsersFramesOnly() {
        assertThat(weft("materialize", "breaks")).isEqualTo(ExitCode.FAILED);
        assertThat(shell.err())
                .contains("no luck")
                .contains("at Bad.breaks(Bad.java:7)")
                .contains("caused by java.io.IOException: reset")
                .doesNotContain("dev.weft.")
                .doesNotContain("java.lang.Thread");

        assertThat(weft("materialize", "deep")).isEqualTo(ExitCode.FAILED);
        assertThat(shell.err()).containsOnlyOnce("at Bad.deep");
    }

    @Test
    void aJarForANewerJavaIsListedAndSaysWhichJavaItNeeds() throws IOException {
        assertThat(weft("list")).isZero();
        var jar = folder.resolve("bad.jar");
        var classes = folder.resolve(".weft/classes/Bad");
        try (var walk = Files.walk(classes);
                var out = new java.util.jar.JarOutputStream(Files.newOutputStream(jar))) {
            for (var file : walk.filter(Files::isRegularFile).toList()) {
                var bytes = Files.readAllBytes(file);
                if (file.toString().endsWith(".class")) {
                    bytes[7] = 99; // that of Java 55
                }
                out.putNextEntry(
                        new java.util.jar.JarEntry(classes.relativize(file).toString()));
                out.write(bytes);
            }
        }
        var ofJar = new Shell(jar);

        assertThat(ofJar.weft("list")).as(ofJar.err()).isZero();
        assertThat(ofJar.weft("materialize", "fine")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(ofJar.err()).contains("was compiled for Java 55").contains("--release");
    }

    @Test
    void aNullSaysWhatToReturnInstead() {
        assertThat(weft("materialize", "nothing, null_row")).isEqualTo(ExitCode.FAILED);
        assertThat(shell.err())
                .contains("Bad.nothing returned null")
                .contains("Bad.null_row returned null")
                .doesNotContain(" at ");
    }

    @Test
    void aCheckThatThrowsHasFailedAndSaysWhy() {
        assertThat(weft("materialize", "fine")).isZero();

        assertThat(weft("check", "fine")).isEqualTo(ExitCode.FAILED);
        assertThat(shell.out()).contains("throws_").contains("bad check");
    }

    @Test
    void aValueThatIsCorruptIsLostAndMadeAgain() throws IOException {
        weft("materialize", "count", "--with-upstream");
        try (var files = Files.walk(folder.resolve("data/.versions/rows"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertThat(file.toFile().setWritable(true)).isTrue();
                Files.writeString(file, "garbage");
            }
        }

        assertThat(weft("materialize", "count", "--force")).isEqualTo(ExitCode.FAILED);
        assertThat(shell.err()).contains("rows is lost");
        assertThat(weft("materialize", "rows, count")).isZero();
    }

    @Test
    void partitionKeysThatAreNoFileNamesStayInsideTheDataFolder() throws IOException {
        assertThat(weft("materialize", "odd")).isZero();

        try (var files = Files.walk(folder)) {
            assertThat(files.filter(
                            file -> file.toString().endsWith(".json") && !file.startsWith(folder.resolve(".weft"))))
                    .hasSizeGreaterThanOrEqualTo(4)
                    .allMatch(file -> file.normalize().startsWith(folder.resolve("data")));
        }
        assertThat(folder.resolveSibling("x.json")).doesNotExist();
    }

    @Test
    void aPartitionThatIsNoneNamesTheAssetAndItsKeys() {
        assertThat(weft("plan", "odd", "--partition", "zz")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(shell.err()).contains("zz is not a partition of odd");

        assertThat(weft("plan", "rows", "--partition", "zz")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(shell.err()).contains("Leave --partition out");
    }

    @Test
    void aCatalogThatIsCorruptIsNeitherOverwrittenNorShownAsEmpty() throws IOException {
        weft("materialize", "fine");
        var file = folder.resolve(".weft/catalog/catalog.mv.db");
        var garbage = "garbage ".repeat(5000);
        Files.writeString(file, garbage);

        assertThat(weft("plan")).isEqualTo(ExitCode.CATALOG);

        assertThat(shell.err()).contains("cannot be read").contains("backup");
        assertThat(file).hasContent(garbage);
        assertThat(weft("doctor")).isEqualTo(ExitCode.FAILED);
        assertThat(shell.out()).contains("✗ catalog");
        assertThat(weft("list")).isZero();
    }

    @Test
    void aWrongCommandLineSuggestsTheRightOne() {
        assertThat(weft("materialise")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(weft("materialize", "--froce")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(shell.err()).contains("--froce").contains("weft materialize --help");
        assertThat(weft("runs", "--limit", "ten")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(weft("runs", "--limit", "0")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(weft("show")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(new Shell(folder.resolve("nowhere")).weft("list")).isEqualTo(ExitCode.WRONG_INPUT);
    }

    @Test
    void anUnreachableDatabaseAndAWrongSettingAreTold() throws IOException {
        Files.writeString(
                folder.resolve("application.yml"), "weft:\n  catalog:\n    url: jdbc:postgresql://localhost:1/x\n");
        assertThat(weft("plan")).isEqualTo(ExitCode.CATALOG);
        assertThat(shell.err()).contains("localhost:1").contains("weft.catalog.url");

        Files.writeString(folder.resolve("application.yml"), "weft:\n  catalog: [\n");
        assertThat(weft("plan")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(shell.err()).contains("application.yml, line").containsOnlyOnce("is no YAML");
    }

    private int weft(String... arguments) {
        return shell.weft(arguments);
    }
}
