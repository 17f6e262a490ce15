package dev.weft.benchmarks.report;

import dev.weft.benchmarks.measure.Bench.Finding;
import dev.weft.benchmarks.measure.Comparison;
import dev.weft.benchmarks.measure.Spread;
import java.util.stream.Collectors;

/** The results as one self-contained page: a plot and a table for each comparison, a curve for each growth. */
public final class HtmlReport {

    private static final String STYLE = """
            body { font: 15px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; color: #1c2024; background: #fff }
            h2 { margin-top: 2.5rem; border-bottom: 1px solid #ddd } table { border-collapse: collapse; font-size: 13px; margin: .5rem 0 1.5rem }
            th, td { padding: .2rem .6rem; text-align: right; border-bottom: 1px solid #eee } th:first-child, td:first-child { text-align: left }
            .met::before { content: "✓ "; color: #18794e } .missed { font-weight: 600 } .missed::before { content: "✗ "; color: #ce2c31 }
            svg text { font: 12px system-ui, sans-serif; fill: #1c2024 } .ours { fill: #0d74ce } .others { fill: #9ba1a6 } .load { color: #687076 }
            """;

    private HtmlReport() {}

    public static String of(Report report) {
        return """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Weft benchmarks</title>
                <style>%s</style></head><body>
                <h1>Weft benchmarks</h1>
                <p>Measured %s%s. Bars and points are medians; thin lines reach from the least to the largest. The scale is logarithmic.</p>
                <table>%s</table>
                %s
                </body></html>
                """.formatted(
                STYLE,
                report.started(),
                report.quick() ? ", a quick run" : "",
                java.util.stream.Stream.concat(
                                report.machine().entrySet().stream(),
                                report.versions().entrySet().stream().sorted(java.util.Map.Entry.comparingByKey()))
                        .map(entry -> "<tr><td>%s<td>%s".formatted(escaped(entry.getKey()), escaped(entry.getValue())))
                        .collect(Collectors.joining()),
                report.chapters().stream().map(HtmlReport::chapter).collect(Collectors.joining("\n")));
    }

    private static String chapter(Report.Chapter chapter) {
        return "<h2 id=\"%s\">%s</h2><p>%s <span class=\"load\">Load before: %s</span></p>%s"
                .formatted(
                        escaped(chapter.name()),
                        escaped(chapter.name()),
                        escaped(chapter.about()),
                        escaped(chapter.load()),
                        chapter.findings().stream().map(HtmlReport::finding).collect(Collectors.joining("\n")));
    }

    private static String finding(Finding finding) {
        if (finding instanceof Finding.Compared compared) {
            return "<h3>%s</h3>".formatted(escaped(compared.comparison().title()))
                    + Plot.bars(compared.comparison())
                    + table(compared.comparison());
        } else if (finding instanceof Finding.Grew grew) {
            return "<h3>%s: n<sup>%.2f</sup>%s</h3>"
                            .formatted(
                                    escaped(grew.growth().title()),
                                    grew.growth().exponent(),
                                    grew.growth().isWorseThanNLogN() ? ", worse than n log n" : "")
                    + Plot.curve(grew.growth());
        } else if (finding instanceof Finding.Judged judged) {
            return "<p class=\"%s\">%s: measured %s</p>"
                    .formatted(
                            judged.target().isMet() ? "met" : "missed",
                            escaped(judged.target().promise()),
                            Spread.number(judged.target().measured()));
        } else if (finding instanceof Finding.Figure figure) {
            return "<p>%s: %s %s</p>"
                    .formatted(escaped(figure.name()), Spread.number(figure.value()), escaped(figure.unit()));
        } else if (finding instanceof Finding.Note note) {
            return "<p>%s</p>".formatted(escaped(note.text()));
        }
        throw new IllegalStateException("A finding that no report knows: " + finding);
    }

    private static String table(Comparison comparison) {
        var base = comparison.rows().get(0);
        return "<table><tr><th><th>size<th>seconds (min / median / max)<th>trials<th>each %s, ms<th>per second<th>whole process, s<th>CPU, s<th>memory, MB<th>times the first%s</table>"
                .formatted(
                        escaped(comparison.unit()),
                        comparison.rows().stream()
                                .map(row -> row(comparison, row, base))
                                .collect(Collectors.joining()));
    }

    private static String row(Comparison comparison, Comparison.Row row, Comparison.Row base) {
        if (!row.ran()) {
            return "<tr><td>%s<td colspan=\"9\">not run: %s".formatted(escaped(row.name()), escaped(row.note()));
        }
        var seconds = row.seconds();
        return "<tr><td>%s<td>%,d<td>%s / %s / %s<td>%d<td>%s<td>%s<td>%s<td>%s<td>%s<td>%s"
                .formatted(
                        escaped(row.name()),
                        row.size(),
                        Spread.number(seconds.min()),
                        Spread.number(seconds.median()),
                        Spread.number(seconds.max()),
                        row.samples().size(),
                        Spread.number(row.perUnit().median() * 1000),
                        Spread.number(1 / row.perUnit().median()),
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

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
