package dev.weft.benchmarks.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/** The results for programs: one JSON object, with every single trial. {@link RecordedReport} reads it again. */
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
        var finding = new JsonFinding();
        var json = new LinkedHashMap<String, Object>();
        json.put("name", chapter.name());
        json.put("about", chapter.about());
        json.put("load", chapter.load());
        json.put(
                "findings",
                chapter.findings().stream().map(found -> found.accept(finding)).toList());
        return json;
    }
}
