package dev.weft.benchmarks.measure;

import java.time.Duration;

/**
 * How long measuring may take, so that nothing that hangs or is much slower than expected holds up the rest.
 *
 * @param trial after this one trial is given up, and its contender sits out
 * @param comparison after this only quick contenders, and those no slower than the first one, play further rounds of a comparison; all play the first
 * @param quick how long the trials of a quick contender take
 * @param whole after this no further workload begins
 */
public record Patience(Duration trial, Duration comparison, Duration quick, Duration whole) {

    /** That of a quick run. */
    public static final Patience QUICK =
            new Patience(Duration.ofMinutes(3), Duration.ofSeconds(60), Duration.ofSeconds(8), Duration.ofMinutes(40));

    /** That of a run with all rounds. */
    public static final Patience FULL =
            new Patience(Duration.ofHours(2), Duration.ofHours(1), Duration.ofMinutes(1), Duration.ofHours(24));
}
