package dev.weft.cli;

import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists runs. */
@Command(name = "runs", description = "Lists the latest runs.")
@SuppressWarnings("FieldCanBeFinal") // picocli sets them
final class RunsCommand extends WeftCommand {

    @Option(names = "--limit", defaultValue = "20", description = "How many. Default: 20.")
    private int limit = 20;

    @Override
    int run(Common common, Terminal terminal) {
        try (var session = Session.open(common, terminal)) {
            var table = new Table();
            for (var run : session.catalog().runs(limit)) {
                if (common.json()) {
                    terminal.print(RunText.json(run));
                } else {
                    table.row(
                            run.run().text(),
                            RunText.status(terminal, run.status()),
                            Words.count(run.plannedSteps(), "step"),
                            run.ended()
                                    .map(end -> Words.duration(Duration.between(run.queued(), end)))
                                    .orElse(""),
                            RunText.time(run.queued()),
                            run.selection());
                }
            }
            if (table.isEmpty() && !common.json()) {
                terminal.note("No run yet. `weft materialize` makes the first one.");
            }
            table.lines().forEach(terminal::print);
            return ExitCode.OK;
        }
    }
}
