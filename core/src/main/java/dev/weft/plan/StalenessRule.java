package dev.weft.plan;

import dev.weft.api.DataVersion;
import dev.weft.api.PartitionKey;
import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetPartition;
import dev.weft.asset.CodeVersion;
import dev.weft.event.EventBody;
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
    private final CurrentCode code;
    private final Function<AssetDefinition, String> config;
    private final Instant now;

    /**
     * @param code the logic of assets and checks, as it is now
     * @param config the hash of the configuration an asset would get; empty text for none
     */
    public StalenessRule(
            Traces traces,
            RecordedState state,
            CurrentCode code,
            Function<AssetDefinition, String> config,
            Instant now) {
        this.traces = traces;
        this.state = state;
        this.code = code;
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
        if (asset.isComputedWhenRead()) {
            throw new IllegalArgumentException(
                    "%s is computed when it is read, so it has no version that could be stale. This is a bug."
                            .formatted(asset.key()));
        }
        var trace = traceNow(asset, partition);
        var rejection = recorded.rejection()
                .filter(rejected -> isSame(rejected.trace(), trace) && wouldRejectAgain(asset, rejected));
        var blockedBy = rejection.map(EventBody.Rejected::checks).orElse(List.of());
        if (recorded.latest().isEmpty()) {
            return rejection.isPresent() && blockedBy.isEmpty()
                    ? new Staleness.Skipped()
                    : new Staleness.Missing(blockedBy);
        }
        var causes = new ArrayList<StaleCause>();
        if (!blockedBy.isEmpty()) {
            causes.add(new StaleCause.Blocked(blockedBy));
        }
        // A version that was reported by hand has no trace to compare with: it stays good until somebody says
        // otherwise.
        recorded.basis().ifPresent(basis -> causes.addAll(differences(asset, basis, trace)));
        asset.refresh().ifPresent(every -> {
            var age = Duration.between(recorded.time(), now);
            // A version of the future is of a clock that was set back since: nobody can say how old it is.
            if (age.abs().compareTo(every) >= 0) {
                causes.add(new StaleCause.RefreshDue(every, age));
            }
        });
        return causes.isEmpty() ? new Staleness.Fresh() : new Staleness.Stale(causes);
    }

    /** Returns what a step would be made of if it ran now. */
    public Trace traceNow(AssetDefinition asset, Optional<PartitionKey> partition) {
        return new TraceNow(traces, code, config).of(asset, partition, state::current);
    }

    /** Returns the data version that a reader would get now; empty if there is none. */
    public static Optional<DataVersion> currentVersion(Recorded recorded) {
        return recorded.latest()
                .map(materialization -> materialization.content().dataVersion())
                .or(() -> recorded.observation().map(observation -> observation.dataVersion()));
    }

    /** Tells whether a version made of the one is what would be made of the other; the compiler does not decide. */
    public static boolean isSame(Trace then, Trace now) {
        return then.codeVersion().equals(now.codeVersion())
                && then.config().equals(now.config())
                && sameInputs(then.inputs(), now.inputs());
    }

    /** A check that was changed, or is gone, or blocks no longer, may decide otherwise on the same inputs. */
    private boolean wouldRejectAgain(AssetDefinition asset, EventBody.Rejected rejected) {
        var checks = asset.producer().outputs().stream()
                .flatMap(output -> traces.graph().checksOf(output).stream())
                .toList();
        return rejected.checks().stream()
                .allMatch(name -> checks.stream()
                        .filter(check -> check.name().equals(name) && check.blocking())
                        .anyMatch(check -> {
                            var then = rejected.checkVersions().get(name);
                            return then == null
                                    || then.equals(code.versionOfCheck(check).text());
                        }));
    }

    /** Returns what differs between what was read and what would be read; empty if the version is still good. */
    private List<StaleCause> differences(AssetDefinition asset, Trace then, Trace now) {
        var causes = new ArrayList<StaleCause>();
        if (!then.codeVersion().equals(now.codeVersion())) {
            causes.add(codeDifference(asset, then, now));
        }
        if (!then.config().equals(now.config())) {
            causes.add(new StaleCause.ConfigChanged());
        }
        if (!sameInputs(then.inputs(), now.inputs())) {
            causes.addAll(inputDifferences(then.inputs(), now.inputs()));
        }
        return causes;
    }

    private StaleCause codeDifference(AssetDefinition asset, Trace then, Trace now) {
        boolean recompiled = !then.compiler().isEmpty()
                && !now.compiler().isEmpty()
                && !then.compiler().equals(now.compiler());
        return recompiled
                ? new StaleCause.Recompiled(then.compiler(), now.compiler())
                : new StaleCause.CodeChanged(
                        then.codeVersion(), now.codeVersion(), code.changesSince(asset, then.codeVersion()));
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

    private List<StaleCause> inputDifferences(List<InputVersion> then, List<InputVersion> now) {
        var before = new TreeMap<AssetPartition, InputVersion>();
        then.forEach(input -> before.put(input.upstream(), input));
        var causes = new ArrayList<StaleCause>();
        for (var input : now) {
            var old = before.remove(input.upstream());
            if (old == null) {
                causes.add(new StaleCause.UpstreamAdded(input.upstream()));
            } else if (!old.dataVersion().equals(input.dataVersion())) {
                causes.add(upstreamChanged(old, input));
            }
        }
        before.keySet().forEach(upstream -> causes.add(new StaleCause.UpstreamRemoved(upstream)));
        return causes;
    }

    private StaleCause upstreamChanged(InputVersion then, InputVersion now) {
        var view = traces.graph()
                .find(now.upstream().asset())
                .filter(AssetDefinition::isComputedWhenRead)
                .filter(upstream ->
                        then.dataVersion().isPresent() && now.dataVersion().isPresent());
        if (view.isPresent()) {
            var from = CodeVersion.of(TraceNow.logic(then.dataVersion().orElseThrow()));
            var to = CodeVersion.of(TraceNow.logic(now.dataVersion().orElseThrow()));
            return new StaleCause.ViewChanged(
                    view.get().key(), from, to, from.equals(to) ? List.of() : code.changesSince(view.get(), from));
        }
        boolean made = traces.graph()
                .find(now.upstream().asset())
                .filter(upstream -> upstream.nature().isMaterializable())
                .isPresent();
        return new StaleCause.UpstreamChanged(now.upstream(), then.dataVersion(), now.dataVersion(), made);
    }
}
