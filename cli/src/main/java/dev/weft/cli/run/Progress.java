package dev.weft.cli.run;

import dev.weft.cli.plan.PlanText;
import dev.weft.cli.session.Session;
import dev.weft.cli.terminal.Json;
import dev.weft.cli.terminal.Table;
import dev.weft.cli.terminal.Terminal;
import dev.weft.cli.terminal.Words;
import dev.weft.event.EventBody;
import dev.weft.execute.RunCoordinator;
import dev.weft.execute.RunListener;
import dev.weft.plan.Plan;
import dev.weft.run.RunId;
import dev.weft.run.StepId;
import dev.weft.run.StepStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a run looks like while it goes on, and at its end. On a terminal a block of lines is drawn over and over; elsewhere a line is written now and
 * then. Failures are always told, up to a number: a run may have a hundred thousand steps.
 */
final class Progress implements RunListener, AutoCloseable {

    private static final int LINES_OF_ERROR = 12;
    private static final int FAILURES_TOLD = 20;
    private static final int RUNNING_SHOWN = 6;
    private static final int ASSETS_SHOWN = 40;
    private static final int REASONS_SHOWN = 20;
    private static final int BAR = 24;
    /** From this width on the final table says where things lie. */
    private static final int WIDE = 110;

    private static final Duration REDRAW = Duration.ofMillis(100);
    private static final Duration REMARK = Duration.ofSeconds(10);

    private final Terminal terminal;
    private final Terminal errors;
    private final boolean json;
    private final Session session;
    private final Plan plan;
    private final long started = System.nanoTime();
    private final Map<StepId, Long> running = new LinkedHashMap<>();
    private final Map<String, Made> made = new LinkedHashMap<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread painter;
    private @Nullable RunId run;
    private String waitsFor = "";
    private int planned;
    private int done;
    private int unchanged;
    private int failed;
    private int told;

    Progress(Terminal terminal, boolean json, Session session, Plan plan) {
        this.terminal = terminal;
        this.errors = terminal.onErrors();
        this.json = json;
        this.session = session;
        this.plan = plan;
        this.painter = new Thread(this::paint, "weft-progress");
        painter.setDaemon(true);
        painter.start();
    }

    @Override
    public synchronized void runWaits(RunId other) {
        waitsFor = "waits for run %s, which is about to write some of the same".formatted(other);
        terminal.note(errors.yellow("! ") + waitsFor);
    }

    @Override
    public synchronized void runStarted(RunId id, int steps) {
        waitsFor = "";
        run = id;
        planned = steps;
        if (!json) {
            terminal.note(errors.dim("run %s, %s".formatted(id, Words.count(steps, "step"))));
        }
    }

    @Override
    public synchronized void stepStarted(StepId step, int attempt) {
        running.put(step, System.nanoTime());
    }

    @Override
    public synchronized void stepEnded(
            StepId step, StepStatus status, String reason, List<EventBody.Materialization> materializations) {
        var since = running.remove(step);
        done++;
        unchanged += status == StepStatus.UNCHANGED ? 1 : 0;
        long nanos = since == null ? 0 : System.nanoTime() - since;
        materializations.forEach(
                version -> made.computeIfAbsent(version.stored().what().asset().text(), key -> new Made())
                        .add(version, nanos, reason));
        if (json) {
            printJson(step, status, reason, materializations);
        }
        if (!status.letsDownstreamRun()) {
            failed++;
            // What follows from another failure is counted, not told.
            if (!json && status != StepStatus.UPSTREAM_FAILED && status != StepStatus.CANCELLED) {
                tell(step, reason);
            }
        }
    }

    private void tell(StepId step, String reason) {
        told++;
        if (told <= FAILURES_TOLD) {
            terminal.note("%s %s  %s"
                    .formatted(
                            errors.red("✗"),
                            errors.bold(step.toString()),
                            reason.lines().limit(LINES_OF_ERROR).collect(Collectors.joining("\n    "))));
        } else if (told == FAILURES_TOLD + 1) {
            terminal.note(errors.red("✗")
                    + " More steps fail; they are not told one by one. `weft run %s` lists them.".formatted(run));
        }
    }

    private void printJson(
            StepId step, StepStatus status, String reason, List<EventBody.Materialization> materializations) {
        terminal.print(Json.object()
                .with("type", "step")
                .with("run", Objects.requireNonNull(run))
                .with("step", step)
                .with("status", Words.word(status))
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
    public synchronized void warning(String message) {
        terminal.note(errors.yellow("! ") + message);
    }

    /** Draws, or now and then remarks, until the run has ended. */
    private void paint() {
        try {
            boolean live = terminal.isLive() && !json;
            var pause = live ? REDRAW : REMARK;
            while (!ended.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                if (live) {
                    terminal.draw(block());
                } else {
                    remark();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void remark() {
        if (planned > 0) {
            terminal.note("%,d of %s, %s%s, %s"
                    .formatted(
                            done,
                            Words.count(planned, "step"),
                            elapsed(),
                            failed > 0 ? ", %,d failed".formatted(failed) : "",
                            running.isEmpty()
                                    ? "nothing runs"
                                    : "%s runs%s"
                                            .formatted(
                                                    running.keySet().iterator().next(),
                                                    running.size() > 1
                                                            ? " and %,d more".formatted(running.size() - 1)
                                                            : "")));
        }
    }

    private synchronized List<String> block() {
        if (planned == 0) {
            return waitsFor.isEmpty() ? List.of() : List.of(errors.dim("… %s".formatted(elapsed())));
        }
        var lines = new ArrayList<String>();
        int filled = (int) ((long) BAR * done / planned);
        lines.add("%s%s  %,d of %s  %s%s"
                .formatted(
                        errors.green("━".repeat(filled)),
                        errors.dim("━".repeat(BAR - filled)),
                        done,
                        Words.count(planned, "step"),
                        elapsed(),
                        failed > 0 ? "  " + errors.red("%,d failed".formatted(failed)) : ""));
        running.entrySet().stream()
                .limit(RUNNING_SHOWN)
                .forEach(entry -> lines.add("  %s  %s"
                        .formatted(
                                entry.getKey(),
                                errors.dim(Words.duration(Duration.ofNanos(System.nanoTime() - entry.getValue()))))));
        int more = Math.max(0, running.size() - RUNNING_SHOWN);
        int waiting = planned - done - running.size();
        if (more > 0 || waiting > 0) {
            lines.add(errors.dim("  "
                    + (more > 0 ? "and %,d more run%s".formatted(more, waiting > 0 ? ", " : "") : "")
                    + (waiting > 0 ? "%,d %s".formatted(waiting, waiting == 1 ? "waits" : "wait") : "")));
        }
        return lines;
    }

    private String elapsed() {
        return Words.duration(Duration.ofNanos(System.nanoTime() - started));
    }

    /** Says at the end what was made, what was not, and why. */
    void summary(RunCoordinator.Result result) {
        close();
        var counts = result.steps().values().stream()
                .collect(Collectors.groupingBy(Words::word, TreeMap::new, Collectors.counting()));
        if (json) {
            terminal.print(Json.object()
                    .with("type", "summary")
                    .with("run", Objects.requireNonNull(run))
                    .with("status", Words.word(result.status()))
                    .with("steps", counts));
            return;
        }
        terminal.print(table());
        if (made.size() > ASSETS_SHOWN) {
            terminal.print(terminal.dim("  and %s".formatted(Words.count(made.size() - ASSETS_SHOWN, "more asset"))));
        }
        notRun();
        if (unchanged > 0) {
            terminal.print(terminal.dim("· %s ended unchanged: what they read came out the same"
                    .formatted(Words.count(unchanged, "step"))));
        }
        var what = counts.entrySet().stream()
                .map(entry ->
                        "%,d %s".formatted(entry.getValue(), entry.getKey().replace('_', ' ')))
                .collect(Collectors.joining(", "));
        terminal.print("%s in %s: %s. `weft run %s` tells more."
                .formatted(RunText.status(terminal, result.status()), elapsed(), what, String.valueOf(run)));
    }

    private Table table() {
        var table = new Table();
        made.entrySet().stream().limit(ASSETS_SHOWN).forEach(entry -> {
            var versions = entry.getValue();
            table.row(
                    terminal.green("✓") + " " + terminal.bold(entry.getKey()),
                    versions.count == 1 ? versions.partition : Words.count(versions.count, "partition"),
                    versions.rows < 0 ? "" : Words.count(versions.rows, "row"),
                    versions.bytes < 0 ? "" : Words.bytes(versions.bytes),
                    Words.duration(Duration.ofNanos(versions.nanos)),
                    terminal.width() < WIDE ? "" : versions.place,
                    terminal.dim(versions.reason()));
        });
        return table;
    }

    private void notRun() {
        var table = new Table();
        if (plan.notRun().size() <= REASONS_SHOWN) {
            plan.notRun().forEach(asset -> table.row(terminal.dim("· " + asset.asset()), terminal.dim(asset.reason())));
        } else {
            plan.notRun().stream()
                    .collect(Collectors.groupingBy(
                            asset -> PlanText.general(asset.reason()), LinkedHashMap::new, Collectors.counting()))
                    .entrySet()
                    .stream()
                    .limit(REASONS_SHOWN)
                    .forEach(entry -> table.row(
                            terminal.dim("· " + Words.count(entry.getValue(), "asset")), terminal.dim(entry.getKey())));
        }
        terminal.print(table);
    }

    /** Ends the drawing. */
    @Override
    public void close() {
        ended.countDown();
        boolean interrupted = false;
        while (true) {
            try {
                painter.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (terminal.isLive() && !json) {
            terminal.draw(List.of());
        }
    }

    /** What was made of one asset. */
    private final class Made {
        private long count;
        private long rows = -1;
        private long bytes = -1;
        private long nanos;
        private String partition = "";
        private String place = "";
        private String reason = "";
        private final Set<String> reasons = new LinkedHashSet<>();

        void add(EventBody.Materialization version, long took, String why) {
            count++;
            nanos += took;
            reason = why;
            reasons.add(PlanText.general(why));
            version.content().rows().ifPresent(more -> rows = Math.max(rows, 0) + more);
            version.content().bytes().ifPresent(more -> bytes = Math.max(bytes, 0) + more);
            partition =
                    version.stored().what().partition().map(key -> key.text()).orElse("");
            place = session.shown(version.stored());
        }

        /** Returns why: of several versions the first reason, and how many others there were. */
        String reason() {
            if (count == 1) {
                return reason;
            }
            var first = reasons.iterator().next();
            return reasons.size() == 1 ? first : "%s and %d other reasons".formatted(first, reasons.size() - 1);
        }
    }
}
