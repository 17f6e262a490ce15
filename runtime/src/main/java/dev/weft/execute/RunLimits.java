package dev.weft.execute;

import java.time.Duration;
import java.util.Map;

/**
 * How much of a run happens at once, and how long it waits for what will not end.
 *
 * @param concurrency how many steps run at once; at least 1
 * @param pools how many steps of each concurrency pool run at once, in all processes; a pool that is not named runs one
 * @param looksAgain whether external data is looked at again after it was read
 * @param grace how long an interrupted step may take to end before it is left behind
 */
public record RunLimits(int concurrency, Map<String, Integer> pools, boolean looksAgain, Duration grace) {

    public static final Duration GRACE = Duration.ofSeconds(5);

    public RunLimits {
        pools = Map.copyOf(pools);
        if (concurrency < 1) {
            throw new IllegalArgumentException(
                    "A run has a concurrency of 1 or more, found %d.".formatted(concurrency));
        }
        pools.forEach((pool, limit) -> {
            if (limit < 1) {
                throw new IllegalArgumentException(
                        "Pool %s has a limit of %d: give 1 or more under weft.pools.%s.".formatted(pool, limit, pool));
            }
        });
    }

    public RunLimits(int concurrency) {
        this(concurrency, Map.of(), true, GRACE);
    }

    public RunLimits withPools(Map<String, Integer> limits) {
        return new RunLimits(concurrency, limits, looksAgain, grace);
    }

    public RunLimits withGrace(Duration time) {
        return new RunLimits(concurrency, pools, looksAgain, time);
    }

    /** For tests that give the versions of external data themselves. */
    public RunLimits withoutLookingAgain() {
        return new RunLimits(concurrency, pools, false, grace);
    }

    int limitOf(String pool) {
        return pools.getOrDefault(pool, 1);
    }
}
