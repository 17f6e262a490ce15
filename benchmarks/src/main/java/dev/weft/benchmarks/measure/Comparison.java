package dev.weft.benchmarks.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Contenders that took turns at the same work.
 *
 * @param title what they did
 * @param unit what their size counts: {@code step}, {@code asset}, {@code run}
 * @param rows one for each contender, the one that others are compared with first
 */
public record Comparison(String title, String unit, List<Row> rows) {

    public Comparison {
        rows = List.copyOf(rows);
    }

    /**
     * One contender's trials, in the order of the rounds.
     *
     * @param note why there are none or too few; may be empty
     */
    public record Row(String name, long size, List<Sample> samples, String note) {

        public Row {
            samples = List.copyOf(samples);
        }

        public boolean ran() {
            return !samples.isEmpty();
        }

        public Spread seconds() {
            return Spread.of(samples.stream().map(Sample::seconds).toList());
        }

        /** Returns the seconds that one unit of work took. */
        public Spread perUnit() {
            return seconds().map(seconds -> seconds / size);
        }

        public Optional<Spread> cpuSeconds() {
            var known = samples.stream()
                    .flatMap(sample -> sample.cpu().stream())
                    .map(cpu -> cpu.toNanos() / 1e9)
                    .toList();
            return known.isEmpty() ? Optional.empty() : Optional.of(Spread.of(known));
        }

        public Spread wholeSeconds() {
            return Spread.of(samples.stream()
                    .map(sample -> sample.whole().toNanos() / 1e9)
                    .toList());
        }

        public OptionalDouble peakMegabytes() {
            return samples.stream()
                    .filter(sample -> sample.peakBytes().isPresent())
                    .mapToDouble(sample -> sample.peakBytes().getAsLong() / 1e6)
                    .max();
        }
    }

    public Optional<Row> row(String name) {
        return rows.stream().filter(row -> row.name().equals(name)).findFirst();
    }

    /**
     * Returns how many times longer {@code other} took for a unit of work than {@code base}: round by round, where both took part.
     * Empty if they never did.
     */
    public Optional<Spread> ratio(Row other, Row base) {
        var ratios = new ArrayList<Double>();
        for (int round = 0;
                round < Math.min(other.samples().size(), base.samples().size());
                round++) {
            ratios.add(other.samples().get(round).seconds()
                    / other.size()
                    / (base.samples().get(round).seconds() / base.size()));
        }
        return ratios.isEmpty() ? Optional.empty() : Optional.of(Spread.of(ratios));
    }
}
