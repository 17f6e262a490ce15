package dev.weft.cli.run;

import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetNature;
import dev.weft.cli.command.Common;
import dev.weft.cli.command.ExitCode;
import dev.weft.cli.command.UserError;
import dev.weft.cli.command.WeftCommand;
import dev.weft.cli.session.Session;
import dev.weft.cli.terminal.Json;
import dev.weft.cli.terminal.Table;
import dev.weft.cli.terminal.Terminal;
import dev.weft.cli.terminal.Words;
import dev.weft.runtime.Observations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Looks at external assets. */
@Command(name = "observe", description = "Looks at external assets and records the versions it sees.")
@SuppressWarnings("FieldCanBeFinal") // picocli sets them
public final class ObserveCommand extends WeftCommand {

    @Parameters(
            arity = "0..1",
            defaultValue = "*",
            paramLabel = "SELECTION",
            description = "Which assets. Default: all external ones.")
    private String selection = "*";

    @Override
    protected int run(Common common, Terminal terminal) {
        try (var session = Session.open(common, terminal)) {
            var external = session.select(selection).stream()
                    .filter(asset -> asset.nature() == AssetNature.OBSERVABLE)
                    .map(AssetDefinition::key)
                    .toList();
            if (external.isEmpty()) {
                throw new UserError("Nothing in \"%s\" can be observed: no @ExternalAsset method with a body."
                        .formatted(selection));
            }
            var seen = session.observe(external);
            if (common.json()) {
                seen.changes().forEach(change -> terminal.print(json(change)));
            } else {
                print(seen.changes(), terminal);
            }
            note(seen.absent(), terminal);
            seen.failures().forEach(terminal::note);
            terminal.note(terminal.dim("%s of %s"
                    .formatted(
                            Words.count(seen.changes().size(), "new version"), Words.count(external.size(), "asset"))));
            return seen.failures().isEmpty() ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    private static Json json(Observations.Change change) {
        return Json.object()
                .with("asset", change.what().asset())
                .with("partition", change.what().partition())
                .with("dataVersion", change.now())
                .with("before", change.before());
    }

    private static void print(List<Observations.Change> changes, Terminal terminal) {
        var table = new Table();
        changes.forEach(change -> table.row(
                terminal.bold(change.what().toString()),
                change.before().map(before -> before.shortForm() + " → ").orElse("")
                        + change.now().shortForm(),
                change.before().isEmpty() ? terminal.dim("seen for the first time") : ""));
        terminal.print(table);
    }

    /** Says what is not there, of each asset once. */
    private static void note(List<Observations.Absent> absent, Terminal terminal) {
        var byAsset = new LinkedHashMap<AssetKey, List<Observations.Absent>>();
        absent.forEach(one -> byAsset.computeIfAbsent(one.what().asset(), key -> new ArrayList<>())
                .add(one));
        byAsset.forEach((asset, all) -> {
            var one = all.stream()
                    .filter(each -> each.before().isPresent())
                    .findFirst()
                    .orElse(all.get(0));
            terminal.note("%s is not there%s%s%s"
                    .formatted(
                            one.what(),
                            one.before().isPresent() ? " any more; what was made of it stays" : "",
                            one.why().isEmpty() ? "." : ": " + one.why(),
                            all.size() == 1 ? "" : " (and %,d more of its partitions)".formatted(all.size() - 1)));
        });
    }
}
