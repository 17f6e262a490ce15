package dev.weft.cli;

import dev.weft.asset.AssetDefinition;
import dev.weft.asset.CheckDefinition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists assets; opens no catalog and loads no user class. */
@Command(name = "list", description = "Lists the assets of the project. Runs nothing and opens no catalog.")
@SuppressWarnings("FieldCanBeFinal") // picocli sets them
final class ListCommand extends WeftCommand {

    @Parameters(
            arity = "0..1",
            defaultValue = "*",
            paramLabel = "SELECTION",
            description = "Which assets, in the selection language, such as 'group:sales+'. Default: all.")
    private String selection = "*";

    @Override
    int run(Common common, Terminal terminal) {
        try (var session = Session.open(common, terminal)) {
            var assets = session.select(selection);
            if (common.json()) {
                assets.forEach(asset -> terminal.print(json(session, asset)));
            } else {
                print(session, terminal, assets);
            }
            return ExitCode.OK;
        }
    }

    private static void print(Session session, Terminal terminal, java.util.List<AssetDefinition> assets) {
        var table = new Table();
        for (var asset : assets) {
            table.row(
                    terminal.bold(asset.key().text()),
                    asset.nature().isMaterializable() ? asset.value().simple() : terminal.dim("external"),
                    terminal.dim(asset.partitions().map(rule -> rule.describe()).orElse("")),
                    asset.description());
        }
        terminal.print(table);
        long checks = assets.stream()
                .mapToLong(asset -> session.graph().checksOf(asset.key()).size())
                .sum();
        terminal.note(
                terminal.dim("%s, %s".formatted(Words.count(assets.size(), "asset"), Words.count(checks, "check"))));
    }

    private static Json json(Session session, AssetDefinition asset) {
        return Json.object()
                .with("key", asset.key())
                .with("nature", asset.nature().name().toLowerCase(java.util.Locale.ROOT))
                .with("group", asset.group())
                .with("description", asset.description())
                .with("value", asset.value().simple())
                .with("io", asset.io())
                .with("partitions", asset.partitions().map(rule -> rule.describe()))
                .with("upstream", session.graph().upstreamOf(asset.key()))
                .with(
                        "checks",
                        session.graph().checksOf(asset.key()).stream()
                                .map(CheckDefinition::name)
                                .toList())
                .with("owners", asset.owners())
                .with("tags", asset.tags())
                .with("kinds", asset.kinds())
                .with("definedIn", asset.producer().place());
    }
}
