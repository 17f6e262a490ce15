package dev.weft.benchmarks.report;

import dev.weft.benchmarks.measure.Comparison;
import dev.weft.benchmarks.measure.Finding;
import dev.weft.benchmarks.measure.Growth;
import dev.weft.benchmarks.measure.Operation;
import dev.weft.benchmarks.measure.Spread;
import dev.weft.benchmarks.measure.Target;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Each kind of finding in Markdown. */
final class TextFinding implements Finding.Visitor<String> {

    private static final List<String> HEADER = List.of(
            "",
            "size",
            "seconds (min / median / max)",
            "each, ms",
            "each /s",
            "whole process, s",
            "CPU, s",
            "memory, MB",
            "times the first");

    @Override
    public String compared(Comparison comparison) {
        var table = new MarkdownTable(HEADER);
        var base = comparison.rows().get(0);
        for (var row : comparison.rows()) {
            if (row.ran()) {
                table.row(cells(comparison, row, base));
            } else {
                table.words(row.name(), "not run: " + row.note());
            }
        }
        var later = comparison.rows().stream()
                .filter(row -> row.ran() && !row.note().isEmpty())
                .map(row -> "%n- %s failed in a later round: %s"
                        .formatted(row.name(), row.note().replaceAll("\\s+", " ")))
                .collect(Collectors.joining());
        return "%n%n**%s**, each %s:%n%n%s%s".formatted(comparison.title(), comparison.unit(), table, later);
    }

    private static List<String> cells(Comparison comparison, Comparison.Row row, Comparison.Row base) {
        var seconds = row.seconds();
        var each = row.perUnit();
        return List.of(
                row.name(),
                String.format(Locale.ROOT, "%,d", row.size()),
                "%s / %s / %s (%d)"
                        .formatted(
                                Spread.number(seconds.min()),
                                Spread.number(seconds.median()),
                                Spread.number(seconds.max()),
                                row.samples().size()),
                Spread.number(each.median() * 1000),
                Spread.number(1 / each.median()),
                Spread.number(row.wholeSeconds().median()),
                row.cpuSeconds().map(cpu -> Spread.number(cpu.median())).orElse(""),
                row.peakMegabytes().isPresent()
                        ? Spread.number(row.peakMegabytes().getAsDouble())
                        : "",
                comparison
                        .ratio(row, base)
                        .map(ratio -> Spread.number(ratio.median()))
                        .orElse(""));
    }

    @Override
    public String grew(Growth growth) {
        return "%n- %s grows as n^%.2f over %s (n^%.2f between the last two)%s"
                .formatted(
                        growth.title(),
                        growth.exponent(),
                        growth.points().stream()
                                .map(point -> "%,.0f: %s s".formatted(point.size(), Spread.number(point.seconds())))
                                .collect(Collectors.joining(", ")),
                        growth.lastExponent(),
                        growth.isWorseThanNLogN() ? " **worse than n log n**" : "");
    }

    @Override
    public String small(String title, List<Operation> operations) {
        var table = new MarkdownTable(List.of("", "of", "microseconds (min / median / max)", "bytes allocated"));
        for (var operation : operations) {
            table.row(List.of(
                    operation.name(),
                    operation.size(),
                    "%s / %s / %s"
                            .formatted(
                                    Spread.number(operation.micros().min()),
                                    Spread.number(operation.micros().median()),
                                    Spread.number(operation.micros().max())),
                    operation.bytes().isPresent()
                            ? "%,.0f".formatted(operation.bytes().getAsDouble())
                            : ""));
        }
        return "%n%n**%s**:%n%n%s".formatted(title, table);
    }

    @Override
    public String judged(Target target) {
        return "%n- %s %s: measured %s"
                .formatted(target.isMet() ? "met:" : "**missed:**", target.promise(), Spread.number(target.measured()));
    }

    @Override
    public String figure(String name, double value, String unit) {
        return "%n- %s: %s %s".formatted(name, Spread.number(value), unit);
    }

    @Override
    public String note(String text) {
        return "%n- %s".formatted(text.strip().replaceAll("\\s+", " "));
    }
}
