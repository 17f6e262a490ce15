package dev.weft.benchmarks.measure;

/**
 * A promise, and what was measured of it.
 *
 * @param promise in words
 * @param limit the number that it sets
 * @param measured the number that came out
 * @param atMost whether the number may not be larger than the limit, rather than not smaller
 */
public record Target(String promise, double limit, double measured, boolean atMost) {

    public boolean isMet() {
        return atMost ? measured <= limit : measured >= limit;
    }
}
