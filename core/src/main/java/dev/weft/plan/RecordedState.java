package dev.weft.plan;

import dev.weft.asset.AssetPartition;

/** What the catalog knows, at one sequence. */
public interface RecordedState {

    /** Returns what is known of an asset partition; {@link Recorded#NOTHING} if nothing is. */
    Recorded of(AssetPartition what);
}
