package dev.weft.plan;

import dev.weft.asset.AssetKey;

/**
 * A check that says nothing of latest versions as it is now. It makes nothing stale.
 *
 * @param versions on how many partitions; 1 for an asset without
 * @param changed whether it changed since it looked at them; else it never did
 */
public record DueCheck(AssetKey asset, String check, long versions, boolean changed) {

    /** Returns why, a part of a sentence about the check. */
    public String reason() {
        return changed ? "it changed since its last result" : "it has not looked at the latest version";
    }
}
