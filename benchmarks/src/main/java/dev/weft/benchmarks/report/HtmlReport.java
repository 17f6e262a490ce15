package dev.weft.benchmarks.report;

import dev.weft.benchmarks.measure.Spread;
import dev.weft.benchmarks.measure.Target;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The results as one self-contained page: the promises, then a plot and a table for each comparison and a curve for each growth. */
public final class HtmlReport {

    private static final String STYLE = """
            :root { color-scheme: light dark; --ink: #1c2024; --faint: #687076; --line: #e6e8eb; --paper: #fff; --ours: #0d74ce; --others: #9ba1a6 }
            @media (prefers-color-scheme: dark) { :root { --ink: #ecedee; --faint: #9ba1a6; --line: #2b2f31; --paper: #151718; --ours: #52a9ff; --others: #697177 } }
            body { font: 15px/1.5 system-ui, sans-serif; max-width: 66rem; margin: 2rem auto; padding: 0 1rem; color: var(--ink); background: var(--paper) }
            h2 { margin-top: 3rem; border-bottom: 1px solid var(--line) } table { border-collapse: collapse; font-size: 13px; margin: .5rem 0 1.5rem }
            th, td { padding: .2rem .6rem; text-align: right; border-bottom: 1px solid var(--line); font-variant-numeric: tabular-nums } th { color: var(--faint); font-weight: 500 }
            th:first-child, td:first-child, td.words { text-align: left } nav a { margin-right: .8rem; white-space: nowrap } a { color: var(--ours) }
            .met::before { content: "✓ "; color: #30a46c } .missed { font-weight: 600 } .missed::before { content: "✗ "; color: #e5484d }
            svg { max-width: 100%; height: auto } svg text { font: 12px system-ui, sans-serif; fill: var(--ink) } svg .whisker { stroke: var(--ink) }
            .ours { fill: var(--ours) } .line { stroke: var(--ours) } .others { fill: var(--others) } .load { color: var(--faint) }
            """;

    private HtmlReport() {}

    public static String of(Report report) {
        return """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Weft benchmarks</title>
                <style>%s</style></head><body>
                <h1>Weft benchmarks</h1>
                <p>Measured %s%s. Contenders took turns: read the ratios, not the times. Bars and points are medians; thin lines reach from the least to
                the largest. Scales are logarithmic.</p>
                <nav>%s</nav>
                %s
                <h2>Where it was measured</h2>
                <table>%s</table>
                %s
                </body></html>
                """.formatted(
                        STYLE,
                        report.started(),
                        report.quick() ? ", a quick run" : "",
                        report.chapters().stream()
                                .map(chapter -> "<a href=\"#%1$s\">%1$s</a>".formatted(escaped(chapter.name())))
                                .collect(Collectors.joining("\n")),
                        promises(report),
                        Stream.concat(
                                        report.machine().entrySet().stream(),
                                        report.versions().entrySet().stream().sorted(Map.Entry.comparingByKey()))
                                .map(entry -> "<tr><td>%s<td class=\"words\">%s"
                                        .formatted(escaped(entry.getKey()), escaped(entry.getValue())))
                                .collect(Collectors.joining()),
                        report.chapters().stream().map(HtmlReport::chapter).collect(Collectors.joining("\n")));
    }

    private static String promises(Report report) {
        var targets = report.targets();
        if (targets.isEmpty()) {
            return "";
        }
        return "<h2>Promises: %d of %d met</h2><table><tr><th>promise<th>limit<th>measured%s</table>"
                .formatted(
                        targets.stream().filter(Target::isMet).count(),
                        targets.size(),
                        targets.stream()
                                .map(target -> "<tr><td><span class=\"%s\">%s</span><td>%s<td>%s"
                                        .formatted(
                                                target.isMet() ? "met" : "missed",
                                                escaped(target.promise()),
                                                Spread.number(target.limit()),
                                                Spread.number(target.measured())))
                                .collect(Collectors.joining()));
    }

    private static String chapter(Report.Chapter chapter) {
        var finding = new HtmlFinding();
        return "<h2 id=\"%s\">%s</h2><p>%s <span class=\"load\">Load before: %s</span></p>%s"
                .formatted(
                        escaped(chapter.name()),
                        escaped(chapter.name()),
                        escaped(chapter.about()),
                        escaped(chapter.load()),
                        chapter.findings().stream()
                                .map(found -> found.accept(finding))
                                .collect(Collectors.joining("\n")));
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
