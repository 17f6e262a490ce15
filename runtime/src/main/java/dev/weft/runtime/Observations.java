package dev.weft.runtime;

import dev.weft.api.DataVersion;
import dev.weft.api.PartitionKey;
import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetPartition;
import dev.weft.catalog.Catalog;
import dev.weft.event.EventBody;
import dev.weft.execute.Futures;
import dev.weft.execute.Observer;
import dev.weft.graph.AssetGraph;
import dev.weft.plan.Traces;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks at external assets, and records the versions that differ from the last ones seen. */
public final class Observations {

    /** A version that differs from the last one seen; {@code before} is empty at the first sight. */
    public record Change(AssetPartition what, Optional<DataVersion> before, DataVersion now) {}

    /**
     * Something that is not there.
     *
     * @param before what was seen last; it stays what it was, since nobody can read anything newer
     * @param why a sentence; empty if the method does not say
     */
    public record Absent(AssetPartition what, Optional<DataVersion> before, String why) {}

    /**
     * What was seen; the changes are recorded.
     *
     * @param failures of each look that failed, a sentence with the user's frames
     */
    public record Seen(List<Change> changes, List<Absent> absent, List<String> failures) {

        public Seen {
            changes = List.copyOf(changes);
            absent = List.copyOf(absent);
            failures = List.copyOf(failures);
        }

        /**
         * Returns the same where no look failed.
         *
         * @throws IllegalStateException if one did: with all that failed
         */
        public Seen orThrow() {
            if (!failures.isEmpty()) {
                throw new IllegalStateException(String.join("\n", failures));
            }
            return this;
        }
    }

    private final AssetGraph graph;
    private final Catalog catalog;
    private final Traces traces;
    private final Observer observer;

    Observations(AssetGraph graph, Catalog catalog, Traces traces, Observer observer) {
        this.graph = graph;
        this.catalog = catalog;
        this.traces = traces;
        this.observer = observer;
    }

    /**
     * Looks at assets, one after the other; a look that fails does not keep the others from being recorded.
     *
     * @param partitions of those that have them, the partitions to look at; empty for all that exist
     */
    Seen look(Collection<AssetKey> external, Optional<Set<PartitionKey>> partitions) {
        var state = catalog.state(external);
        var changes = new ArrayList<Change>();
        var absent = new ArrayList<Absent>();
        var failures = new ArrayList<String>();
        for (var key : external) {
            var asset = graph.get(key);
            for (var partition : partitionsOf(asset, partitions)) {
                var what = new AssetPartition(key, partition);
                var last = state.of(what).observation().map(EventBody.Observation::dataVersion);
                try {
                    var sight = observer.see(asset, partition);
                    if (sight.version().isEmpty()) {
                        absent.add(new Absent(what, last, sight.absence()));
                    } else if (!sight.version().equals(last)) {
                        changes.add(new Change(what, last, sight.version().get()));
                    }
                } catch (IllegalStateException e) {
                    failures.add(String.valueOf(e.getMessage()));
                }
            }
        }
        if (!changes.isEmpty()) {
            Futures.join(catalog.record(
                    Optional.empty(),
                    changes.stream()
                            .<EventBody>map(change -> new EventBody.Observation(change.what(), change.now(), Map.of()))
                            .toList()));
        }
        return new Seen(changes, absent, failures);
    }

    private List<Optional<PartitionKey>> partitionsOf(AssetDefinition asset, Optional<Set<PartitionKey>> limit) {
        return traces.all(asset.key()).members().stream()
                .filter(member ->
                        limit.isEmpty() || member.isEmpty() || limit.get().contains(member.get()))
                .toList();
    }
}
