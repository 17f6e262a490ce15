package dev.weft.cli.catalog;

import dev.weft.cli.command.Common;
import dev.weft.cli.command.ExitCode;
import dev.weft.cli.command.UserError;
import dev.weft.cli.command.WeftCommand;
import dev.weft.cli.session.Session;
import dev.weft.cli.terminal.Json;
import dev.weft.cli.terminal.Terminal;
import dev.weft.cli.terminal.Words;
import dev.weft.runtime.Collectable;
import java.util.List;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Deletes what nobody can read any more. */
@Command(
        name = "gc",
        description = "Deletes superseded versions and what failed attempts left. The history in the catalog stays.")
@SuppressWarnings("FieldCanBeFinal") // picocli sets them
public final class GcCommand extends WeftCommand {

    @Option(
            names = "--keep",
            paramLabel = "N",
            description = "Keep the N newest versions of each asset and partition (default: 1, the latest).")
    private int keep = 1;

    @Option(names = "--dry-run", description = "Show what would be deleted, and delete nothing.")
    private boolean dryRun;

    @Override
    protected int run(Common common, Terminal terminal) {
        if (keep < 1) {
            throw new UserError("--keep %d: at least 1, for the latest version always stays.".formatted(keep));
        }
        try (var session = Session.open(common, terminal)) {
            var found = session.collectable(keep);
            if (dryRun) {
                found.forEach(one -> tell(one, common, terminal));
            } else {
                session.collect(found, one -> tell(one, common, terminal));
            }
            if (common.json()) {
                terminal.print(json(found));
            } else {
                terminal.print(summary(found));
            }
            return ExitCode.OK;
        }
    }

    private static void tell(Collectable one, Common common, Terminal terminal) {
        if (!common.json()) {
            terminal.print("  %-8s %s  %s"
                    .formatted(
                            one.remains().bytes().isPresent()
                                    ? Words.bytes(one.remains().bytes().getAsLong())
                                    : "",
                            one.superseded().map(Object::toString).orElse("(left by an attempt)"),
                            one.remains().location()));
        }
    }

    private static long bytes(List<Collectable> found) {
        return found.stream().mapToLong(one -> one.remains().bytes().orElse(0)).sum();
    }

    private static long superseded(List<Collectable> found) {
        return found.stream().filter(one -> one.superseded().isPresent()).count();
    }

    private String summary(List<Collectable> found) {
        if (found.isEmpty()) {
            return "Nothing to collect: every version can still be read.";
        }
        long versions = superseded(found);
        return "%s %s and %s of attempts, %s."
                .formatted(
                        dryRun ? "Would delete" : "Deleted",
                        Words.count(versions, "superseded version"),
                        Words.count(found.size() - versions, "leftover"),
                        Words.bytes(bytes(found)));
    }

    private Json json(List<Collectable> found) {
        var byStore = new TreeMap<String, Integer>();
        found.forEach(one -> byStore.merge(one.store(), 1, Integer::sum));
        return Json.object()
                .with("dryRun", dryRun)
                .with("versions", superseded(found))
                .with("leftovers", found.size() - superseded(found))
                .with("bytes", bytes(found))
                .with("stores", byStore);
    }
}
