package dev.weft.plan;

import dev.weft.event.EventBody;
import dev.weft.event.Trace;
import java.time.Instant;
import java.util.Optional;

/**
 * What the catalog knows of one asset partition.
 *
 * @param latest the latest materialization or, for an external asset, none; empty too after a wipe or a loss
 * @param sequence the sequence of {@code latest}, or of the latest observation of an external asset; 0 for neither
 * @param time when that was
 * @param basis the trace of the latest of materialized, verified and accepted
 * @param rejection the rejection that is newer than the basis
 * @param observation the latest observation of an external asset
 */
public record Recorded(
        Optional<EventBody.Materialization> latest,
        long sequence,
        Instant time,
        Optional<Trace> basis,
        Optional<EventBody.Rejected> rejection,
        Optional<EventBody.Observation> observation) {

    /** Nothing is known. */
    public static final Recorded NOTHING =
            new Recorded(Optional.empty(), 0, Instant.EPOCH, Optional.empty(), Optional.empty(), Optional.empty());

    /** A version was made, and nothing happened to it since. */
    public static Recorded made(EventBody.Materialization made, long sequence, Instant time) {
        return new Recorded(
                Optional.of(made), sequence, time, Optional.of(made.trace()), Optional.empty(), Optional.empty());
    }

    /** Somebody looked at an external asset. */
    public static Recorded seen(EventBody.Observation seen, long sequence, Instant time) {
        return new Recorded(Optional.empty(), sequence, time, Optional.empty(), Optional.empty(), Optional.of(seen));
    }
}
