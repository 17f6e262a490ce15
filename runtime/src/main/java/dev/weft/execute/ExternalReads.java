package dev.weft.execute;

import dev.weft.api.DataVersion;
import dev.weft.asset.AssetNature;
import dev.weft.asset.AssetPartition;
import dev.weft.event.Trace;
import dev.weft.plan.Traces;
import java.util.LinkedHashMap;

/** Looks again at the external data that a step has read: the version that is recorded must be the one that was there before and after. */
final class ExternalReads {

    private final RunSetup setup;
    private final Traces traces;

    ExternalReads(RunSetup setup, Traces traces) {
        this.setup = setup;
        this.traces = traces;
    }

    /** @throws ChangedWhileReadException if one is another than the recorded one now */
    void check(Trace trace) {
        var changed = new LinkedHashMap<AssetPartition, DataVersion>();
        for (var input : trace.inputs()) {
            var what = input.upstream();
            var upstream = setup.graph().get(what.asset());
            var before = input.dataVersion();
            if (upstream.nature() == AssetNature.OBSERVABLE && before.isPresent()) {
                var after = new Observer(setup, traces).look(upstream, what.partition());
                if (after.isEmpty()) {
                    throw new IllegalStateException(
                            "%s is no longer there: it vanished while it was read.".formatted(what));
                }
                if (!after.equals(before)) {
                    changed.put(what, after.get());
                }
            }
        }
        if (!changed.isEmpty()) {
            throw new ChangedWhileReadException(changed);
        }
    }
}
