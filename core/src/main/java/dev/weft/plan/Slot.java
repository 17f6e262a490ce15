package dev.weft.plan;

import dev.weft.api.DataVersion;
import dev.weft.event.Trace;
import java.util.Optional;

/**
 * What the catalog knows of an asset partition without looking into events.
 *
 * @param version what a reader would get now; empty for nothing
 * @param sequence the sequence of the event that made {@code version}, or showed it; 0 for none
 * @param made whether there is a materialization
 * @param basis the fingerprint of the latest trace of materialized, verified and accepted; empty if there is none
 * @param rejected whether a blocking check rejected something since then
 * @param failed whether the last attempt failed since then
 */
public record Slot(
        Optional<DataVersion> version, long sequence, boolean made, String basis, boolean rejected, boolean failed) {

    /** Returns the same of what was read in full. */
    static Slot of(Recorded recorded) {
        return new Slot(
                StalenessRule.currentVersion(recorded),
                recorded.sequence(),
                recorded.latest().isPresent(),
                recorded.basis().map(Trace::fingerprint).orElse(""),
                recorded.rejection().isPresent(),
                false);
    }

    /** Nothing is known. */
    public static final Slot NOTHING = new Slot(Optional.empty(), 0, false, "", false, false);
}
