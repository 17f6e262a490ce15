package dev.weft.cli.run;

import dev.weft.catalog.Catalog;
import dev.weft.cli.terminal.Json;
import dev.weft.cli.terminal.Terminal;
import dev.weft.cli.terminal.Words;
import dev.weft.event.Event;
import dev.weft.event.EventJson;
import dev.weft.run.RunStatus;
import dev.weft.run.StepStatus;

/** Runs and steps as people and programs read them. */
final class RunText {

    private RunText() {}

    static String status(Terminal terminal, RunStatus status) {
        return switch (status) {
            case SUCCEEDED -> terminal.green(Words.word(status));
            case FAILED -> terminal.red(Words.word(status));
            case QUEUED, RUNNING, CANCELLING, CANCELLED -> terminal.yellow(Words.word(status));
        };
    }

    static String status(Terminal terminal, StepStatus status) {
        return switch (status) {
            case SUCCEEDED -> terminal.green(Words.word(status));
            case FAILED, BLOCKED, TIMED_OUT -> terminal.red(Words.word(status));
            case UNCHANGED, SKIPPED -> terminal.dim(Words.word(status));
            case WAITING, RUNNING, RETRYING, PUBLISHING, UPSTREAM_FAILED, CANCELLED ->
                terminal.yellow(Words.word(status));
        };
    }

    /** Returns how many steps ended in which way, the most first. */
    static String counts(Catalog.RunSummary run) {
        return run.steps().isEmpty()
                ? Words.count(run.plannedSteps(), "step")
                : run.steps().entrySet().stream()
                        .sorted(java.util.Map.Entry.<StepStatus, Integer>comparingByValue()
                                .reversed())
                        .map(entry -> "%,d %s"
                                .formatted(
                                        entry.getValue(),
                                        Words.word(entry.getKey()).replace('_', ' ')))
                        .collect(java.util.stream.Collectors.joining(", "));
    }

    static Json json(Catalog.RunSummary run) {
        return Json.object()
                .with("run", run.run())
                .with("status", Words.word(run.status()))
                .with("selection", run.selection())
                .with("plannedSteps", run.plannedSteps())
                .with(
                        "steps",
                        run.steps().entrySet().stream()
                                .collect(java.util.stream.Collectors.toMap(
                                        entry -> Words.word(entry.getKey()),
                                        java.util.Map.Entry::getValue,
                                        (one, other) -> one,
                                        java.util.TreeMap::new)))
                .with("queued", run.queued())
                .with("ended", run.ended())
                .with("reason", run.reason())
                .with("tags", run.tags());
    }

    static Json json(Catalog.StepSummary step) {
        return Json.object()
                .with("step", step.step())
                .with("status", Words.word(step.status()))
                .with("attempts", step.attempts())
                .with("started", step.started())
                .with("ended", step.ended())
                .with("reason", step.reason());
    }

    static Json json(Event event) {
        return Json.object()
                .with("sequence", event.sequence())
                .with("time", event.time())
                .with("step", event.step())
                .with("kind", EventJson.kind(event.body()))
                .with("body", EventJson.write(event.body()));
    }
}
