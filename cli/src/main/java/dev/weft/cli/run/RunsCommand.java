package dev.weft.cli.run;

import dev.weft.asset.AssetKey;
import dev.weft.catalog.RunFilter;
import dev.weft.cli.command.Common;
import dev.weft.cli.command.ExitCode;
import dev.weft.cli.command.UserError;
import dev.weft.cli.command.WeftCommand;
import dev.weft.cli.session.Session;
import dev.weft.cli.terminal.Table;
import dev.weft.cli.terminal.Terminal;
import dev.weft.cli.terminal.Words;
import dev.weft.run.RunId;
import dev.weft.run.RunStatus;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists runs. */
@Command(name = "runs", description = "Lists runs, the latest first.")
@SuppressWarnings("FieldCanBeFinal") // picocli sets them
public final class RunsCommand extends WeftCommand {

    @Option(names = "--limit", defaultValue = "20", paramLabel = "N", description = "How many. Default: 20.")
    private int limit = 20;

    @Option(
            names = "--status",
            split = ",",
            paramLabel = "STATUS",
            description = "Only these: ${COMPLETION-CANDIDATES}; several by commas.")
    private Set<RunStatus> statuses = Set.of();

    @Option(names = "--asset", paramLabel = "ASSET", description = "Only runs with a step of this asset.")
    private @Nullable String asset;

    @Option(names = "--before", paramLabel = "ID", description = "Only runs older than this one: the next page.")
    private @Nullable String before;

    @Override
    protected int run(Common common, Terminal terminal) {
        if (limit < 1) {
            throw new UserError("--limit is 1 or more, found %d.".formatted(limit));
        }
        try (var session = Session.open(common, terminal)) {
            var filter = new RunFilter(
                    statuses,
                    Optional.ofNullable(asset).map(AssetKey::parse),
                    Optional.ofNullable(before).map(id -> known(session, id)),
                    limit + 1);
            var found = session.catalog().runs(filter);
            var table = new Table();
            for (var run : found.subList(0, Math.min(limit, found.size()))) {
                if (common.json()) {
                    terminal.print(RunText.json(run));
                } else {
                    table.row(
                            terminal.bold(run.run().text()),
                            RunText.status(terminal, run.status()),
                            Words.time(run.queued()),
                            run.ended()
                                    .map(end -> Words.duration(Duration.between(run.queued(), end)))
                                    .orElse(""),
                            RunText.counts(run),
                            terminal.dim(run.selection()));
                }
            }
            if (common.json()) {
                return ExitCode.OK;
            }
            if (table.isEmpty()) {
                terminal.note(filter.isAll() ? "No run yet. `weft materialize` makes the first one." : "No such run.");
            }
            terminal.print(table);
            if (found.size() > limit) {
                terminal.note(terminal.onErrors()
                        .dim("There are older ones: --before %s"
                                .formatted(found.get(limit - 1).run())));
            }
            return ExitCode.OK;
        }
    }

    private static RunId known(Session session, String id) {
        var run = RunCommand.id(id);
        return session.catalog()
                .run(run)
                .orElseThrow(() -> new UserError("There is no run %s. See `weft runs`.".formatted(id)))
                .run();
    }
}
