package dev.weft.benchmarks.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.benchmarks.measure.Comparison;
import dev.weft.benchmarks.measure.Finding;
import dev.weft.benchmarks.measure.Growth;
import dev.weft.benchmarks.measure.Operation;
import dev.weft.benchmarks.measure.Sample;
import dev.weft.benchmarks.measure.Spread;
import dev.weft.benchmarks.measure.Target;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;

/** Reads what {@link JsonReport} wrote. */
public final class RecordedReport {

    private RecordedReport() {}

    /**
     * Reads a report.
     *
     * @throws IOException if the text is no such report
     */
    public static Report read(String json) throws IOException {
        var root = new ObjectMapper().readTree(json);
        return new Report(
                Instant.parse(root.path("started").asText()),
                root.path("quick").asBoolean(),
                words(root.path("machine")),
                words(root.path("versions")),
                each(root.path("workloads"), RecordedReport::chapter));
    }

    private static Report.Chapter chapter(JsonNode json) {
        return new Report.Chapter(
                json.path("name").asText(),
                json.path("about").asText(),
                json.path("load").asText(),
                each(json.path("findings"), RecordedReport::finding));
    }

    private static Finding finding(JsonNode json) {
        var type = json.path("type").asText();
        return switch (type) {
            case JsonFinding.COMPARISON ->
                new Finding.Compared(new Comparison(
                        json.path("title").asText(),
                        json.path("unit").asText(),
                        each(json.path("contenders"), RecordedReport::row)));
            case JsonFinding.GROWTH ->
                new Finding.Grew(new Growth(
                        json.path("title").asText(),
                        json.path("unit").asText(),
                        each(
                                json.path("points"),
                                point -> new Growth.Point(
                                        point.path("size").asDouble(),
                                        point.path("seconds").asDouble()))));
            case JsonFinding.SMALL ->
                new Finding.Small(
                        json.path("title").asText(), each(json.path("operations"), RecordedReport::operation));
            case JsonFinding.TARGET ->
                new Finding.Judged(new Target(
                        json.path("promise").asText(),
                        json.path("limit").asDouble(),
                        json.path("measured").asDouble(),
                        json.path("atMost").asBoolean()));
            case JsonFinding.FIGURE ->
                new Finding.Figure(
                        json.path("name").asText(),
                        json.path("value").asDouble(),
                        json.path("unit").asText());
            case JsonFinding.NOTE -> new Finding.Note(json.path("text").asText());
            default ->
                throw new IllegalArgumentException(
                        "The report has a finding of the type \"%s\", which this version does not know."
                                .formatted(type));
        };
    }

    private static Comparison.Row row(JsonNode json) {
        var note = json.path("missing").asText(json.path("failedLater").asText(""));
        return new Comparison.Row(
                json.path("name").asText(),
                json.path("size").asLong(),
                each(json.path("trials"), RecordedReport::sample),
                note);
    }

    private static Sample sample(JsonNode json) {
        var figures = new LinkedHashMap<String, Double>();
        json.path("figures")
                .properties()
                .forEach(
                        figure -> figures.put(figure.getKey(), figure.getValue().asDouble()));
        return new Sample(
                Duration.ofNanos(json.path("nanos").asLong()),
                Duration.ofNanos(json.path("wholeNanos").asLong()),
                json.has("cpuNanos")
                        ? Optional.of(Duration.ofNanos(json.path("cpuNanos").asLong()))
                        : Optional.empty(),
                json.has("peakBytes") ? OptionalLong.of(json.path("peakBytes").asLong()) : OptionalLong.empty(),
                figures);
    }

    private static Operation operation(JsonNode json) {
        var micros = each(json.path("micros"), JsonNode::asDouble);
        return new Operation(
                json.path("name").asText(),
                json.path("of").asText(),
                new Spread(micros.get(0), micros.get(1), micros.get(2)),
                json.has("bytes") ? OptionalDouble.of(json.path("bytes").asDouble()) : OptionalDouble.empty());
    }

    private static <T> List<T> each(JsonNode array, Function<JsonNode, T> read) {
        var found = new ArrayList<T>();
        array.forEach(element -> found.add(read.apply(element)));
        return List.copyOf(found);
    }

    private static Map<String, String> words(JsonNode object) {
        var words = new LinkedHashMap<String, String>();
        object.properties()
                .forEach(word -> words.put(word.getKey(), word.getValue().asText()));
        return words;
    }
}
