package dev.weft.benchmarks.report;

import static dev.weft.benchmarks.report.HtmlReport.escaped;

import dev.weft.benchmarks.measure.Comparison;
import dev.weft.benchmarks.measure.Finding;
import dev.weft.benchmarks.measure.Growth;
import dev.weft.benchmarks.measure.Operation;
import dev.weft.benchmarks.measure.Spread;
import dev.weft.benchmarks.measure.Target;
import java.util.List;
import java.util.stream.Collectors;

/** Each kind of finding as a part of the page. */
final class HtmlFinding implements Finding.Visitor<String> {

    @Override
    public String compared(Comparison comparison) {
        var base = comparison.rows().get(0);
        return "<h3>%s</h3>%s<table><tr><th><th>size<th>seconds (min / median / max)<th>trials<th>each %s, ms<th>per second<th>whole process, s<th>CPU, s<th>memory, MB<th>times the first (min / median / max)%s</table>"
                .formatted(
                        escaped(comparison.title()),
                        Plot.bars(comparison),
                        escaped(comparison.unit()),
                        comparison.rows().stream()
                                .map(row -> row(comparison, row, base))
                                .collect(Collectors.joining()));
    }

    private static String row(Comparison comparison, Comparison.Row row, Comparison.Row base) {
        if (!row.ran()) {
            return "<tr><td>%s<td colspan=\"9\" class=\"words\">not run: %s"
                    .formatted(escaped(row.name()), escaped(row.note()));
        }
        return "<tr><td>%s<td>%,d<td>%s<td>%d<td>%s<td>%s<td>%s<td>%s<td>%s<td>%s"
                .formatted(
                        escaped(row.name() + (row.note().isEmpty() ? "" : " (then failed: %s)".formatted(row.note()))),
                        row.size(),
                        spread(row.seconds()),
                        row.samples().size(),
                        Spread.number(row.perUnit().median() * 1000),
                        Spread.number(1 / row.perUnit().median()),
                        Spread.number(row.wholeSeconds().median()),
                        row.cpuSeconds().map(cpu -> Spread.number(cpu.median())).orElse(""),
                        row.peakMegabytes().isPresent()
                                ? Spread.number(row.peakMegabytes().getAsDouble())
                                : "",
                        comparison.ratio(row, base).map(HtmlFinding::spread).orElse(""));
    }

    private static String spread(Spread spread) {
        return "%s / <b>%s</b> / %s"
                .formatted(Spread.number(spread.min()), Spread.number(spread.median()), Spread.number(spread.max()));
    }

    @Override
    public String grew(Growth growth) {
        return "<h3>%s: n<sup>%.2f</sup>%s</h3>"
                        .formatted(
                                escaped(growth.title()),
                                growth.exponent(),
                                growth.isWorseThanNLogN() ? " <span class=\"missed\">worse than n log n</span>" : "")
                + Plot.curve(growth);
    }

    @Override
    public String small(String title, List<Operation> operations) {
        return "<h3>%s</h3><table><tr><th><th>of<th>microseconds (min / median / max)<th>bytes allocated%s</table>"
                .formatted(
                        escaped(title),
                        operations.stream()
                                .map(operation -> "<tr><td>%s<td>%s<td>%s<td>%s"
                                        .formatted(
                                                escaped(operation.name()),
                                                escaped(operation.size()),
                                                spread(operation.micros()),
                                                operation.bytes().isPresent()
                                                        ? "%,.0f"
                                                                .formatted(operation
                                                                        .bytes()
                                                                        .getAsDouble())
                                                        : ""))
                                .collect(Collectors.joining()));
    }

    @Override
    public String judged(Target target) {
        return "<p class=\"%s\">%s: measured %s</p>"
                .formatted(
                        target.isMet() ? "met" : "missed", escaped(target.promise()), Spread.number(target.measured()));
    }

    @Override
    public String figure(String name, double value, String unit) {
        return "<p>%s: %s %s</p>".formatted(escaped(name), Spread.number(value), escaped(unit));
    }

    @Override
    public String note(String text) {
        return "<p>%s</p>".formatted(escaped(text));
    }
}
