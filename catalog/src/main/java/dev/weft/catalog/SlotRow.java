package dev.weft.catalog;

import dev.weft.api.PartitionKey;
import dev.weft.asset.AssetPartition;

/** What is known of an asset partition; changed by events only. */
final class SlotRow {
    final AssetPartition what;
    long latest;
    String latestVersion = "";
    long moved;
    long basis;
    long rejected;
    long observed;
    long failed;
    /** The last event that can have changed whether it, or what reads it, is fresh. */
    long changed;
    /** What a reader would get now; empty for nothing. */
    String dataVersion = "";
    /** The fingerprint of the basis; empty if there is none to compare with. */
    String traceHash = "";

    long token;
    String claimRun = "";

    SlotRow(AssetPartition what) {
        this.what = what;
    }

    void forget() {
        latest = 0;
        latestVersion = "";
        basis = 0;
        rejected = 0;
        observed = 0;
        failed = 0;
        dataVersion = "";
        traceHash = "";
    }

    Object[] values() {
        return new Object[] {
            what.asset().text(),
            what.partition().map(PartitionKey::text).orElse(""),
            latest,
            latestVersion,
            moved,
            basis,
            rejected,
            observed,
            failed,
            changed,
            dataVersion,
            traceHash,
            token,
            claimRun
        };
    }
}
