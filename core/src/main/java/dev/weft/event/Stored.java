package dev.weft.event;

import dev.weft.asset.AssetPartition;

/**
 * Where a version's content is.
 *
 * @param what the asset partition
 * @param versionId the random id of the version, one per attempt and output; never reused
 * @param io the name of the store
 * @param location the place within the store, in the store's own words; empty if it keeps nothing
 */
public record Stored(AssetPartition what, String versionId, String io, String location) {}
