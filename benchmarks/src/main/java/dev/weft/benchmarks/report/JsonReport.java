package dev.weft.benchmarks.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.benchmarks.measure.Bench.Finding;
import dev.weft.benchmarks.measure.Comparison;
import dev.weft.benchmarks.measure.Spread;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The results for programs: one JSON object, with every single trial. */
public final class JsonReport {

    private JsonReport() {}

    public static String of(Report report) {
        var json = new LinkedHashMap<String, Object>();
        json.put("started", report.started().toString());
        json.put("quick", report.quick());
        json.put("machine", report.machine());
        json.put("versions", report.versions());
        json.put(
                "workloads", report.chapters().stream().map(JsonReport::chapter).toList());
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> chapter(Report.Chapter chapter) {
        var json = new LinkedHashMap<String, Object>();
        json.put("name", chapter.name());
        json.put("about", chapter.about());
        json.put("load", chapter.load());
        json.put(
                "findings", chapter.findings().stream().map(JsonReport::finding).toList());
        return json;
    }

    private static Map<String, Object> finding(Finding finding) {
        var json = new LinkedHashMap<String, Object>();
        if (finding instanceof Finding.Compared compared) {
            var comparison = compared.comparison();
            json.put("type", "comparison");
            json.put("title", comparison.title());
            json.put("unit", comparison.unit());
            json.put(
                    "contenders",
                    comparison.rows().stream().map(row -> row(comparison, row)).toList());
        } else if (finding instanceof Finding.Grew grew) {
            var growth = grew.growth();
            json.put("type", "growth");
            json.put("title", growth.title());
            json.put("unit", growth.unit());
            json.put("points", growth.points());
            json.put("exponent", growth.exponent());
            json.put("lastExponent", growth.lastExponent());
            json.put("worseThanNLogN", growth.isWorseThanNLogN());
        } else if (finding instanceof Finding.Judged judged) {
            json.put("type", "target");
            json.put("promise", judged.target().promise());
            json.put("limit", judged.target().limit());
            json.put("measured", judged.target().measured());
            json.put("met", judged.target().isMet());
        } else if (finding instanceof Finding.Figure figure) {
            json.put("type", "figure");
            json.put("name", figure.name());
            json.put("value", figure.value());
            json.put("unit", figure.unit());
        } else if (finding instanceof Finding.Note note) {
            json.put("type", "note");
            json.put("text", note.text());
        }
        return json;
    }

    private static Map<String, Object> row(Comparison comparison, Comparison.Row row) {
        var json = new LinkedHashMap<String, Object>();
        json.put("name", row.name());
        json.put("size", row.size());
        if (!row.ran()) {
            json.put("missing", row.note());
            return json;
        }
        json.put("seconds", spread(row.seconds()));
        json.put("eachSeconds", spread(row.perUnit()));
        json.put("wholeSeconds", spread(row.wholeSeconds()));
        row.cpuSeconds().ifPresent(cpu -> json.put("cpuSeconds", spread(cpu)));
        row.peakMegabytes().ifPresent(peak -> json.put("peakMegabytes", peak));
        comparison.ratio(row, comparison.rows().get(0)).ifPresent(ratio -> json.put("timesTheFirst", spread(ratio)));
        json.put(
                "trials",
                row.samples().stream()
                        .map(sample -> Map.of(
                                "seconds",
                                sample.seconds(),
                                "whole",
                                sample.whole().toNanos() / 1e9,
                                "figures",
                                sample.figures()))
                        .toList());
        return json;
    }

    private static List<Double> spread(Spread spread) {
        return List.of(spread.min(), spread.median(), spread.max());
    }
}
