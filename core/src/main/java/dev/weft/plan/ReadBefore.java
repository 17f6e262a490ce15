package dev.weft.plan;

import dev.weft.api.PartitionKey;
import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetPartition;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A state that was read before; every asset counts as moved, so that all of it is evaluated. */
record ReadBefore(RecordedState state) implements RecordedAssets {

    private static final AssetRecord MOVED = new AssetRecord(Long.MAX_VALUE, Optional.empty(), Optional.empty());

    @Override
    public Overview overview(Collection<AssetKey> assets) {
        var records = new HashMap<AssetKey, AssetRecord>();
        assets.forEach(asset -> records.put(asset, MOVED));
        return new Overview(0, records);
    }

    @Override
    public Map<AssetKey, List<Optional<PartitionKey>>> movedAfter(Map<AssetKey, Long> sequences) {
        throw new IllegalStateException("A state that was read before keeps no evaluations. This is a bug.");
    }

    @Override
    public Slots slots(Collection<AssetKey> assets) {
        return what -> Slot.of(state.of(what));
    }

    @Override
    public Slots slotsOf(Collection<AssetPartition> some) {
        return what -> Slot.of(state.of(what));
    }

    @Override
    public RecordedState stateOf(Collection<AssetPartition> some) {
        return state;
    }
}
