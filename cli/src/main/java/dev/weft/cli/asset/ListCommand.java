package dev.weft.cli.asset;

import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.asset.CheckDefinition;
import dev.weft.cli.command.Common;
import dev.weft.cli.command.ExitCode;
import dev.weft.cli.command.Takes;
import dev.weft.cli.command.WeftCommand;
import dev.weft.cli.session.Session;
import dev.weft.cli.terminal.Json;
import dev.weft.cli.terminal.Table;
import dev.weft.cli.terminal.Terminal;
import dev.weft.cli.terminal.Words;
import dev.weft.plan.DueCheck;
import dev.weft.plan.Evaluation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Lists assets; opens no catalog unless it is asked where they stand, and loads no user class. */
public final class ListCommand extends WeftCommand {

    private final PositionalParamSpec selection =
            Takes.selection("Which assets, in the selection language, such as 'group:sales+'. Default: all.");
    private final OptionSpec status = Takes.flag("--status", "Shows where each asset stands; opens the catalog.");

    @Override
    protected CommandSpec takes() {
        return Takes.command(
                this,
                "list",
                "Lists the assets of the project. Runs nothing, and opens the catalog only with --status.",
                List.of(selection, status));
    }

    @Override
    protected int run(Common common, Terminal terminal) {
        try (var session = Session.open(common, terminal)) {
            var assets = session.select(selection.getValue());
            var standing = standing(session, assets);
            var due = session.dueChecks(standing).stream().collect(Collectors.groupingBy(DueCheck::asset));
            if (common.json()) {
                terminal.printAll(assets.stream()
                        .map(asset -> json(session, asset, standing, due))
                        .toList());
            } else {
                print(session, terminal, assets, standing, due);
            }
            return ExitCode.OK;
        }
    }

    private static void print(
            Session session,
            Terminal terminal,
            List<AssetDefinition> assets,
            Map<AssetKey, Evaluation> standing,
            Map<AssetKey, List<DueCheck>> due) {
        var table = new Table();
        for (var asset : assets) {
            table.row(
                    terminal.bold(asset.key().text()),
                    rollUp(asset, standing) + terminal.yellow(due(due.getOrDefault(asset.key(), List.of()))),
                    asset.nature().isMaterializable()
                            ? asset.value().simple() + (asset.virtual() ? terminal.dim(" virtual") : "")
                            : terminal.dim("external"),
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

    private Map<AssetKey, Evaluation> standing(Session session, List<AssetDefinition> assets) {
        return status.<Boolean>getValue()
                ? session.evaluate(assets.stream().map(AssetDefinition::key).toList())
                : Map.of();
    }

    private static String rollUp(AssetDefinition asset, Map<AssetKey, Evaluation> standing) {
        var evaluation = standing.get(asset.key());
        return evaluation == null ? "" : evaluation.rollUp();
    }

    private static String due(List<DueCheck> checks) {
        return checks.isEmpty() ? "" : ", %s due".formatted(Words.count(checks.size(), "check"));
    }

    private static Json json(
            Session session,
            AssetDefinition asset,
            Map<AssetKey, Evaluation> standing,
            Map<AssetKey, List<DueCheck>> due) {
        var json = Json.object();
        var evaluation = standing.get(asset.key());
        if (evaluation != null) {
            var counts = new LinkedHashMap<String, Long>();
            evaluation.counts().forEach((where, count) -> counts.put(where.word(), count));
            json.with("status", counts)
                    .with(
                            "checksDue",
                            due.getOrDefault(asset.key(), List.of()).stream()
                                    .map(DueCheck::check)
                                    .toList());
        }
        return json.with("key", asset.key())
                .with("nature", asset.nature().name().toLowerCase(java.util.Locale.ROOT))
                .with("group", asset.group())
                .with("description", asset.description())
                .with("value", asset.value().simple())
                .with("virtual", asset.virtual() ? Optional.of(true) : Optional.empty())
                .with("io", asset.isComputedWhenRead() ? Optional.empty() : Optional.of(asset.io()))
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
