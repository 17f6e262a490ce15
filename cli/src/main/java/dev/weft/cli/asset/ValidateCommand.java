package dev.weft.cli.asset;

import dev.weft.asset.AssetNature;
import dev.weft.asset.DefinitionProblems;
import dev.weft.cli.command.Common;
import dev.weft.cli.command.ExitCode;
import dev.weft.cli.command.WeftCommand;
import dev.weft.cli.session.Session;
import dev.weft.cli.terminal.Json;
import dev.weft.cli.terminal.Terminal;
import dev.weft.cli.terminal.Words;
import picocli.CommandLine.Command;

/** Checks what the project declares. */
@Command(name = "validate", description = "Checks everything the project declares, and shows all problems at once.")
public final class ValidateCommand extends WeftCommand {

    @Override
    protected int run(Common common, Terminal terminal) {
        try (var session = Session.open(common, terminal)) {
            var graph = session.graph();
            var problems = session.storeProblems();
            if (!problems.isEmpty()) {
                throw new DefinitionProblems(problems);
            }
            var never = graph.assets().stream()
                    .filter(asset -> asset.nature() == AssetNature.MATERIALIZABLE
                            && asset.inputs().isEmpty()
                            && asset.refresh().isEmpty())
                    .map(asset -> asset.key().text())
                    .toList();
            if (common.json()) {
                terminal.print(Json.object()
                        .with("valid", true)
                        .with("assets", graph.size())
                        .with("neverRefreshed", never));
                return ExitCode.OK;
            }
            terminal.print("%s %s, no problems.".formatted(terminal.green("✓"), Words.count(graph.size(), "asset")));
            if (!never.isEmpty()) {
                terminal.print(("Without any upstream, never refreshed by themselves: %s."
                                + " Give them @Refresh(every = …) or an external asset to read, if their source changes.")
                        .formatted(String.join(", ", never)));
            }
            DiffCommand.suggest(session, terminal);
            return ExitCode.OK;
        }
    }
}
