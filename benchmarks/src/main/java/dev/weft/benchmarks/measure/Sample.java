package dev.weft.benchmarks.measure;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * One trial.
 *
 * @param wall the span that is compared
 * @param whole from the start to the end of the process; the same as {@code wall} where that is what is compared
 * @param cpu user and system time of the process and its children
 * @param peakBytes the most memory that its processes held at once
 * @param figures what else the program told, by name
 */
public record Sample(
        Duration wall, Duration whole, Optional<Duration> cpu, OptionalLong peakBytes, Map<String, Double> figures) {

    public Sample {
        figures = Map.copyOf(new TreeMap<>(figures));
    }

    /** Returns a trial of which only the time is known. */
    public static Sample of(Duration wall) {
        return new Sample(wall, wall, Optional.empty(), OptionalLong.empty(), Map.of());
    }

    /** Takes the span that the program itself measured, in seconds, as what is compared. */
    public Sample comparing(String figure) {
        var seconds = figures.get(figure);
        if (seconds == null) {
            throw new IllegalArgumentException(
                    "The program did not tell \"%s\"; it told %s.".formatted(figure, figures.keySet()));
        }
        return new Sample(Duration.ofNanos(Math.round(seconds * 1e9)), whole, cpu, peakBytes, figures);
    }

    public double seconds() {
        return wall.toNanos() / 1e9;
    }
}
