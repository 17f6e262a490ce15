package dev.weft.cli;

import dev.weft.event.EventBody;
import dev.weft.execute.RunCoordinator;
import dev.weft.execute.RunListener;
import dev.weft.plan.Plan;
import dev.weft.run.RunId;
import dev.weft.run.StepId;
import dev.weft.run.StepStatus;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a run looks like while it goes on, and at its end. */
final class Progress implements RunListener {

    private static final int LINES_OF_ERROR = 12;

    private final Terminal terminal;
    private final boolean json;
    private final Session session;
    private final long started = System.nanoTime();
    private final Set<StepId> running = new LinkedHashSet<>();
    private final Map<String, Made> made = new LinkedHashMap<>();
    private @Nullable RunId run;
    private int planned;
    private int done;
    private int unchanged;

    Progress(Terminal terminal, boolean json, Session session) {
        this.terminal = terminal;
        this.json = json;
        this.session = session;
    }

    @Override
    public void runStarted(RunId id, int steps) {
        run = id;
        planned = steps;
        terminal.note("run %s, %s".formatted(id, Words.count(steps, "step")));
    }

    @Override
    public void stepStarted(StepId step, int attempt) {
        running.add(step);
        draw();
    }

    @Override
    public void stepEnded(
            StepId step, StepStatus status, String reason, List<EventBody.Materialization> materializations) {
        running.remove(step);
        done++;
        unchanged += status == StepStatus.UNCHANGED ? 1 : 0;
        materializations.forEach(
                version -> made.computeIfAbsent(version.stored().what().asset().text(), key -> new Made())
                        .add(version));
        if (json) {
            printJson(step, status, reason, materializations);
        } else if (!status.letsDownstreamRun()) {
            clear();
            terminal.note("%s %s %s"
                    .formatted(
                            terminal.red("✗"),
                            step,
                            reason.lines().limit(LINES_OF_ERROR).collect(Collectors.joining("\n    "))));
        }
        draw();
    }

    private void printJson(
            StepId step, StepStatus status, String reason, List<EventBody.Materialization> materializations) {
        terminal.print(Json.object()
                .with("type", "step")
                .with("run", java.util.Objects.requireNonNull(run))
                .with("step", step)
                .with("status", RunText.word(status))
                .with("reason", reason));
        for (var version : materializations) {
            terminal.print(Json.object()
                    .with("type", "materialized")
                    .with("asset", version.stored().what().asset())
                    .with("partition", version.stored().what().partition())
                    .with("rows", version.content().rows())
                    .with("bytes", version.content().bytes())
                    .with("dataVersion", version.content().dataVersion()));
        }
    }

    @Override
    public void warning(String message) {
        clear();
        terminal.note(terminal.yellow("! ") + message);
    }

    void summary(RunCoordinator.Result result, Plan plan) {
        clear();
        var counts = result.steps().values().stream()
                .collect(Collectors.groupingBy(RunText::word, java.util.TreeMap::new, Collectors.counting()));
        if (json) {
            terminal.print(Json.object()
                    .with("type", "summary")
                    .with("run", java.util.Objects.requireNonNull(run))
                    .with("status", RunText.word(result.status()))
                    .with("steps", counts));
            return;
        }
        var table = new Table();
        made.forEach((asset, versions) -> table.row(
                terminal.green("✓") + " " + terminal.bold(asset),
                versions.count == 1 ? "" : Words.count(versions.count, "partition"),
                versions.rows < 0 ? "" : Words.count(versions.rows, "row"),
                Words.bytes(versions.bytes),
                terminal.dim(versions.place)));
        table.lines().forEach(terminal::print);
        plan.notRun()
                .forEach(asset -> terminal.print(terminal.dim("· %s %s".formatted(asset.asset(), asset.reason()))));
        if (unchanged > 0) {
            terminal.print(terminal.dim("· %s ended unchanged: what they read came out the same"
                    .formatted(Words.count(unchanged, "step"))));
        }
        var what = counts.entrySet().stream()
                .map(entry ->
                        "%,d %s".formatted(entry.getValue(), entry.getKey().replace('_', ' ')))
                .collect(Collectors.joining(", "));
        terminal.print("%s in %s: %s. `weft run %s` tells more."
                .formatted(
                        RunText.status(terminal, result.status()),
                        Words.duration(Duration.ofNanos(System.nanoTime() - started)),
                        what,
                        String.valueOf(run)));
    }

    private void draw() {
        if (terminal.isLive() && !json) {
            var now = running.stream().limit(3).map(StepId::toString).collect(Collectors.joining(", "));
            terminal.status("%d of %d done, %s, running: %s%s"
                    .formatted(
                            done,
                            planned,
                            Words.duration(Duration.ofNanos(System.nanoTime() - started)),
                            now,
                            running.size() > 3 ? " and %d more".formatted(running.size() - 3) : ""));
        }
    }

    private void clear() {
        if (terminal.isLive() && !json) {
            terminal.status("");
        }
    }

    /** What was made of one asset. */
    private final class Made {
        private long count;
        private long rows = -1;
        private long bytes;
        private String place = "";

        void add(EventBody.Materialization version) {
            count++;
            version.content().rows().ifPresent(more -> rows = Math.max(rows, 0) + more);
            bytes += version.content().bytes().orElse(0);
            place = session.shown(version.stored());
        }
    }
}
