package dev.weft.cli;

import dev.weft.asset.AssetPartition;
import dev.weft.event.EventBody;
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
final class WipeCommand extends WeftCommand {

    @Parameters(paramLabel = "ASSET", description = "The asset's key.")
    private String asset = "";

    @Option(
            names = "--partition",
            paramLabel = "KEYS",
            description = "Only these partitions: a key, keys with commas, or FIRST...LAST.")
    private String partition = "";

    @Override
    int run(Common common, Terminal terminal) {
        try (var session = Session.open(common, terminal)) {
            var definition = session.asset(asset);
            List<EventBody> wipes = session.catalog().latest(definition.key()).stream()
                    .map(version -> version.materialization().stored().what())
                    .filter(what -> chosen(session, what))
                    .<EventBody>map(what -> new EventBody.Wiped(what, System.getProperty("user.name", "")))
                    .toList();
            if (!wipes.isEmpty()) {
                session.await(session.catalog().record(Optional.empty(), wipes));
            }
            if (common.json()) {
                terminal.print(Json.object().with("asset", definition.key()).with("wiped", wipes.size()));
            } else {
                terminal.print(
                        "%s: %s declared void.".formatted(definition.key(), Words.count(wipes.size(), "version")));
            }
            return ExitCode.OK;
        }
    }

    private boolean chosen(Session session, AssetPartition what) {
        if (partition.isEmpty()) {
            return true;
        }
        return session.traces()
                .partitionsOf(what.asset())
                .map(partitions -> partitions.parse(partition))
                .filter(keys -> what.partition().filter(keys::contains).isPresent())
                .isPresent();
    }
}
