package dev.weft.cli;

import dev.weft.plan.PlanRequest;
import dev.weft.run.RunId;
import dev.weft.runtime.Instance;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code plan} and {@code materialize} have in common. */
@SuppressWarnings("FieldCanBeFinal") // picocli sets them
final class PlanOptions {

    @Parameters(
            arity = "0..1",
            defaultValue = "*",
            paramLabel = "SELECTION",
            description = "Which assets, in the selection language, such as '+report'. Default: all.")
    String selection = "*";

    @Option(
            names = "--partition",
            paramLabel = "KEYS",
            description = "Only these partitions: a key, keys with commas, or a range FIRST...LAST.")
    private @Nullable String partition;

    @Option(names = "--with-upstream", description = "Takes in everything upstream of the selection.")
    boolean withUpstream;

    @Option(
            names = "--only",
            description = "Nothing but what is selected: where something it needs is missing, it waits.")
    boolean only;

    @Option(
            names = "--assume-fresh",
            paramLabel = "SELECTION",
            description =
                    "Takes stale versions as they are, such as 'changed:recompiled'. `materialize` records who said so, and why.")
    @Nullable
    String assumeFresh;

    @Option(names = "--because", paramLabel = "TEXT", description = "Why, for the record, with --assume-fresh.")
    String because = "";

    @Option(names = "--force", description = "Runs all that is selected, fresh or not.")
    private boolean force;

    @Option(names = "--retry-failed", description = "Tries again what a blocking check rejected on the same inputs.")
    private boolean retryFailed;

    @Option(
            names = "--config",
            paramLabel = "NAME=VALUE",
            description =
                    "Gives a value to the @Config records of assets: max=5, or limits.max=5. May stand several times.")
    private List<String> config = List.of();

    @Option(names = "--config-file", paramLabel = "FILE", description = "Reads such values from a YAML file.")
    private @Nullable Path configFile;

    /** Hands the configuration to the instance; called before anything else is asked of it. */
    void configure(Instance instance) {
        if (!config.isEmpty() || configFile != null) {
            instance.configure(config, Optional.ofNullable(configFile));
        }
    }

    Optional<String> partition() {
        return Optional.ofNullable(partition);
    }

    PlanRequest.Force force() {
        if (force) {
            return PlanRequest.Force.ALL;
        }
        return retryFailed ? PlanRequest.Force.BLOCKED : PlanRequest.Force.NONE;
    }

    /** Returns what a run notes of these options, so that it can be done again. */
    Map<String, String> tags(Optional<RunId> again) {
        var tags = new TreeMap<String, String>();
        partition().ifPresent(keys -> tags.put("weft/partition", keys));
        if (withUpstream) {
            tags.put("weft/with-upstream", "true");
        }
        if (force) {
            tags.put("weft/force", "true");
        }
        again.ifPresent(run -> tags.put("weft/from-failure", run.text()));
        return tags;
    }

    /** Takes the options of an earlier run; what a check blocked there is tried again. */
    void takeOver(String earlierSelection, Map<String, String> tags) {
        selection = earlierSelection;
        partition = tags.get("weft/partition");
        withUpstream = tags.containsKey("weft/with-upstream");
        force = tags.containsKey("weft/force");
        retryFailed = true;
    }
}
