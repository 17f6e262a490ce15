package dev.weft.benchmarks.measure;

import java.util.Collection;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/** The least, the middle and the largest of some values. */
public record Spread(double min, double median, double max) {

    /**
     * Returns the spread of the values.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Spread of(Collection<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("There is no value.");
        }
        var sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int half = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        return new Spread(sorted[0], median, sorted[sorted.length - 1]);
    }

    public Spread map(DoubleUnaryOperator change) {
        return new Spread(change.applyAsDouble(min), change.applyAsDouble(median), change.applyAsDouble(max));
    }

    /** Returns a number with three digits that count. */
    public static String number(double value) {
        double size = Math.abs(value);
        if (size >= 1000) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        if (size >= 100) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        if (size >= 10) {
            return String.format(Locale.ROOT, "%.1f", value);
        }
        return size >= 1 || size == 0
                ? String.format(Locale.ROOT, "%.2f", value)
                : String.format(Locale.ROOT, "%.3g", value);
    }
}
