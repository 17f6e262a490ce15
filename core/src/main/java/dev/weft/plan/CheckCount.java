package dev.weft.plan;

import dev.weft.asset.AssetKey;

/**
 * On how many latest versions of an asset the latest result of a check is by one code of the check.
 *
 * @param codeVersion the check's own
 * @param results how many partitions; 1 for an asset without
 */
public record CheckCount(AssetKey asset, String check, String codeVersion, long results) {}
