package dev.weft.cli.run;

import dev.weft.api.Severity;
import dev.weft.asset.AssetDefinition;
import dev.weft.cli.command.Common;
import dev.weft.cli.command.ExitCode;
import dev.weft.cli.command.UserError;
import dev.weft.cli.command.WeftCommand;
import dev.weft.cli.session.Session;
import dev.weft.cli.terminal.Json;
import dev.weft.cli.terminal.Table;
import dev.weft.cli.terminal.Terminal;
import dev.weft.cli.terminal.Words;
import dev.weft.event.EventBody;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs checks alone. */
@Command(
        name = "check",
        description = "Runs the checks of assets on their latest versions, and records the results. Makes nothing.")
@SuppressWarnings("FieldCanBeFinal") // picocli sets them
public final class CheckCommand extends WeftCommand {

    @Parameters(
            arity = "0..1",
            defaultValue = "*",
            paramLabel = "SELECTION",
            description = "Which assets, in the selection language. Default: all that have checks.")
    private String selection = "*";

    @Option(
            names = "--partition",
            paramLabel = "KEYS",
            description =
                    "Only these partitions: a key, keys with commas, or FIRST...LAST. Default: all that were made.")
    private String partition = "";

    @Override
    protected int run(Common common, Terminal terminal) {
        try (var session = Session.open(common, terminal)) {
            var assets = session.select(selection).stream()
                    .filter(asset -> !session.graph().checksOf(asset.key()).isEmpty())
                    .map(AssetDefinition::key)
                    .toList();
            if (assets.isEmpty()) {
                throw new UserError(
                        "Nothing in \"%s\" has a check. Mark a method with @AssetCheck.".formatted(selection));
            }
            var partitions = session.partitions(assets, partition);
            var counts = new EnumMap<Severity, Integer>(Severity.class);
            var passed = new LinkedHashMap<List<String>, Integer>();
            var table = new Table();
            session.instance().check(assets, partitions, result -> {
                counts.merge(result.result().severity(), 1, Integer::sum);
                if (common.json()) {
                    terminal.print(json(result));
                } else if (result.result().severity() == Severity.PASS
                        && result.what().partition().isPresent()) {
                    passed.merge(List.of(result.check(), result.what().asset().text()), 1, Integer::sum);
                } else {
                    table.row(
                            sign(terminal, result.result().severity()),
                            terminal.bold(result.check()),
                            result.what().toString(),
                            result.result().message());
                }
            });
            if (!common.json()) {
                passed.forEach((check, count) -> table.row(
                        sign(terminal, Severity.PASS),
                        terminal.bold(check.get(0)),
                        check.get(1),
                        Words.count(count, "partition")));
                terminal.print(table);
                terminal.print(
                        counts.isEmpty()
                                ? "Nothing to look at: no version of %s exists yet. `weft materialize` makes one."
                                        .formatted(
                                                assets.size() == 1
                                                        ? assets.get(0).text()
                                                        : "what has checks")
                                : counts.entrySet().stream()
                                        .map(entry -> "%,d %s".formatted(entry.getValue(), words(entry.getKey())))
                                        .collect(Collectors.joining(", ", "", ".")));
            }
            return counts.containsKey(Severity.FAIL) ? ExitCode.FAILED : ExitCode.OK;
        }
    }

    private static String words(Severity severity) {
        return switch (severity) {
            case PASS -> "passed";
            case WARN -> "warned";
            case FAIL -> "failed";
        };
    }

    private static String sign(Terminal terminal, Severity severity) {
        return switch (severity) {
            case PASS -> terminal.green("✓");
            case WARN -> terminal.yellow("!");
            case FAIL -> terminal.red("✗");
        };
    }

    static Json json(EventBody.CheckEvaluated check) {
        return Json.object()
                .with("asset", check.what().asset())
                .with("partition", check.what().partition())
                .with("check", check.check())
                .with("severity", Words.word(check.result().severity()))
                .with("blocking", check.blocking())
                .with("message", check.result().message())
                .with("metadata", check.result().metadata())
                .with("dataVersion", check.dataVersion());
    }
}
