package dev.weft.cli.asset;

import dev.weft.cli.command.Common;
import dev.weft.cli.command.ExitCode;
import dev.weft.cli.command.WeftCommand;
import dev.weft.cli.session.Session;
import dev.weft.cli.terminal.Json;
import dev.weft.cli.terminal.Table;
import dev.weft.cli.terminal.Terminal;
import dev.weft.cli.terminal.Words;
import dev.weft.graph.AssetGraph;
import dev.weft.graph.GraphDiff;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Compares the project with what was recorded of it last. */
@Command(
        name = "diff",
        description =
                "Compares what the project declares with what the last run recorded: assets added, removed, renamed, changed.")
@SuppressWarnings("FieldCanBeFinal") // picocli sets them
public final class DiffCommand extends WeftCommand {

    @Option(names = "--exit-code", description = "Exits with 10 when there is a difference.")
    private boolean exitCode;

    @Override
    protected int run(Common common, Terminal terminal) {
        try (var session = Session.open(common, terminal)) {
            var recorded = session.instance().recordedGraph();
            if (recorded.isEmpty()) {
                terminal.note("Nothing was recorded yet: `weft materialize` records what the project declares.");
            }
            var diff = GraphDiff.between(
                    recorded.orElseGet(() -> AssetGraph.of(java.util.List.of(), java.util.List.of())), session.graph());
            if (common.json()) {
                diff.changes().forEach(change -> terminal.print(json(change)));
            } else {
                print(diff, terminal);
                suggest(session, terminal);
            }
            return exitCode && !diff.changes().isEmpty() ? ExitCode.WORK_TO_DO : ExitCode.OK;
        }
    }

    /** Says where a new asset looks like one that vanished. */
    static void suggest(Session session, Terminal terminal) {
        session.instance()
                .likelyRenames()
                .forEach((asset, former) -> terminal.print(
                        "%s has the code of %s, which is gone. If it is the same asset, keep its history: @Asset(formerly = \"%s\")."
                                .formatted(asset, former, former)));
    }

    private static void print(GraphDiff diff, Terminal terminal) {
        var table = new Table();
        for (var change : diff.changes()) {
            var sign = switch (change.kind()) {
                case ADDED -> terminal.green("+");
                case REMOVED -> terminal.red("-");
                case RENAMED, CHANGED -> terminal.yellow("~");
            };
            var words = change.formerly()
                    .map(former -> "renamed from %s, whose history it continues".formatted(former)
                            + (change.details().isEmpty() ? "" : "; "))
                    .orElse("");
            table.row(
                    sign + " " + terminal.bold(change.asset().text()),
                    change.details().isEmpty() && change.formerly().isEmpty()
                            ? Words.word(change.kind())
                            : words + String.join("; ", change.details()));
        }
        table.lines().forEach(terminal::print);
        if (diff.changes().isEmpty()) {
            terminal.print("No difference.");
        }
    }

    private static Json json(GraphDiff.Change change) {
        return Json.object()
                .with("change", Words.word(change.kind()))
                .with("asset", change.asset())
                .with("formerly", change.formerly())
                .with("details", change.details());
    }
}
