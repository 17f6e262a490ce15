package dev.weft.plan;

import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetPartition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The slots of whole assets, read once and held until the last one that asks for them has its answer, so that an asset with many readers is not
 * read for each. What is held stays below a limit, whatever the graph: beyond it the oldest go and are read again.
 */
final class HeldSlots {

    private final RecordedAssets recorded;
    private final Traces traces;
    private final long most;
    private final Map<AssetKey, Integer> asking = new HashMap<>();
    private final Map<AssetKey, RecordedAssets.Slots> held = new LinkedHashMap<>();
    private long size;

    /** @param most how many slots are held at once, beside those that are being asked for */
    HeldSlots(RecordedAssets recorded, Traces traces, long most) {
        this.recorded = recorded;
        this.traces = traces;
        this.most = most;
    }

    /** Says that somebody will ask for these. */
    void announce(Collection<AssetKey> assets) {
        assets.forEach(asset -> asking.merge(asset, 1, Integer::sum));
    }

    boolean has(AssetKey asset) {
        return held.containsKey(asset);
    }

    /** Reads what is not held, and makes room for it. */
    void read(Collection<AssetKey> assets) {
        var missing = new ArrayList<AssetKey>();
        for (var asset : assets) {
            if (!has(asset)) {
                missing.add(asset);
            }
        }
        if (missing.isEmpty()) {
            return;
        }
        makeRoom(assets);
        var slots = recorded.slots(missing);
        for (var asset : missing) {
            held.put(asset, slots.only(asset));
            size += traces.all(asset).count();
        }
    }

    private void makeRoom(Collection<AssetKey> needed) {
        if (size > most) {
            for (var asset : List.copyOf(held.keySet())) {
                if (size > most && !needed.contains(asset)) {
                    release(asset);
                }
            }
        }
    }

    Slot of(AssetPartition what) {
        var slots = held.get(what.asset());
        return slots == null ? Slot.NOTHING : slots.of(what);
    }

    /** Says that somebody who asked for these has the answer. */
    void done(Collection<AssetKey> assets) {
        for (var asset : assets) {
            if (asking.merge(asset, -1, Integer::sum) <= 0) {
                release(asset);
            }
        }
    }

    private void release(AssetKey asset) {
        if (held.remove(asset) != null) {
            size -= traces.all(asset).count();
        }
    }
}
