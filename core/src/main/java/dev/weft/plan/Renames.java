package dev.weft.plan;

import dev.weft.api.PartitionKey;
import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetPartition;
import dev.weft.event.EventBody;
import dev.weft.event.InputVersion;
import dev.weft.event.Trace;
import dev.weft.graph.AssetGraph;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The assets of a graph that continue the history of a former key: what was recorded under it counts as theirs until they have something of their
 * own, and what read the former key has read them. A former key that is an asset of the graph keeps its history.
 */
public final class Renames {

    private final Map<AssetKey, AssetKey> formerOf = new HashMap<>();
    private final Map<AssetKey, AssetKey> nowOf = new HashMap<>();

    private Renames(AssetGraph graph) {
        graph.assets()
                .forEach(asset -> asset.formerly()
                        .filter(former -> !graph.contains(former))
                        .ifPresent(former -> {
                            formerOf.put(asset.key(), former);
                            nowOf.put(former, asset.key());
                        }));
    }

    public static Renames of(AssetGraph graph) {
        return new Renames(graph);
    }

    /** Returns the key whose history an asset continues. */
    public Optional<AssetKey> formerOf(AssetKey asset) {
        return Optional.ofNullable(formerOf.get(asset));
    }

    /** Returns the key that continues the history of this one; itself if none does. */
    AssetKey now(AssetKey key) {
        return nowOf.getOrDefault(key, key);
    }

    /** Returns the keys with their former ones: what has to be read to know of them all. */
    public Set<AssetKey> withFormer(Collection<AssetKey> assets) {
        var all = new LinkedHashSet<>(assets);
        assets.forEach(asset -> formerOf(asset).ifPresent(all::add));
        return all;
    }

    /** Returns a state that knows the former keys' history; it was read for {@link #withFormer}. */
    public RecordedState over(RecordedState state) {
        return formerOf.isEmpty() ? state : what -> renamed(orFormer(what, state));
    }

    private Recorded orFormer(AssetPartition what, RecordedState state) {
        var own = state.of(what);
        return own.equals(Recorded.NOTHING) ? former(what).map(state::of).orElse(own) : own;
    }

    private Optional<AssetPartition> former(AssetPartition what) {
        return formerOf(what.asset()).map(key -> new AssetPartition(key, what.partition()));
    }

    private Recorded renamed(Recorded recorded) {
        return new Recorded(
                recorded.latest(),
                recorded.sequence(),
                recorded.time(),
                recorded.basis().map(this::renamed),
                recorded.rejection()
                        .map(rejected -> new EventBody.Rejected(
                                rejected.what(),
                                renamed(rejected.trace()),
                                rejected.checks(),
                                rejected.candidate(),
                                rejected.checkVersions())),
                recorded.observation());
    }

    private Trace renamed(Trace trace) {
        return new Trace(
                trace.codeVersion(),
                trace.compiler(),
                trace.config(),
                trace.inputs().stream()
                        .map(input -> new InputVersion(
                                new AssetPartition(
                                        now(input.upstream().asset()),
                                        input.upstream().partition()),
                                input.dataVersion(),
                                input.sequence()))
                        .toList());
    }

    /** Returns the same of what a catalog is asked piece by piece. */
    public RecordedAssets over(RecordedAssets recorded) {
        return formerOf.isEmpty() ? recorded : new WithFormer(recorded);
    }

    private final class WithFormer implements RecordedAssets {

        private final RecordedAssets recorded;

        WithFormer(RecordedAssets recorded) {
            this.recorded = recorded;
        }

        @Override
        public Overview overview(Collection<AssetKey> assets) {
            var overview = recorded.overview(withFormer(assets));
            var records = new HashMap<AssetKey, AssetRecord>();
            for (var asset : assets) {
                var own = overview.of(asset);
                var former = formerOf(asset).map(overview::of).orElse(AssetRecord.NOTHING);
                records.put(
                        asset,
                        new AssetRecord(
                                Math.max(own.moved(), former.moved()),
                                own.step().or(former::step),
                                own.kept()));
            }
            return new Overview(overview.sequence(), records);
        }

        @Override
        public Map<AssetKey, List<Optional<PartitionKey>>> movedAfter(Map<AssetKey, Long> sequences) {
            var asked = new HashMap<>(sequences);
            sequences.forEach((asset, after) -> formerOf(asset).ifPresent(former -> asked.put(former, after)));
            var moved = recorded.movedAfter(asked);
            var all = new HashMap<AssetKey, List<Optional<PartitionKey>>>();
            sequences.keySet().forEach(asset -> {
                var partitions = new ArrayList<>(moved.getOrDefault(asset, List.of()));
                formerOf(asset).ifPresent(former -> partitions.addAll(moved.getOrDefault(former, List.of())));
                all.put(asset, partitions);
            });
            return all;
        }

        @Override
        public Slots slots(Collection<AssetKey> assets) {
            return orFormer(recorded.slots(withFormer(assets)));
        }

        @Override
        public Slots slotsOf(Collection<AssetPartition> some) {
            return orFormer(recorded.slotsOf(withFormerOf(some)));
        }

        private Slots orFormer(Slots slots) {
            return what -> {
                var own = slots.of(what);
                return own.equals(Slot.NOTHING) ? former(what).map(slots::of).orElse(own) : own;
            };
        }

        private Set<AssetPartition> withFormerOf(Collection<AssetPartition> some) {
            var all = new LinkedHashSet<>(some);
            some.forEach(what -> former(what).ifPresent(all::add));
            return all;
        }

        @Override
        public RecordedState stateOf(Collection<AssetPartition> some) {
            return over(recorded.stateOf(withFormerOf(some)));
        }
    }
}
