package dev.weft.benchmarks.report;

import dev.weft.benchmarks.measure.Spread;
import dev.weft.benchmarks.measure.Target;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The results as Markdown, which is also what the terminal shows: the promises first, then one table for each comparison. */
public final class TextReport {

    private TextReport() {}

    public static String of(Report report) {
        var text = new StringBuilder();
        text.append("Measured %s%s.%n".formatted(report.started(), report.quick() ? ", a quick run" : ""));
        report.machine().forEach((name, value) -> text.append("%n- %s: %s".formatted(name, value)));
        text.append("%n- versions: %s%n".formatted(versions(report)));
        if (!report.targets().isEmpty()) {
            text.append("%n%s%n".formatted(promises(report.targets())));
        }
        report.chapters().forEach(chapter -> text.append(of(chapter)));
        return text.toString();
    }

    private static String versions(Report report) {
        return report.versions().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining("; "));
    }

    private static String promises(List<Target> targets) {
        var table = new MarkdownTable(List.of("promise", "limit", "measured", ""));
        targets.forEach(target -> table.row(List.of(
                target.promise(),
                Spread.number(target.limit()),
                Spread.number(target.measured()),
                target.isMet() ? "met" : "**missed**")));
        return table.toString();
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
        var finding = new TextFinding();
        chapter.findings().forEach(found -> text.append(found.accept(finding)));
        return text.append('\n').toString();
    }
}
