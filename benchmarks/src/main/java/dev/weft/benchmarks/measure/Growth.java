package dev.weft.benchmarks.measure;

import java.util.List;

/**
 * How a cost grows with the size of the work: the exponent {@code e} for which the cost over n<sup>e</sup> changes least (least squares on
 * logarithms), once for the cost itself and once for the cost over log n. Fixed costs make small sizes look flat, so the last two points are
 * told apart.
 *
 * @param title whose cost
 * @param unit of the size
 * @param points in growing order of size; at least two
 */
public record Growth(String title, String unit, List<Point> points) {

    /** What measuring alone may add to an exponent. */
    private static final double TOLERANCE = 0.15;

    /** A size and the seconds it took. */
    public record Point(double size, double seconds) {}

    public Growth {
        points = List.copyOf(points);
        if (points.size() < 2) {
            throw new IllegalArgumentException("Growth needs two points or more, found %d.".formatted(points.size()));
        }
    }

    /** Returns the fitted exponent of the size. */
    public double exponent() {
        return slope(points, 0);
    }

    /** Returns the exponent between the two largest sizes. */
    public double lastExponent() {
        return slope(points.subList(points.size() - 2, points.size()), 0);
    }

    /** Tells whether the cost grows faster than n log n, over all sizes or between the two largest. */
    public boolean isWorseThanNLogN() {
        return slope(points, 1) > 1 + TOLERANCE
                || slope(points.subList(points.size() - 2, points.size()), 1) > 1 + 2 * TOLERANCE;
    }

    private static double slope(List<Point> points, int logs) {
        double n = points.size();
        double sumX = 0;
        double sumY = 0;
        double sumXx = 0;
        double sumXy = 0;
        for (var point : points) {
            double x = Math.log(point.size());
            double y = Math.log(point.seconds()) - logs * Math.log(Math.log(Math.max(point.size(), 3)));
            sumX += x;
            sumY += y;
            sumXx += x * x;
            sumXy += x * y;
        }
        return (n * sumXy - sumX * sumY) / (n * sumXx - sumX * sumX);
    }
}
