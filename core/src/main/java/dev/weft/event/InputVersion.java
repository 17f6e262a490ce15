package dev.weft.event;

import dev.weft.api.DataVersion;
import dev.weft.asset.AssetPartition;
import java.util.Optional;

/**
 * One upstream version that a materialization read.
 *
 * @param upstream what was read
 * @param dataVersion its data version; empty if there was none (an optional upstream)
 * @param sequence the sequence of the event that made the version; 0 if there was none
 */
public record InputVersion(AssetPartition upstream, Optional<DataVersion> dataVersion, long sequence) {}
