package dev.weft.plan;

import dev.weft.api.DataVersion;
import dev.weft.api.PartitionKey;
import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetPartition;
import dev.weft.asset.CodeVersion;
import dev.weft.event.InputVersion;
import dev.weft.event.Trace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Compares what an asset's version was made of with what it would be made of now: code version, configuration, input keys, and each input's
 * data version. Times decide only where a refresh is declared.
 */
public final class StalenessRule {

    private final Traces traces;
    private final RecordedState state;
    private final Function<AssetDefinition, CodeVersion> codeVersions;
    private final Function<AssetDefinition, String> config;
    private final Instant now;

    /**
     * @param codeVersions the version of an asset's logic, as it is now
     * @param config the hash of the configuration an asset would get; empty text for none
     */
    public StalenessRule(
            Traces traces,
            RecordedState state,
            Function<AssetDefinition, CodeVersion> codeVersions,
            Function<AssetDefinition, String> config,
            Instant now) {
        this.traces = traces;
        this.state = state;
        this.codeVersions = codeVersions;
        this.config = config;
        this.now = now;
    }

    /** Returns whether an asset, or one partition of it, is missing, stale or fresh. */
    public Staleness of(AssetDefinition asset, Optional<PartitionKey> partition) {
        var what = new AssetPartition(asset.key(), partition);
        var recorded = state.of(what);
        if (!asset.nature().isMaterializable()) {
            return currentVersion(recorded).isPresent() ? new Staleness.Fresh() : new Staleness.Missing(List.of());
        }
        var trace = traceNow(asset, partition);
        var blockedBy = recorded.rejection()
                .filter(rejected -> differences(rejected.trace(), trace).isEmpty())
                .map(rejected -> rejected.checks())
                .orElse(List.of());
        if (recorded.latest().isEmpty()) {
            return new Staleness.Missing(blockedBy);
        }
        var causes = new ArrayList<StaleCause>();
        if (!blockedBy.isEmpty()) {
            causes.add(new StaleCause.Blocked(blockedBy));
        }
        // A version that was reported by hand has no trace to compare with: it stays good until somebody says
        // otherwise.
        recorded.basis().ifPresent(basis -> causes.addAll(differences(basis, trace)));
        asset.refresh().ifPresent(every -> {
            var age = Duration.between(recorded.time(), now);
            if (age.compareTo(every) >= 0) {
                causes.add(new StaleCause.RefreshDue(every, age));
            }
        });
        return causes.isEmpty() ? new Staleness.Fresh() : new Staleness.Stale(causes);
    }

    /** Returns what a step would be made of if it ran now. */
    public Trace traceNow(AssetDefinition asset, Optional<PartitionKey> partition) {
        var inputs = new ArrayList<InputVersion>();
        for (var upstream : traces.readBy(asset, partition)) {
            var recorded = state.of(upstream);
            inputs.add(new InputVersion(upstream, currentVersion(recorded), recorded.sequence()));
        }
        return new Trace(codeVersions.apply(asset), config.apply(asset), inputs);
    }

    /** Returns the data version that a reader would get now; empty if there is none. */
    public static Optional<DataVersion> currentVersion(Recorded recorded) {
        return recorded.latest()
                .map(materialization -> materialization.content().dataVersion())
                .or(() -> recorded.observation().map(observation -> observation.dataVersion()));
    }

    /** Returns what differs between what was read and what would be read; empty if the version is still good. */
    public static List<StaleCause> differences(Trace then, Trace now) {
        var causes = new ArrayList<StaleCause>();
        if (!then.codeVersion().equals(now.codeVersion())) {
            causes.add(new StaleCause.CodeChanged(then.codeVersion(), now.codeVersion()));
        }
        if (!then.config().equals(now.config())) {
            causes.add(new StaleCause.ConfigChanged());
        }
        if (!sameInputs(then.inputs(), now.inputs())) {
            causes.addAll(inputDifferences(then.inputs(), now.inputs()));
        }
        return causes;
    }

    private static boolean sameInputs(List<InputVersion> then, List<InputVersion> now) {
        if (then.size() != now.size()) {
            return false;
        }
        for (int i = 0; i < then.size(); i++) {
            var a = then.get(i);
            var b = now.get(i);
            if (!a.upstream().equals(b.upstream()) || !a.dataVersion().equals(b.dataVersion())) {
                return false;
            }
        }
        return true;
    }

    private static List<StaleCause> inputDifferences(List<InputVersion> then, List<InputVersion> now) {
        var before = new TreeMap<AssetPartition, InputVersion>();
        then.forEach(input -> before.put(input.upstream(), input));
        var causes = new ArrayList<StaleCause>();
        for (var input : now) {
            var old = before.remove(input.upstream());
            if (old == null) {
                causes.add(new StaleCause.UpstreamAdded(input.upstream()));
            } else if (!old.dataVersion().equals(input.dataVersion())) {
                causes.add(new StaleCause.UpstreamChanged(input.upstream(), old.dataVersion(), input.dataVersion()));
            }
        }
        before.keySet().forEach(upstream -> causes.add(new StaleCause.UpstreamRemoved(upstream)));
        return causes;
    }
}
