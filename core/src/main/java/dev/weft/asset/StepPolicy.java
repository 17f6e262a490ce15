package dev.weft.asset;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a step is run.
 *
 * @param retries tries after the first; 0 for none
 * @param delay the first delay between tries
 * @param maxDelay the longest delay
 * @param retryOn binary names of the exceptions after which it is tried again, with their subclasses; all if empty
 * @param retryNever binary names of the exceptions after which it is not
 * @param jitter the part of a delay that is random, 0 to 1
 * @param timeout how long one attempt may run; empty for no limit
 * @param pool the concurrency pool of which it holds a slot
 */
public record StepPolicy(
        int retries,
        Duration delay,
        Duration maxDelay,
        List<String> retryOn,
        List<String> retryNever,
        double jitter,
        Optional<Duration> timeout,
        Optional<String> pool) {

    private static final int DEEPEST_CAUSE = 20;

    /** One try, no limit. */
    public static final StepPolicy DEFAULT =
            new StepPolicy(0, Duration.ofSeconds(1), Duration.ofMinutes(5), 0.2, Optional.empty(), Optional.empty());

    /** A policy that tries again after any exception. */
    public StepPolicy(
            int retries,
            Duration delay,
            Duration maxDelay,
            double jitter,
            Optional<Duration> timeout,
            Optional<String> pool) {
        this(retries, delay, maxDelay, List.of(), List.of(), jitter, timeout, pool);
    }

    public StepPolicy {
        retryOn = List.copyOf(retryOn);
        retryNever = List.copyOf(retryNever);
        if (retries < 0 || delay.isNegative() || maxDelay.compareTo(delay) < 0 || !(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException(
                    "A retry policy needs max >= 0, 0 <= delay <= maxDelay and 0 <= jitter <= 1; found max %d, delay %s, maxDelay %s, jitter %s."
                            .formatted(retries, delay, maxDelay, jitter));
        }
        if (timeout.isPresent() && (timeout.get().isZero() || timeout.get().isNegative())) {
            throw new IllegalArgumentException("A timeout is longer than zero; found %s.".formatted(timeout.get()));
        }
    }

    /** Tells whether a step that failed so may be tried again. */
    public boolean triesAgainAfter(Throwable error) {
        return !isOneOf(error, retryNever) && (retryOn.isEmpty() || isOneOf(error, retryOn));
    }

    private static boolean isOneOf(Throwable error, List<String> names) {
        if (names.isEmpty()) {
            return false;
        }
        int depth = 0;
        for (Throwable each = error; each != null && depth < DEEPEST_CAUSE; each = each.getCause(), depth++) {
            for (Class<?> type = each.getClass(); type != null; type = type.getSuperclass()) {
                if (names.contains(type.getName())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Returns the same with other delays and jitter. */
    public StepPolicy withDelays(Duration first, Duration longest, double random) {
        return new StepPolicy(retries, first, longest, retryOn, retryNever, random, timeout, pool);
    }
}
