package dev.weft.plan;

import dev.weft.api.PartitionKey;
import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetPartition;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a planner asks the catalog, from the whole to the detail: each answer is about what is durable when it is given. */
public interface RecordedAssets {

    /** Returns the last sequence, and what is known of whole assets; those of which nothing is known are left out. */
    Overview overview(Collection<AssetKey> assets);

    /** Returns the partitions of each asset that moved after the sequence given for it. */
    Map<AssetKey, List<Optional<PartitionKey>>> movedAfter(Map<AssetKey, Long> sequences);

    /** Returns the slots of all partitions of the assets. */
    Slots slots(Collection<AssetKey> assets);

    /** Returns the slots of these partitions. */
    Slots slotsOf(Collection<AssetPartition> some);

    /** Returns all that is known of these partitions, and of no others. */
    RecordedState stateOf(Collection<AssetPartition> some);

    /** Returns the answers for a state that was read before, of which nobody knows when it moved. */
    static RecordedAssets of(RecordedState state) {
        return new ReadBefore(state);
    }

    /** Slots that were read. */
    interface Slots {
        /** Returns {@link Slot#NOTHING} if nothing is known. */
        Slot of(AssetPartition what);

        /** Returns the slots of one asset alone, so that those of the others can be forgotten. */
        default Slots only(AssetKey asset) {
            return this;
        }
    }

    /** Whole assets at a sequence. */
    record Overview(long sequence, Map<AssetKey, AssetRecord> assets) {
        public AssetRecord of(AssetKey asset) {
            return assets.getOrDefault(asset, AssetRecord.NOTHING);
        }
    }
}
