package dev.weft.cli.test;

import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetNature;
import dev.weft.cli.command.ExitCode;
import dev.weft.cli.terminal.Json;
import dev.weft.cli.terminal.Table;
import dev.weft.cli.terminal.Terminal;
import dev.weft.cli.terminal.Words;
import dev.weft.testkit.launch.TestEvent;
import dev.weft.testkit.launch.TestEvent.Outcome;
import dev.weft.testkit.launch.TestId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Tests while they run, and at the end by asset. Used by one thread, but for {@link #begins} and the hook of {@link #endedEarly}. */
final class TestReport {

    private static final int LINES_OF_ERROR = 40;
    private static final int LINES_OF_OUTPUT = 20;

    private final Terminal terminal;
    private final boolean json;
    private final boolean verbose;
    private final List<AssetDefinition> assets;
    private final long began = System.nanoTime();
    private final Map<TestId, Long> running = java.util.Collections.synchronizedMap(new LinkedHashMap<>());
    private final List<TestEvent.Ended> ended = new ArrayList<>();
    private long found;
    private boolean broken;

    TestReport(Terminal terminal, boolean json, boolean verbose, List<AssetDefinition> assets) {
        this.terminal = terminal;
        this.json = json;
        this.verbose = verbose;
        // What nobody can call or make here needs no test.
        this.assets = assets.stream()
                .filter(asset -> asset.nature() != AssetNature.EXTERNAL)
                .toList();
    }

    /** Notes which test runs, on its own thread: so it is known even if the test ends the process at once. */
    void begins(TestEvent event) {
        if (event instanceof TestEvent.Started start) {
            running.put(start.test(), System.nanoTime());
        }
    }

    void hear(TestEvent event, String output) {
        if (event instanceof TestEvent.Found all) {
            found = all.tests();
        } else if (event instanceof TestEvent.Ended end) {
            running.remove(end.test());
            end(end, output);
        }
        draw();
    }

    private void end(TestEvent.Ended test, String output) {
        ended.add(test);
        if (json) {
            terminal.print(Json.object()
                    .with("type", "test")
                    .with("test", test.test().label())
                    .with("class", test.test().className())
                    .with("method", test.test().method())
                    .with("status", Words.word(test.outcome()))
                    .with("seconds", test.duration().toNanos() / 1e9)
                    .with("assets", test.assets().stream().sorted().toList())
                    .with("error", test.error().isEmpty() ? java.util.Optional.empty() : test.error()));
            return;
        }
        if (test.outcome() == Outcome.FAILED) {
            terminal.note("%s %s\n    %s"
                    .formatted(
                            terminal.red("✗"),
                            terminal.bold(test.test().label()),
                            first(test.error(), verbose ? Integer.MAX_VALUE : LINES_OF_ERROR)));
            if (!output.isBlank()) {
                terminal.note(terminal.dim("  it printed\n    " + last(output)));
            }
        }
    }

    /** Gives up tests that did not end long after they were interrupted; returns whether there is one. */
    boolean leaveBehind(Duration limit) {
        draw();
        var stuck = Map.copyOf(running).entrySet().stream()
                .filter(test -> System.nanoTime() - test.getValue() > limit.toNanos())
                .map(Map.Entry::getKey)
                .toList();
        stuck.forEach(test -> hear(
                new TestEvent.Ended(
                        test,
                        Outcome.FAILED,
                        Duration.ofNanos(
                                System.nanoTime() - java.util.Objects.requireNonNullElse(running.get(test), began)),
                        Set.of(),
                        "It did not end and ignored its interrupt; the tests after it were not run. --timeout sets how long one may take."),
                ""));
        broken |= !stuck.isEmpty();
        return !stuck.isEmpty();
    }

    /** JUnit itself could not run. */
    void broken(Throwable error) {
        broken = true;
        terminal.note(
                "%s The tests could not be run: %s. Do the versions of JUnit on the test class path belong together?"
                        .formatted(terminal.red("✗"), error));
    }

    /** Returns a thread that says which test ended the process, if one does, and ends it as failed, whatever code the test gave. */
    Thread endedEarly() {
        return new Thread(
                () -> {
                    terminal.note("%s The process was ended while these tests ran: %s. Does one call System.exit?"
                            .formatted(
                                    terminal.red("✗"),
                                    Set.copyOf(running.keySet()).stream()
                                            .map(TestId::label)
                                            .collect(Collectors.joining(", "))));
                    if (!running.isEmpty()) {
                        Runtime.getRuntime().halt(ExitCode.FAILED);
                    }
                },
                "weft-tests-ended");
    }

    /** Prints everything by asset and returns the exit code. */
    int finish(boolean selected) {
        long failed = count(Outcome.FAILED);
        long without = assets.stream().filter(asset -> testsOf(asset).isEmpty()).count();
        if (json) {
            assets.forEach(asset -> terminal.print(Json.object()
                    .with("type", "asset")
                    .with("asset", asset.key())
                    .with(
                            "tests",
                            testsOf(asset).stream()
                                    .map(test -> test.test().label())
                                    .toList())
                    .with(
                            "failed",
                            testsOf(asset).stream()
                                    .filter(test -> test.outcome() == Outcome.FAILED)
                                    .count())));
            terminal.print(Json.object()
                    .with("type", "summary")
                    .with("tests", ended.size())
                    .with("passed", count(Outcome.PASSED))
                    .with("failed", failed)
                    .with("skipped", count(Outcome.SKIPPED) + count(Outcome.ABORTED))
                    .with("seconds", (System.nanoTime() - began) / 1e9)
                    .with("assets", assets.size())
                    .with("assetsWithoutTest", without));
        } else {
            print(selected, failed, without);
        }
        return failed > 0 || broken || ended.isEmpty() ? ExitCode.FAILED : ExitCode.OK;
    }

    private void print(boolean selected, long failed, long without) {
        for (var asset : assets) {
            var tests = testsOf(asset);
            if (!tests.isEmpty()) {
                terminal.print(terminal.bold(asset.key().text()));
                lines(tests).forEach(terminal::print);
            }
        }
        var others = ended.stream().filter(test -> test.assets().isEmpty()).toList();
        if (!others.isEmpty() && !selected) {
            terminal.print(terminal.bold("of no asset"));
            lines(others).forEach(terminal::print);
        }
        if (without > 0) {
            terminal.print("%s no test: %s"
                    .formatted(
                            terminal.yellow("!"),
                            assets.stream()
                                    .filter(asset -> testsOf(asset).isEmpty())
                                    .map(asset -> asset.key().text())
                                    .collect(Collectors.joining(", "))));
        }
        if (ended.isEmpty()) {
            terminal.note(terminal.red("✗ ") + "No test was run. docs/testing.md shows how to write one.");
            return;
        }
        long skipped = count(Outcome.SKIPPED) + count(Outcome.ABORTED);
        terminal.print("%s: %,d passed%s%s in %s. %,d of %s %s tested."
                .formatted(
                        Words.count(ended.size(), "test"),
                        count(Outcome.PASSED),
                        failed == 0 ? "" : ", " + terminal.red("%,d failed".formatted(failed)),
                        skipped == 0 ? "" : ", %,d skipped".formatted(skipped),
                        Words.duration(Duration.ofNanos(System.nanoTime() - began)),
                        assets.size() - without,
                        Words.count(assets.size(), "asset"),
                        assets.size() - without == 1 ? "is" : "are"));
    }

    private List<String> lines(List<TestEvent.Ended> tests) {
        var table = new Table();
        for (var test : tests) {
            table.row(
                    "  " + sign(test.outcome()) + " " + test.test().label(),
                    terminal.dim(Words.duration(test.duration())
                            + (test.outcome() == Outcome.SKIPPED || test.outcome() == Outcome.ABORTED
                                    ? ", skipped: " + first(test.error(), 1)
                                    : "")));
        }
        return table.lines();
    }

    private String sign(Outcome outcome) {
        return switch (outcome) {
            case PASSED -> terminal.green("✓");
            case FAILED -> terminal.red("✗");
            case ABORTED, SKIPPED -> terminal.dim("·");
        };
    }

    private List<TestEvent.Ended> testsOf(AssetDefinition asset) {
        return ended.stream()
                .filter(test -> test.assets().contains(asset.key().text()))
                .toList();
    }

    private long count(Outcome outcome) {
        return ended.stream().filter(test -> test.outcome() == outcome).count();
    }

    private void draw() {
        if (terminal.isLive() && !json) {
            var now = Map.copyOf(running).entrySet().stream()
                    .limit(2)
                    .map(test -> "%s (%s)"
                            .formatted(
                                    test.getKey().label(),
                                    Words.duration(Duration.ofNanos(System.nanoTime() - test.getValue()))))
                    .collect(Collectors.joining(", "));
            terminal.draw(List.of("%d of %d tests done, running: %s".formatted(ended.size(), found, now)));
        }
    }

    private static String first(String text, int lines) {
        return text.lines().limit(lines).collect(Collectors.joining("\n    "));
    }

    private static String last(String text) {
        var lines = text.lines().toList();
        return String.join("\n    ", lines.subList(Math.max(0, lines.size() - LINES_OF_OUTPUT), lines.size()));
    }
}
