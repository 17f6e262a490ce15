package dev.weft.cli.session;

import dev.weft.cli.command.Takes;
import dev.weft.plan.PlanRequest;
import dev.weft.run.RunId;
import dev.weft.runtime.Instance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What {@code plan} and {@code materialize} have in common. */
public final class PlanOptions {

    private final PositionalParamSpec selection =
            Takes.selection("Which assets, in the selection language, such as '+report'. Default: all.");
    private final OptionSpec partition = Takes.option(
            "--partition",
            String.class,
            "KEYS",
            "Only these partitions: a key, keys with commas, or a range FIRST...LAST.");
    private final OptionSpec withUpstream =
            Takes.flag("--with-upstream", "Takes in everything upstream of the selection.");
    private final OptionSpec only =
            Takes.flag("--only", "Nothing but what is selected: where something it needs is missing, it waits.");
    private final OptionSpec assumeFresh = Takes.option(
            "--assume-fresh",
            String.class,
            "SELECTION",
            "Takes stale versions as they are, such as 'changed:recompiled'. `materialize` records who said so, and why.");
    private final OptionSpec because =
            Takes.option("--because", String.class, "TEXT", "Why, for the record, with --assume-fresh.");
    private final OptionSpec force = Takes.flag("--force", "Runs all that is selected, fresh or not.");
    private final OptionSpec retryFailed =
            Takes.flag("--retry-failed", "Tries again what a blocking check rejected on the same inputs.");
    private final OptionSpec config = Takes.options(
            "--config",
            "NAME=VALUE",
            "Gives a value to the @Config records of assets: max=5, or limits.max=5. May stand several times.");
    private final OptionSpec configFile =
            Takes.option("--config-file", Path.class, "FILE", "Reads such values from a YAML file.");

    /** Returns these arguments and those that a command has of its own. */
    public List<ArgSpec> and(OptionSpec... own) {
        var all = new ArrayList<ArgSpec>(List.of(
                selection,
                partition,
                withUpstream,
                only,
                assumeFresh,
                because,
                force,
                retryFailed,
                config,
                configFile));
        all.addAll(List.of(own));
        return all;
    }

    public String selection() {
        return selection.getValue();
    }

    boolean withUpstream() {
        return withUpstream.getValue();
    }

    boolean only() {
        return only.getValue();
    }

    Optional<String> assumeFresh() {
        return Optional.ofNullable(assumeFresh.getValue());
    }

    String because() {
        return Optional.ofNullable(because.<String>getValue()).orElse("");
    }

    /** Hands the configuration to the instance; called before anything else is asked of it. */
    public void configure(Instance instance) {
        List<String> pairs = config.getValue();
        Path file = configFile.getValue();
        if (!pairs.isEmpty() || file != null) {
            instance.configure(pairs, Optional.ofNullable(file));
        }
    }

    Optional<String> partition() {
        return Optional.ofNullable(partition.getValue());
    }

    PlanRequest.Force force() {
        if (force.<Boolean>getValue()) {
            return PlanRequest.Force.ALL;
        }
        return retryFailed.<Boolean>getValue() ? PlanRequest.Force.BLOCKED : PlanRequest.Force.NONE;
    }

    /** Returns what a run notes of these options, so that it can be done again. */
    public Map<String, String> tags(Optional<RunId> again) {
        var tags = new TreeMap<String, String>();
        partition().ifPresent(keys -> tags.put("weft/partition", keys));
        if (withUpstream()) {
            tags.put("weft/with-upstream", "true");
        }
        if (force() == PlanRequest.Force.ALL) {
            tags.put("weft/force", "true");
        }
        again.ifPresent(run -> tags.put("weft/from-failure", run.text()));
        return tags;
    }

    /** Takes the options of an earlier run; what a check blocked there is tried again. */
    public void takeOver(String earlierSelection, Map<String, String> tags) {
        selection.setValue(earlierSelection);
        partition.setValue(tags.get("weft/partition"));
        withUpstream.setValue(tags.containsKey("weft/with-upstream"));
        force.setValue(tags.containsKey("weft/force"));
        retryFailed.setValue(true);
    }
}
