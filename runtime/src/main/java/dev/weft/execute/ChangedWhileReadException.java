package dev.weft.execute;

import dev.weft.api.DataVersion;
import dev.weft.asset.AssetPartition;
import java.util.Map;
import java.util.stream.Collectors;

/** Thrown where external data was another one after it was read than before. */
final class ChangedWhileReadException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Map<AssetPartition, DataVersion> seen;

    ChangedWhileReadException(Map<AssetPartition, DataVersion> seen) {
        super("%s changed while it was read. Nothing of what was read is kept."
                .formatted(seen.keySet().stream().map(AssetPartition::toString).collect(Collectors.joining(", "))));
        this.seen = Map.copyOf(seen);
    }

    /** Returns what was seen after reading. */
    Map<AssetPartition, DataVersion> seen() {
        return seen;
    }
}
