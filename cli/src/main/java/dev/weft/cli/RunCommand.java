package dev.weft.cli;

import dev.weft.run.RunId;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows one run. */
@Command(name = "run", description = "Shows one run: its steps, their ends and, with --logs, what they printed.")
@SuppressWarnings("FieldCanBeFinal") // picocli sets them
final class RunCommand extends WeftCommand {

    @Parameters(paramLabel = "ID", description = "The run's id.")
    private String id = "";

    @Option(names = "--logs", description = "Shows what the steps logged and printed.")
    private boolean logs;

    @Option(names = "--events", description = "Shows every event.")
    private boolean events;

    @Override
    int run(Common common, Terminal terminal) {
        try (var session = Session.open(common, terminal)) {
            var runId = runId();
            var run = session.catalog()
                    .run(runId)
                    .orElseThrow(() -> new UserError("There is no run %s. See `weft runs`.".formatted(id)));
            var steps = session.catalog().steps(runId);
            if (common.json()) {
                terminal.print(RunText.json(run));
                steps.forEach(step -> terminal.print(RunText.json(step)));
            } else {
                terminal.print("%s  %s  %s  %s"
                        .formatted(
                                terminal.bold(id),
                                RunText.status(terminal, run.status()),
                                RunText.time(run.queued()),
                                run.reason()));
                var table = new Table();
                for (var step : steps) {
                    table.row(
                            step.step().toString(),
                            RunText.status(terminal, step.status()),
                            step.ended()
                                    .map(end -> Words.duration(Duration.between(step.started(), end)))
                                    .orElse(""),
                            step.reason().lines().findFirst().orElse(""));
                }
                table.lines().forEach(terminal::print);
            }
            if (events) {
                session.catalog()
                        .events(runId, 0, Integer.MAX_VALUE)
                        .forEach(event -> terminal.print(RunText.json(event)));
            }
            if (logs) {
                for (var step : steps) {
                    var log = session.catalog().log(runId, step.step());
                    if (!log.isEmpty()) {
                        terminal.print(terminal.dim("── " + step.step()));
                        terminal.print(log.stripTrailing());
                    }
                }
            }
            return ExitCode.OK;
        }
    }

    private RunId runId() {
        try {
            return new RunId(id);
        } catch (IllegalArgumentException e) {
            throw new UserError(String.valueOf(e.getMessage()));
        }
    }
}
