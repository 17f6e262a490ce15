package dev.weft.cli.run;

import dev.weft.api.DataVersion;
import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetNature;
import dev.weft.asset.AssetPartition;
import dev.weft.cli.command.Common;
import dev.weft.cli.command.ExitCode;
import dev.weft.cli.command.UserError;
import dev.weft.cli.command.WeftCommand;
import dev.weft.cli.session.Session;
import dev.weft.cli.terminal.Json;
import dev.weft.cli.terminal.Terminal;
import dev.weft.cli.terminal.Words;
import dev.weft.runtime.Reporter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Records work that was done elsewhere. */
@Command(
        name = "report",
        description = {
            "Records that a version of an asset was made elsewhere, by a script or another system.",
            "An external asset without a method of its own gets a new observed version; an asset that Weft makes gets a version that counts "
                    + "as made from the present code and inputs. A run that makes the same at that moment is refused when it would publish."
        })
@SuppressWarnings("FieldCanBeFinal") // picocli sets them
public final class ReportCommand extends WeftCommand {

    @Parameters(paramLabel = "ASSET", description = "The asset's key.")
    private String asset = "";

    @Option(
            names = "--partition",
            paramLabel = "KEYS",
            description = "Which partitions: a key, keys with commas, or FIRST...LAST.")
    private String partition = "";

    @Option(
            names = "--data-version",
            paramLabel = "TEXT",
            description =
                    "What identifies the content; equal text means equal content. Default: that of the file at --location, else a new one.")
    private @Nullable String dataVersion;

    @Option(
            names = "--metadata",
            paramLabel = "NAME=VALUE",
            description =
                    "Recorded with the version; may stand several times. Numbers, true and false are kept as such.")
    private Map<String, String> metadata = new LinkedHashMap<>();

    @Option(
            names = "--location",
            paramLabel = "PATH",
            description = "The file where the content lies, in the form that the asset's store reads.")
    private @Nullable Path location;

    @Override
    protected int run(Common common, Terminal terminal) {
        try (var session = Session.open(common, terminal)) {
            var definition = session.asset(asset);
            var partitions = partitions(session, definition);
            var version = Optional.ofNullable(dataVersion).map(ReportCommand::version);
            var recorded = new Reporter(session.instance())
                    .report(partitions, version, typed(metadata), Optional.ofNullable(location));
            for (var one : recorded) {
                if (common.json()) {
                    terminal.print(Json.object()
                            .with("asset", one.what().asset())
                            .with("partition", one.what().partition())
                            .with("dataVersion", one.dataVersion())
                            .with("sequence", one.sequence()));
                } else {
                    terminal.print("%s %s  version %s, %s"
                            .formatted(
                                    terminal.green("✓"),
                                    terminal.bold(one.what().toString()),
                                    one.dataVersion().shortForm(),
                                    definition.nature() == AssetNature.MATERIALIZABLE ? "reported" : "observed"));
                }
            }
            return ExitCode.OK;
        }
    }

    private List<AssetPartition> partitions(Session session, AssetDefinition definition) {
        var key = definition.key();
        var known = session.traces().partitionsOf(key);
        if (known.isEmpty()) {
            if (!partition.isEmpty()) {
                throw new UserError("%s has no partitions. Leave --partition out.".formatted(key));
            }
            return List.of(new AssetPartition(key, Optional.empty()));
        }
        if (partition.isEmpty()) {
            throw new UserError("%s has %s. Say which with --partition."
                    .formatted(key, Words.partitions(known.get().keys())));
        }
        var all = new ArrayList<AssetPartition>();
        for (var one : known.get().parse(partition)) {
            all.add(new AssetPartition(key, Optional.of(one)));
        }
        return all;
    }

    private static DataVersion version(String text) {
        try {
            return DataVersion.of(text);
        } catch (IllegalArgumentException e) {
            throw new UserError("--data-version: " + e.getMessage());
        }
    }

    private static Map<String, Object> typed(Map<String, String> texts) {
        var typed = new LinkedHashMap<String, Object>();
        texts.forEach((name, text) -> typed.put(name, typed(text)));
        return typed;
    }

    private static Object typed(String text) {
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        if (text.matches("-?(0|[1-9][0-9]{0,17})")) {
            return Long.valueOf(text);
        }
        if (text.matches("-?(0|[1-9][0-9]*)\\.[0-9]+([eE][-+]?[0-9]+)?")) {
            return Double.valueOf(text);
        }
        return text;
    }
}
