package dev.weft.plan;

import dev.weft.asset.AssetPartition;
import dev.weft.event.InputVersion;

/** What the catalog knows, at one sequence. */
public interface RecordedState {

    /** Returns what is known of an asset partition; {@link Recorded#NOTHING} if nothing is. */
    Recorded of(AssetPartition what);

    /** Returns what a reader of the asset partition would get now. */
    default InputVersion current(AssetPartition what) {
        var recorded = of(what);
        return new InputVersion(what, StalenessRule.currentVersion(recorded), recorded.sequence());
    }
}
