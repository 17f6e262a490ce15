package dev.weft.runtime;

import dev.weft.asset.AssetPartition;
import dev.weft.spi.Remains;
import java.util.Optional;

/**
 * Content that nobody can read any more.
 *
 * @param store the store's name
 * @param remains where it lies
 * @param superseded the asset partition of which it was a version; empty for what an attempt left that published nothing
 */
public record Collectable(String store, Remains remains, Optional<AssetPartition> superseded) {}
