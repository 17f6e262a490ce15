package dev.weft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A command that is asked fifty times a day loads what it needs and nothing more. With real processes, on the projects of the training. */
@Timeout(120)
@SuppressWarnings("InterruptedExceptionSwallowed") // a test that is interrupted has failed
class WhatCommandsLoadTest {

    private static final List<String> NEVER_TO_LIST = List.of(
            "org.h2.",
            "org.flywaydb.",
            "org.postgresql.",
            "org.duckdb.",
            "com.zaxxer.",
            "io.micronaut.",
            "org.snakeyaml.",
            "ch.qos.logback.",
            "org.objectweb.asm.",
            "com.fasterxml.jackson.databind.",
            "javax.xml.",
            "dev.weft.catalog.Jdbc",
            "dev.weft.execute.RunCoordinator",
            "Training");

    private static final List<String> NEVER_TO_PLAN = List.of(
            "org.flywaydb.",
            "org.postgresql.",
            "org.duckdb.",
            "com.zaxxer.",
            "io.micronaut.",
            "org.snakeyaml.",
            "ch.qos.logback.",
            "org.objectweb.asm.",
            "javax.xml.",
            "Training");

    /** Made at each start, whatever an archive holds: what reads annotations. */
    private static final String PROXY = ".$Proxy";

    @TempDir
    @SuppressWarnings("NonFinalStaticField") // set by JUnit
    private static Path folder;

    @BeforeAll
    static void train() {
        var shell = new Shell(folder);
        assertThat(shell.weft("internal-train", folder.toString()))
                .as(shell::err)
                .isZero();
    }

    @Test
    void listOpensNoCatalogAndReadsNoAnnotation() throws Exception {
        for (var project : List.of("maven", "Training.java")) {
            assertThat(tooMuch(project, "list", NEVER_TO_LIST)).isEmpty();
        }
    }

    @Test
    void planOpensTheCatalogAndNothingMore() throws Exception {
        for (var project : List.of("maven", "Training.java")) {
            assertThat(tooMuch(project, "plan", NEVER_TO_PLAN)).isEmpty();
        }
    }

    @Test
    void aTrainingWalksItsPathsToTheEnd() {
        for (var kind : List.of(TrainCommand.Kind.list, TrainCommand.Kind.plan)) {
            assertThat(new Shell(folder).weft("internal-train", folder.toString(), kind.name()))
                    .as(kind.name())
                    .isZero();
        }
    }

    private static List<String> tooMuch(String project, String command, List<String> never)
            throws IOException, InterruptedException {
        return loadedBy(project, command).stream()
                .filter(name -> name.contains(PROXY) || never.stream().anyMatch(name::startsWith))
                .toList();
    }

    private static List<String> loadedBy(String project, String command) throws IOException, InterruptedException {
        var log = folder.resolve("loaded");
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xlog:class+load:file=" + log + ":none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.weft.cli.Main",
                        command,
                        "-p",
                        folder.resolve(project).toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(() -> contentOf(folder.resolve("output")))
                .isZero();
        assertThat(contentOf(folder.resolve("output"))).contains("letters");
        return Files.readAllLines(log).stream()
                .map(line -> line.split(" ", 2)[0])
                .toList();
    }

    private static String contentOf(Path file) {
        return org.assertj.core.util.Files.contentOf(file.toFile(), java.nio.charset.StandardCharsets.UTF_8);
    }
}
