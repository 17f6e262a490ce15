package dev.weft.cli;

import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetNature;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Looks at external assets. */
@Command(name = "observe", description = "Looks at external assets and records the versions it sees.")
@SuppressWarnings("FieldCanBeFinal") // picocli sets them
final class ObserveCommand extends WeftCommand {

    @Parameters(
            arity = "0..1",
            defaultValue = "*",
            paramLabel = "SELECTION",
            description = "Which assets. Default: all external ones.")
    private String selection = "*";

    @Override
    int run(Common common, Terminal terminal) {
        try (var session = Session.open(common, terminal)) {
            var external = session.select(selection).stream()
                    .filter(asset -> asset.nature() == AssetNature.OBSERVABLE)
                    .map(AssetDefinition::key)
                    .toList();
            if (external.isEmpty()) {
                throw new UserError("Nothing in \"%s\" can be observed: no @ExternalAsset method with a body."
                        .formatted(selection));
            }
            var changes = session.observe(external);
            for (var change : changes) {
                if (common.json()) {
                    terminal.print(Json.object()
                            .with("asset", change.what().asset())
                            .with("partition", change.what().partition())
                            .with("dataVersion", change.dataVersion()));
                } else {
                    terminal.print("%s  %s"
                            .formatted(change.what(), change.dataVersion().shortForm()));
                }
            }
            terminal.note(terminal.dim("%s of %s"
                    .formatted(Words.count(changes.size(), "new version"), Words.count(external.size(), "asset"))));
            return ExitCode.OK;
        }
    }
}
