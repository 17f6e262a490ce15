package dev.weft.benchmarks.report;

import dev.weft.benchmarks.measure.Comparison;
import dev.weft.benchmarks.measure.Growth;
import dev.weft.benchmarks.measure.Spread;
import java.util.List;
import java.util.Locale;

/** Plots as SVG without anything from outside, on logarithmic scales. */
final class Plot {

    private static final int LABELS = 270;
    private static final int WIDTH = 480;
    private static final int ROW = 24;
    private static final int HEIGHT = 220;

    private Plot() {}

    /** Returns a bar for each contender that ran: how long a unit of work took. */
    static String bars(Comparison comparison) {
        var rows = comparison.rows().stream().filter(Comparison.Row::ran).toList();
        if (rows.size() < 2) {
            return ""; // nothing to compare
        }
        var scale = Scale.over(
                rows.stream().mapToDouble(row -> row.perUnit().min()).min().orElseThrow() / 2,
                rows.stream().mapToDouble(row -> row.perUnit().max()).max().orElseThrow(),
                WIDTH);
        var svg = new StringBuilder(
                "<svg viewBox=\"0 0 %1$d %2$d\" width=\"%1$d\" height=\"%2$d\" role=\"img\" aria-label=\"%3$s\">"
                        .formatted(LABELS + WIDTH + 90, rows.size() * ROW + 8, HtmlReport.escaped(comparison.title())));
        for (int i = 0; i < rows.size(); i++) {
            svg.append(bar(rows.get(i), i * ROW + 4, scale));
        }
        return svg.append("</svg>").toString();
    }

    private static String bar(Comparison.Row row, int top, Scale scale) {
        var each = row.perUnit();
        int middle = top + ROW / 2;
        boolean ours = row.name().toLowerCase(Locale.ROOT).startsWith("weft");
        return text(LABELS - 8, middle + 4, "end", row.name())
                + String.format(
                        Locale.ROOT,
                        "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>",
                        ours ? "ours" : "others",
                        LABELS,
                        top + 4,
                        Math.max(1, scale.at(each.median())),
                        ROW - 8)
                + String.format(
                        Locale.ROOT,
                        "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" class=\"whisker\"/>",
                        LABELS + scale.at(each.min()),
                        LABELS + scale.at(each.max()),
                        middle,
                        middle)
                + text(
                        LABELS + (int) scale.at(each.max()) + 6,
                        middle + 4,
                        "start",
                        Spread.number(each.median() * 1000) + " ms");
    }

    /** Returns the seconds over the size, with a line that grows as n log n from the first point. */
    static String curve(Growth growth) {
        var points = growth.points();
        var x = Scale.over(points.get(0).size(), points.get(points.size() - 1).size(), WIDTH);
        double least = points.stream().mapToDouble(Growth.Point::seconds).min().orElseThrow();
        double most = points.stream().mapToDouble(Growth.Point::seconds).max().orElseThrow();
        double expected = nLogN(points);
        var y = Scale.over(least / 1.2, Math.max(most, expected) * 1.2, HEIGHT);
        var svg = new StringBuilder(
                "<svg viewBox=\"0 0 %1$d %2$d\" width=\"%1$d\" height=\"%2$d\" role=\"img\" aria-label=\"%3$s\">"
                        .formatted(LABELS + WIDTH, HEIGHT + 50, HtmlReport.escaped(growth.title())));
        svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"90\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#9ba1a6\" stroke-dasharray=\"4 4\"/>",
                90 + WIDTH,
                HEIGHT - y.at(points.get(0).seconds()) + 10,
                HEIGHT - y.at(expected) + 10));
        svg.append(text(96 + WIDTH, HEIGHT - (int) y.at(expected) + 10, "start", "n log n"));
        var line = new StringBuilder();
        for (var point : points) {
            double left = 90 + x.at(point.size());
            double top = HEIGHT - y.at(point.seconds()) + 10;
            line.append(String.format(Locale.ROOT, "%.1f,%.1f ", left, top));
            svg.append(
                    String.format(Locale.ROOT, "<circle class=\"ours\" cx=\"%.1f\" cy=\"%.1f\" r=\"4\"/>", left, top));
            svg.append(text((int) left, HEIGHT + 34, "middle", String.format(Locale.ROOT, "%,.0f", point.size())));
            svg.append(text(82, (int) top + 4, "end", Spread.number(point.seconds()) + " s"));
        }
        return svg.append("<polyline fill=\"none\" class=\"line\" points=\"%s\"/></svg>".formatted(line))
                .toString();
    }

    private static double nLogN(List<Growth.Point> points) {
        var first = points.get(0);
        var last = points.get(points.size() - 1);
        return first.seconds() * (last.size() * Math.log(last.size())) / (first.size() * Math.log(first.size()));
    }

    private static String text(int x, int y, String anchor, String text) {
        return "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>".formatted(x, y, anchor, HtmlReport.escaped(text));
    }

    /** From values to places. */
    private record Scale(double from, double to, int length) {

        static Scale over(double from, double to, int length) {
            return new Scale(Math.log(from), Math.max(Math.log(to), Math.log(from) + 0.1), length);
        }

        double at(double value) {
            return (Math.log(value) - from) / (to - from) * length;
        }
    }
}
