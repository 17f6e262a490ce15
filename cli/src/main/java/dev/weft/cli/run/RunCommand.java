package dev.weft.cli.run;

import dev.weft.catalog.Catalog;
import dev.weft.cli.command.Common;
import dev.weft.cli.command.ExitCode;
import dev.weft.cli.command.UserError;
import dev.weft.cli.command.WeftCommand;
import dev.weft.cli.session.Session;
import dev.weft.cli.terminal.Json;
import dev.weft.cli.terminal.Table;
import dev.weft.cli.terminal.Terminal;
import dev.weft.cli.terminal.Words;
import dev.weft.event.Event;
import dev.weft.event.EventBody;
import dev.weft.run.RunId;
import dev.weft.run.StepStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows one run. */
@Command(
        name = "run",
        description =
                "Shows one run: its steps and their ends, what they printed with --logs, how it goes on with --follow.")
@SuppressWarnings("FieldCanBeFinal") // picocli sets them
public final class RunCommand extends WeftCommand {

    private static final int STEPS_SHOWN = 100;
    private static final int PAGE = 1000;
    private static final Duration PAUSE = Duration.ofMillis(300);

    @Parameters(
            arity = "0..1",
            paramLabel = "ID",
            description = "The run's id, or the beginning of it. Default: the latest run.")
    private String id = "";

    @Option(names = "--logs", description = "Shows what the steps logged and printed.")
    private boolean logs;

    @Option(names = "--events", description = "Shows every event.")
    private boolean events;

    @Option(names = "--follow", description = "Goes on showing events until the run has ended.")
    private boolean follow;

    @Option(
            names = "--all",
            description = "Shows every step. Default: those that did not succeed, and others up to 100.")
    private boolean all;

    @Override
    protected int run(Common common, Terminal terminal) {
        try (var session = Session.open(common, terminal)) {
            var run = find(session);
            if (follow) {
                return follow(common, terminal, session.catalog(), run.run());
            }
            var steps = session.catalog().steps(run.run());
            if (common.json()) {
                terminal.print(RunText.json(run));
                steps.forEach(step -> terminal.print(RunText.json(step)));
            } else {
                print(terminal, run, steps);
            }
            if (events) {
                eachEvent(session.catalog(), run.run(), 0, event -> terminal.print(RunText.json(event)));
            }
            if (logs) {
                printLogs(common, terminal, session, run.run(), steps);
            }
            return ExitCode.OK;
        }
    }

    static RunId id(String text) {
        try {
            return new RunId(text);
        } catch (IllegalArgumentException e) {
            throw new UserError(String.valueOf(e.getMessage()));
        }
    }

    private Catalog.RunSummary find(Session session) {
        var latest = session.catalog().runs(PAGE);
        if (id.isEmpty()) {
            return latest.stream()
                    .findFirst()
                    .orElseThrow(() -> new UserError("No run yet. `weft materialize` makes the first one."));
        }
        var beginning =
                latest.stream().filter(run -> run.run().text().startsWith(id)).toList();
        if (beginning.size() == 1) {
            return beginning.get(0);
        }
        if (beginning.size() > 1) {
            throw new UserError("%d runs begin with %s: %s and others. Say more of the id."
                    .formatted(beginning.size(), id, beginning.get(0).run()));
        }
        return session.catalog()
                .run(id(id))
                .orElseThrow(() -> new UserError("There is no run %s. See `weft runs`.".formatted(id)));
    }

    private void print(Terminal terminal, Catalog.RunSummary run, List<Catalog.StepSummary> steps) {
        terminal.print("%s  %s  %s%s"
                .formatted(
                        terminal.bold(run.run().text()),
                        RunText.status(terminal, run.status()),
                        Words.time(run.queued()),
                        run.ended()
                                .map(end -> ", " + Words.duration(Duration.between(run.queued(), end)))
                                .orElse("")));
        terminal.print(terminal.dim("%s of %s planned: %s"
                .formatted(run.selection(), Words.count(run.plannedSteps(), "step"), RunText.counts(run))));
        if (!run.reason().isEmpty()) {
            terminal.print(run.reason());
        }
        var shown = all || steps.size() <= STEPS_SHOWN
                ? steps
                : java.util.stream.Stream.concat(
                                steps.stream().filter(step -> !isGood(step)),
                                steps.stream().filter(RunCommand::isGood))
                        .limit(STEPS_SHOWN)
                        .toList();
        var table = new Table();
        for (var step : shown) {
            table.row(
                    terminal.bold(step.step().toString()),
                    RunText.status(terminal, step.status()),
                    step.ended()
                            .map(end -> Words.duration(Duration.between(step.started(), end)))
                            .orElse(""),
                    step.attempts() > 1 ? "%d attempts".formatted(step.attempts()) : "",
                    step.reason().lines().findFirst().orElse(""));
        }
        terminal.print(table);
        if (shown.size() < steps.size()) {
            terminal.print(terminal.dim("and %s; --all or --json shows them"
                    .formatted(Words.count(steps.size() - shown.size(), "more step"))));
        }
    }

    private static boolean isGood(Catalog.StepSummary step) {
        return step.status().letsDownstreamRun();
    }

    private static void printLogs(
            Common common, Terminal terminal, Session session, RunId run, List<Catalog.StepSummary> steps) {
        for (var step : steps) {
            var log = session.catalog().log(run, step.step());
            if (log.isEmpty()) {
                continue;
            }
            if (common.json()) {
                terminal.print(Json.object()
                        .with("type", "log")
                        .with("step", step.step())
                        .with("text", log));
            } else {
                terminal.print(terminal.dim("── " + step.step()));
                terminal.print(log.stripTrailing());
            }
        }
    }

    /** Reads events in pages until none is left; returns the sequence of the last one. */
    private static long eachEvent(Catalog catalog, RunId run, long after, java.util.function.Consumer<Event> consumer) {
        long last = after;
        while (true) {
            var page = catalog.events(run, last, PAGE);
            page.forEach(consumer);
            if (page.isEmpty()) {
                return last;
            }
            last = page.get(page.size() - 1).sequence();
        }
    }

    private static int follow(Common common, Terminal terminal, Catalog catalog, RunId run) {
        long last = 0;
        try {
            while (true) {
                // First the status, then the events: what ended before it was asked for has all its events.
                boolean ended = catalog.run(run)
                        .filter(found -> found.status().isTerminal())
                        .isPresent();
                last = eachEvent(catalog, run, last, event -> {
                    if (common.json()) {
                        terminal.print(RunText.json(event));
                    } else {
                        line(terminal, event).ifPresent(terminal::print);
                    }
                });
                if (ended) {
                    return catalog.run(run)
                                    .filter(found -> found.status() == dev.weft.run.RunStatus.SUCCEEDED)
                                    .isPresent()
                            ? ExitCode.OK
                            : ExitCode.FAILED;
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.CANCELLED;
        }
    }

    private static Optional<String> line(Terminal terminal, Event event) {
        var step = event.step().map(Object::toString).orElse("");
        var body = event.body();
        String text;
        if (body instanceof EventBody.StepStarted started) {
            text = terminal.bold(step) + " starts" + (started.attempt() > 1 ? ", attempt " + started.attempt() : "");
        } else if (body instanceof EventBody.StepEnded ended) {
            text = terminal.bold(step) + " " + RunText.status(terminal, ended.status())
                    + (ended.status() == StepStatus.SUCCEEDED
                            ? ""
                            : "  " + ended.reason().lines().findFirst().orElse(""));
        } else if (body instanceof EventBody.StepRetrying retrying) {
            text = terminal.bold(step) + " failed, is tried again at " + Words.time(retrying.retryAt()) + "  "
                    + retrying.error().lines().findFirst().orElse("");
        } else if (body instanceof EventBody.RunStarted) {
            text = "run starts";
        } else if (body instanceof EventBody.RunFinished finished) {
            text = "run " + RunText.status(terminal, finished.status()) + "  " + finished.reason();
        } else {
            return Optional.empty();
        }
        return Optional.of(terminal.dim(Words.time(event.time())) + "  " + text);
    }
}
