package dev.weft.asset;

import dev.weft.api.PartitionKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An asset, or one partition of it: what one materialization is about.
 *
 * @param asset the asset
 * @param partition the partition; empty for an asset without partitions
 */
public record AssetPartition(AssetKey asset, Optional<PartitionKey> partition) implements Comparable<AssetPartition> {

    public static AssetPartition of(AssetKey asset) {
        return new AssetPartition(asset, Optional.empty());
    }

    public static AssetPartition of(AssetKey asset, PartitionKey partition) {
        return new AssetPartition(asset, Optional.of(partition));
    }

    @Override
    public int compareTo(AssetPartition other) {
        int byAsset = asset.compareTo(other.asset);
        return byAsset != 0 ? byAsset : text().compareTo(other.text());
    }

    private String text() {
        return partition.map(PartitionKey::text).orElse("");
    }

    // Written out, as in AssetKey.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AssetPartition slot && asset.equals(slot.asset) && partition.equals(slot.partition);
    }

    @Override
    public int hashCode() {
        return 31 * asset.hashCode() + partition.hashCode();
    }

    /** Returns {@code flights} or {@code flights[2001-01-07]}. */
    @Override
    public String toString() {
        return partition.map(key -> asset + "[" + key + "]").orElse(asset.text());
    }
}
