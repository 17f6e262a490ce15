package dev.weft.plan;

import java.time.Duration;
import java.util.Optional;

/**
 * What the catalog knows of a whole asset.
 *
 * @param moved the last event that can have changed whether some of it, or of what reads it, is fresh; 0 for none
 * @param step how long its steps took lately; empty if none ran
 * @param kept where its partitions stood when somebody found out last
 */
public record AssetRecord(long moved, Optional<Duration> step, Optional<KeptEvaluation> kept) {

    /** Nothing is known. */
    public static final AssetRecord NOTHING = new AssetRecord(0, Optional.empty(), Optional.empty());
}
