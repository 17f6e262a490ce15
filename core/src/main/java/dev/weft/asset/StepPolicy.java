package dev.weft.asset;

import java.time.Duration;
import java.util.Optional;

/**
 * How a step is run.
 *
 * @param retries tries after the first; 0 for none
 * @param delay the first delay between tries
 * @param maxDelay the longest delay
 * @param jitter the part of a delay that is random, 0 to 1
 * @param timeout how long one attempt may run; empty for no limit
 * @param pool the concurrency pool of which it holds a slot
 */
public record StepPolicy(
        int retries,
        Duration delay,
        Duration maxDelay,
        double jitter,
        Optional<Duration> timeout,
        Optional<String> pool) {

    /** One try, no limit. */
    public static final StepPolicy DEFAULT =
            new StepPolicy(0, Duration.ofSeconds(1), Duration.ofMinutes(5), 0.2, Optional.empty(), Optional.empty());

    public StepPolicy {
        if (retries < 0 || delay.isNegative() || maxDelay.compareTo(delay) < 0 || !(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException(
                    "A retry policy needs max >= 0, 0 <= delay <= maxDelay and 0 <= jitter <= 1; found max %d, delay %s, maxDelay %s, jitter %s."
                            .formatted(retries, delay, maxDelay, jitter));
        }
        if (timeout.isPresent() && (timeout.get().isZero() || timeout.get().isNegative())) {
            throw new IllegalArgumentException("A timeout is longer than zero; found %s.".formatted(timeout.get()));
        }
    }
}
