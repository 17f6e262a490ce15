package dev.weft.cli.catalog;

import dev.weft.cli.command.Common;
import dev.weft.cli.command.ExitCode;
import dev.weft.cli.command.WeftCommand;
import dev.weft.cli.session.Session;
import dev.weft.cli.terminal.Json;
import dev.weft.cli.terminal.Terminal;
import dev.weft.cli.terminal.Words;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Tells about the catalog, or makes its projections again. */
@Command(
        name = "catalog",
        description = "info: which catalog it is. rebuild: makes everything derived again from the event log.")
@SuppressWarnings("FieldCanBeFinal") // picocli sets them
public final class CatalogCommand extends WeftCommand {

    /** What to do. */
    enum Action {
        info,
        rebuild
    }

    @Parameters(paramLabel = "ACTION", description = "${COMPLETION-CANDIDATES}")
    private Action action = Action.info;

    @Override
    protected int run(Common common, Terminal terminal) {
        try (var session = Session.open(common, terminal)) {
            var catalog = session.catalog();
            var json = Json.object().with("catalog", catalog.describe()).with("sequence", catalog.sequence());
            if (action == Action.rebuild) {
                long events = catalog.rebuild();
                if (common.json()) {
                    terminal.print(json.with("eventsRead", events));
                } else {
                    terminal.print("Rebuilt from %s.".formatted(Words.count(events, "event")));
                }
            } else if (common.json()) {
                terminal.print(json);
            } else {
                terminal.print(catalog.describe());
                terminal.print(Words.count(catalog.sequence(), "event"));
            }
            return ExitCode.OK;
        }
    }
}
