package dev.weft.benchmarks.report;

import dev.weft.benchmarks.measure.Bench.Finding;
import dev.weft.benchmarks.measure.Comparison;
import dev.weft.benchmarks.measure.Growth;
import dev.weft.benchmarks.measure.Spread;
import dev.weft.benchmarks.measure.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The results as Markdown, which is also what the terminal shows: one table for each comparison. */
public final class TextReport {

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

    private TextReport() {}

    public static String of(Report report) {
        var text = new StringBuilder();
        text.append("Measured %s%s.%n".formatted(report.started(), report.quick() ? ", a quick run" : ""));
        report.machine().forEach((name, value) -> text.append("%n- %s: %s".formatted(name, value)));
        text.append("%n- versions: %s%n"
                .formatted(report.versions().entrySet().stream()
                        .sorted(java.util.Map.Entry.comparingByKey())
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining("; "))));
        report.chapters().forEach(chapter -> text.append(of(chapter)));
        return text.toString();
    }

    /** Returns the part of one workload. */
    public static String of(Report.Chapter chapter) {
        var text = new StringBuilder();
        text.append("%n## %s%n%n%s%s%n"
                .formatted(
                        chapter.name(),
                        chapter.about(),
                        chapter.load().isEmpty()
                                ? ""
                                : " (Load of the machine before: %s.)".formatted(chapter.load())));
        chapter.findings().forEach(finding -> text.append(of(finding)));
        return text.toString();
    }

    private static String of(Finding finding) {
        if (finding instanceof Finding.Compared compared) {
            return table(compared.comparison());
        } else if (finding instanceof Finding.Grew grew) {
            return growth(grew.growth());
        } else if (finding instanceof Finding.Judged judged) {
            return target(judged.target());
        } else if (finding instanceof Finding.Figure figure) {
            return "%n- %s: %s %s".formatted(figure.name(), Spread.number(figure.value()), figure.unit());
        } else if (finding instanceof Finding.Note note) {
            return "%n- %s".formatted(note.text());
        }
        throw new IllegalStateException("A finding that no report knows: " + finding);
    }

    private static String growth(Growth growth) {
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

    private static String target(Target target) {
        return "%n- %s %s: measured %s"
                .formatted(target.isMet() ? "met:" : "**missed:**", target.promise(), Spread.number(target.measured()));
    }

    private static String table(Comparison comparison) {
        var rows = new ArrayList<List<String>>();
        rows.add(HEADER);
        var base = comparison.rows().get(0);
        for (var row : comparison.rows()) {
            rows.add(
                    row.ran()
                            ? cells(comparison, row, base)
                            : List.of(row.name(), "", "not run: " + row.note(), "", "", "", "", "", ""));
        }
        var widths = new int[HEADER.size()];
        for (var row : rows) {
            for (int i = 0; i < widths.length; i++) {
                boolean counts = i != 2 || !row.get(i).startsWith("not run");
                widths[i] = Math.max(widths[i], counts ? row.get(i).length() : 0);
            }
        }
        var text = new StringBuilder("%n%n**%s**, each %s:%n%n".formatted(comparison.title(), comparison.unit()));
        for (int i = 0; i < rows.size(); i++) {
            text.append(line(rows.get(i), widths));
            if (i == 0) {
                text.append(separator(widths));
            }
        }
        return text.toString();
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

    private static String line(List<String> cells, int[] widths) {
        var line = new StringBuilder("|");
        for (int i = 0; i < cells.size(); i++) {
            boolean number = i > 0 && !cells.get(i).startsWith("not run");
            line.append(String.format(
                    Locale.ROOT, number ? " %" + widths[i] + "s |" : " %-" + widths[i] + "s |", cells.get(i)));
        }
        return line.append('\n').toString();
    }

    private static String separator(int[] widths) {
        var line = new StringBuilder("|");
        for (int i = 0; i < widths.length; i++) {
            line.append(' ').append("-".repeat(Math.max(3, widths[i]))).append(i == 0 ? " |" : ":|");
        }
        return line.append('\n').toString();
    }
}
