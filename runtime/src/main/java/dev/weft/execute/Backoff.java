package dev.weft.execute;

import dev.weft.asset.StepPolicy;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Whether a failed attempt is tried again, and when: delays double up to the longest, with a random part so that many do not come back at once. */
final class Backoff {

    /** An attempt whose input changed under it is tried again this often, whatever the policy says. */
    private static final int CHANGED_WHILE_READ = 2;

    private final RandomGenerator random;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    static boolean triesAgain(StepPolicy policy, int attempt) {
        return attempt <= policy.retries();
    }

    static boolean triesAgainAfterChange(StepPolicy policy, int attempt) {
        return attempt <= Math.max(policy.retries(), CHANGED_WHILE_READ);
    }

    Duration delay(StepPolicy policy, int attempt) {
        double millis = Math.min(
                (double) policy.maxDelay().toMillis(),
                policy.delay().toMillis() * Math.pow(2, Math.min(attempt - 1, 30)));
        return Duration.ofMillis((long) (millis * (1 - policy.jitter() * random.nextDouble())));
    }
}
