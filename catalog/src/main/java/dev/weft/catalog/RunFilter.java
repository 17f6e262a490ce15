package dev.weft.catalog;

import dev.weft.asset.AssetKey;
import dev.weft.run.RunId;
import dev.weft.run.RunStatus;
import java.util.Optional;
import java.util.Set;

/**
 * Which runs somebody wants to see.
 *
 * @param statuses only runs in one of these; all if empty
 * @param asset only runs with a step of this asset that has started or ended
 * @param before only runs that were queued before this one
 * @param limit how many; 1 or more
 */
public record RunFilter(Set<RunStatus> statuses, Optional<AssetKey> asset, Optional<RunId> before, int limit) {

    public RunFilter {
        statuses = Set.copyOf(statuses);
        if (limit < 1) {
            throw new IllegalArgumentException("A limit is 1 or more; found %d.".formatted(limit));
        }
    }

    /** All runs, the latest first. */
    public static RunFilter latest(int limit) {
        return new RunFilter(Set.of(), Optional.empty(), Optional.empty(), limit);
    }

    /** Tells whether every run passes. */
    public boolean isAll() {
        return statuses.isEmpty() && asset.isEmpty() && before.isEmpty();
    }
}
