package dev.weft.api;

import java.time.Instant;

/**
 * A stretch of time, half-open: {@code start} belongs to it, {@code end} does not.
 *
 * @param start the first instant
 * @param end the first instant after it; later than {@code start}
 */
public record TimeWindow(Instant start, Instant end) {

    public TimeWindow {
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException(
                    "A time window needs an end after its start; found %s to %s.".formatted(start, end));
        }
    }

    /** Tells whether the instant lies in the window. */
    public boolean contains(Instant instant) {
        return !instant.isBefore(start) && instant.isBefore(end);
    }
}
