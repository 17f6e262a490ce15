package dev.weft.cli.catalog;

import dev.weft.asset.AssetPartition;
import dev.weft.cli.command.Common;
import dev.weft.cli.command.ExitCode;
import dev.weft.cli.command.UserError;
import dev.weft.cli.command.WeftCommand;
import dev.weft.cli.session.Session;
import dev.weft.cli.terminal.Json;
import dev.weft.cli.terminal.Terminal;
import dev.weft.cli.terminal.Words;
import dev.weft.event.EventBody;
import dev.weft.execute.Futures;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Declares versions void. */
@Command(
        name = "wipe",
        description = "Declares the versions of an asset void: it is missing from then on. Its history stays.")
@SuppressWarnings("FieldCanBeFinal") // picocli sets them
public final class WipeCommand extends WeftCommand {

    @Parameters(paramLabel = "ASSET", description = "The asset's key.")
    private String asset = "";

    @Option(
            names = "--partition",
            paramLabel = "KEYS",
            description = "Only these partitions: a key, keys with commas, or FIRST...LAST.")
    private String partition = "";

    @Option(
            names = {"-y", "--yes"},
            description = "Asks nothing. Needed where nobody can be asked, as in a script.")
    private boolean yes;

    @Override
    protected int run(Common common, Terminal terminal) {
        try (var session = Session.open(common, terminal)) {
            var definition = session.asset(asset);
            var partitions = session.partitions(List.of(definition.key()), partition);
            var chosen = session.catalog().latest(definition.key()).stream()
                    .map(version -> version.materialization().stored().what())
                    .filter(what -> partitions.isEmpty()
                            || what.partition()
                                    .filter(partitions.get()::contains)
                                    .isPresent())
                    .toList();
            if (!chosen.isEmpty() && !yes && !confirmed(terminal, chosen)) {
                terminal.note("Nothing was wiped.");
                return ExitCode.WRONG_INPUT;
            }
            List<EventBody> wipes = chosen.stream()
                    .<EventBody>map(what -> new EventBody.Wiped(what, System.getProperty("user.name", "")))
                    .toList();
            if (!wipes.isEmpty()) {
                Futures.join(session.catalog().record(Optional.empty(), wipes));
            }
            if (common.json()) {
                terminal.print(Json.object().with("asset", definition.key()).with("wiped", wipes.size()));
            } else if (wipes.isEmpty()) {
                terminal.print("%s: no version is there to wipe.".formatted(definition.key()));
            } else {
                terminal.print(
                        "%s: %s declared void.".formatted(definition.key(), Words.count(wipes.size(), "version")));
            }
            return ExitCode.OK;
        }
    }

    private static boolean confirmed(Terminal terminal, List<AssetPartition> chosen) {
        var what = chosen.size() == 1
                ? chosen.get(0).toString()
                : "%s of %s (%s … %s)"
                        .formatted(
                                Words.count(chosen.size(), "partition"),
                                chosen.get(0).asset(),
                                chosen.get(0).partition().map(key -> key.text()).orElse(""),
                                chosen.get(chosen.size() - 1)
                                        .partition()
                                        .map(key -> key.text())
                                        .orElse(""));
        if (!terminal.asks()) {
            throw new UserError("This declares %s void. Say so with --yes.".formatted(what));
        }
        return terminal.confirms("Declare %s void?".formatted(what));
    }
}
