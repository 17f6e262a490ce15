package dev.weft.testkit;

import dev.weft.api.PartitionKey;
import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetPartition;
import java.util.Optional;

/** How tests name things: {@code flights}, or one partition of it, {@code flights[2001-01-07]}. */
record Name(AssetKey asset, Optional<PartitionKey> partition) {

    static Name parse(String text) {
        int open = text.indexOf('[');
        if (open < 0 || !text.endsWith("]")) {
            return new Name(AssetKey.parse(text), Optional.empty());
        }
        return new Name(
                AssetKey.parse(text.substring(0, open)),
                Optional.of(PartitionKey.of(text.substring(open + 1, text.length() - 1))));
    }

    /** Tells whether the asset partition is meant; without a partition every one of the asset's is. */
    boolean matches(AssetPartition what) {
        return what.asset().equals(asset) && (partition.isEmpty() || partition.equals(what.partition()));
    }

    @Override
    public String toString() {
        return partition.map(key -> asset + "[" + key + "]").orElse(asset.text());
    }
}
