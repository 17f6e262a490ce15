package dev.weft.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.asset.AssetKey;
import dev.weft.catalog.Catalog;
import dev.weft.project.Project;
import dev.weft.run.RunStatus;
import dev.weft.run.StepStatus;
import dev.weft.runtime.Instance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** However a process ends, its run says how, or the next process finds it cut off. With real processes. */
@Timeout(120)
@SuppressWarnings("InterruptedExceptionSwallowed") // a test that is interrupted has failed
class ProcessEndTest {

    private static final String PROJECT = """
            import dev.weft.api.*;
            import java.nio.file.Files;
            import java.nio.file.Path;
            import java.util.*;

            @Assets
            public class Ends {
                private static void started() throws Exception { Files.createFile(Path.of("%s")); }

                @Asset String waits() throws Exception { started(); Thread.sleep(600_000); return "never"; }

                @Asset String ignores() throws Exception {
                    started();
                    while (true) { try { Thread.sleep(600_000); } catch (InterruptedException e) { } }
                }

                @Asset String before() { return "done"; }

                @Asset String exits(String before) { System.exit(0); return "never"; }

                @Asset String halts(String before) {
                    if (!Files.exists(Path.of("%s"))) { Runtime.getRuntime().halt(7); }
                    return "second try";
                }

                @Asset String fills() {
                    var heap = new ArrayList<byte[]>();
                    while (true) { heap.add(new byte[1 << 20]); }
                }

                public record Row(int id, String text) {}

                @Asset(io = "warehouse") List<Row> rows() { return List.of(new Row(1, "one"), new Row(2, "two")); }

                @Asset String recurses() { return recurses(); }
            }
            """;

    @TempDir
    private Path folder;

    private Path started;
    private Path mayPass;

    @BeforeEach
    void write() throws IOException {
        started = folder.resolve("started");
        mayPass = folder.resolve("may-pass");
        Files.writeString(folder.resolve("Ends.java"), PROJECT.formatted(started, mayPass));
    }

    @Test
    void ctrlCCancelsTheRunAndEndsWith130() throws Exception {
        assumeTrue(signalsReachChildren(), "this process was started with SIGINT ignored");
        var process = start("waits");
        awaitStart(process);

        signal(process, "INT");

        assertThat(end(process)).isEqualTo(130);
        var run = lastRun();
        assertThat(run.status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(run.steps()).containsOnlyKeys(StepStatus.CANCELLED);
    }

    @Test
    void aStepThatIgnoresItsInterruptDoesNotKeepTheProcess() throws Exception {
        var process = start("ignores");
        awaitStart(process);

        signal(process, "TERM");

        assertThat(end(process)).isEqualTo(143);
        assertThat(lastRun().status()).isEqualTo(RunStatus.CANCELLED);
    }

    @Test
    void theSecondSignalHaltsAndTheNextProcessFindsTheRunAsItWasRecorded() throws Exception {
        var process = start("ignores");
        awaitStart(process);

        signal(process, "TERM");
        signal(process, "TERM");

        assertThat(end(process)).isEqualTo(143);
        assertThat(lastRun().status()).isIn(RunStatus.CANCELLED, RunStatus.FAILED);
    }

    @Test
    void aStepThatCallsSystemExitFailsItsRunAndIsNamed() throws Exception {
        var process = start("before or exits");

        assertThat(end(process)).isEqualTo(1);
        var run = lastRun();
        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.reason()).startsWith("exits called System.exit");
        assertThat(run.steps()).containsEntry(StepStatus.SUCCEEDED, 1).containsEntry(StepStatus.FAILED, 1);
    }

    @Test
    void aProcessThatHaltsLeavesARunThatIsDoneFromWhereItStopped() throws Exception {
        assertThat(end(start("before or halts"))).isEqualTo(7);
        var cutOff = lastRun();
        assertThat(cutOff.status()).isEqualTo(RunStatus.FAILED);
        assertThat(cutOff.reason()).startsWith("Its process ended");
        Files.createFile(mayPass);

        assertThat(end(start("*", "--from-failure", cutOff.run().text()))).isZero();

        var rest = lastRun();
        assertThat(rest.steps()).containsExactly(java.util.Map.entry(StepStatus.SUCCEEDED, 1));
        assertThat(rest.tags()).containsEntry("weft/from-failure", cutOff.run().text());
        try (var instance = instance()) {
            assertThat(instance.catalog().versions(AssetKey.parse("before"), 9)).hasSize(1);
        }
    }

    @Test
    void aStepThatFillsTheHeapFailsAndSaysSoOrItsRunIsFoundCutOff() throws Exception {
        assertThat(end(start("fills"))).isEqualTo(1);

        var run = lastRun();
        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        try (var instance = instance()) {
            assertThat(instance.catalog().steps(run.run()).get(0).reason())
                    .containsAnyOf("It filled the heap of", "Its process ended");
        }
    }

    @Test
    void aStepThatCallsItselfWithoutEndFails() throws Exception {
        assertThat(end(start("recurses"))).isEqualTo(1);

        try (var instance = instance()) {
            var run = instance.catalog().runs(1).get(0).run();
            assertThat(instance.catalog().steps(run).get(0).reason()).startsWith("It calls itself without end");
        }
    }

    @Test
    void aTableThatWasInPlaceWhenItsProcessDiedIsPublishedByTheNextOne() throws Exception {
        keepTablesInDuckDb();
        assertThat(end(start(List.of("-Ddev.weft.fault=IN_PLACE"), "rows"))).isEqualTo(137);

        assertThat(end(start("rows"))).isZero();

        assertThat(output()).contains("was in place when its process ended: it is published now");
        try (var instance = instance()) {
            assertThat(instance.catalog().versions(AssetKey.parse("rows"), 9)).hasSize(1);
            assertThat(instance.catalog().unsettled()).isEmpty();
        }
    }

    @Test
    void aTableThatWasNotInPlaceWhenItsProcessDiedIsGivenUpAndMadeAnew() throws Exception {
        keepTablesInDuckDb();
        assertThat(end(start(List.of("-Ddev.weft.fault=INTENDED"), "rows"))).isEqualTo(137);

        assertThat(end(start("rows"))).isZero();

        assertThat(output()).contains("was not in place when its process ended: it is given up");
        try (var instance = instance()) {
            assertThat(instance.catalog().versions(AssetKey.parse("rows"), 9)).hasSize(1);
        }
    }

    private void keepTablesInDuckDb() throws IOException {
        Files.writeString(folder.resolve("application.yml"), """
                weft:
                  io:
                    warehouse:
                      kind: duckdb
                      path: warehouse.duckdb
                """);
    }

    private Process start(String selection, String... more) throws IOException {
        return start(List.of(), selection, more);
    }

    private Process start(List<String> options, String selection, String... more) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.weft.cli.Main",
                "materialize",
                selection,
                "-p",
                folder.toString()));
        command.addAll(List.of(more));
        command.addAll(1, options);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
    }

    private void awaitStart(Process process) throws InterruptedException, IOException {
        while (!Files.exists(started)) {
            assertThat(process.isAlive())
                    .as(() -> "it ended early: " + output())
                    .isTrue();
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
    }

    private String output() {
        try {
            return Files.readString(folder.resolve("output"), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static void signal(Process process, String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    private int end(Process process) throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS))
                .as(() -> "it does not end: " + output())
                .isTrue();
        return process.exitValue();
    }

    private Catalog.RunSummary lastRun() {
        try (var instance = instance()) {
            return instance.catalog().runs(1).get(0);
        }
    }

    private Instance instance() {
        return Instance.of(Project.open(folder, "", line -> {}), Clock.systemUTC());
    }

    /** A process that was started in the background of a plain shell hands on that it ignores SIGINT. */
    private static boolean signalsReachChildren() throws IOException {
        var status = Path.of("/proc/self/status");
        return !Files.exists(status)
                || Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .noneMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
    }
}
