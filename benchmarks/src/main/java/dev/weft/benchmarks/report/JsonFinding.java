package dev.weft.benchmarks.report;

import dev.weft.benchmarks.measure.Comparison;
import dev.weft.benchmarks.measure.Finding;
import dev.weft.benchmarks.measure.Growth;
import dev.weft.benchmarks.measure.Operation;
import dev.weft.benchmarks.measure.Sample;
import dev.weft.benchmarks.measure.Spread;
import dev.weft.benchmarks.measure.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Each kind of finding as a JSON object with its {@code type}. */
final class JsonFinding implements Finding.Visitor<Map<String, Object>> {

    static final String COMPARISON = "comparison";
    static final String GROWTH = "growth";
    static final String SMALL = "small";
    static final String TARGET = "target";
    static final String FIGURE = "figure";
    static final String NOTE = "note";

    private static Map<String, Object> object(String type) {
        var json = new LinkedHashMap<String, Object>();
        json.put("type", type);
        return json;
    }

    @Override
    public Map<String, Object> compared(Comparison comparison) {
        var json = object(COMPARISON);
        json.put("title", comparison.title());
        json.put("unit", comparison.unit());
        json.put(
                "contenders",
                comparison.rows().stream().map(row -> row(comparison, row)).toList());
        return json;
    }

    private static Map<String, Object> row(Comparison comparison, Comparison.Row row) {
        var json = new LinkedHashMap<String, Object>();
        json.put("name", row.name());
        json.put("size", row.size());
        if (!row.note().isEmpty()) {
            json.put(row.ran() ? "failedLater" : "missing", row.note());
        }
        if (row.ran()) {
            json.put("seconds", spread(row.seconds()));
            json.put("eachSeconds", spread(row.perUnit()));
            json.put("wholeSeconds", spread(row.wholeSeconds()));
            row.cpuSeconds().ifPresent(cpu -> json.put("cpuSeconds", spread(cpu)));
            row.peakMegabytes().ifPresent(peak -> json.put("peakMegabytes", peak));
            comparison
                    .ratio(row, comparison.rows().get(0))
                    .ifPresent(ratio -> json.put("timesTheFirst", spread(ratio)));
        }
        json.put("trials", row.samples().stream().map(JsonFinding::trial).toList());
        return json;
    }

    private static Map<String, Object> trial(Sample sample) {
        var json = new LinkedHashMap<String, Object>();
        json.put("nanos", sample.wall().toNanos());
        json.put("wholeNanos", sample.whole().toNanos());
        sample.cpu().ifPresent(cpu -> json.put("cpuNanos", cpu.toNanos()));
        sample.peakBytes().ifPresent(peak -> json.put("peakBytes", peak));
        json.put("figures", sample.figures());
        return json;
    }

    @Override
    public Map<String, Object> grew(Growth growth) {
        var json = object(GROWTH);
        json.put("title", growth.title());
        json.put("unit", growth.unit());
        json.put("points", growth.points());
        json.put("exponent", growth.exponent());
        json.put("lastExponent", growth.lastExponent());
        json.put("worseThanNLogN", growth.isWorseThanNLogN());
        return json;
    }

    @Override
    public Map<String, Object> small(String title, List<Operation> operations) {
        var json = object(SMALL);
        json.put("title", title);
        json.put("operations", operations.stream().map(JsonFinding::operation).toList());
        return json;
    }

    private static Map<String, Object> operation(Operation operation) {
        var json = new LinkedHashMap<String, Object>();
        json.put("name", operation.name());
        json.put("of", operation.size());
        json.put("micros", spread(operation.micros()));
        operation.bytes().ifPresent(bytes -> json.put("bytes", bytes));
        return json;
    }

    @Override
    public Map<String, Object> judged(Target target) {
        var json = object(TARGET);
        json.put("promise", target.promise());
        json.put("limit", target.limit());
        json.put("measured", target.measured());
        json.put("atMost", target.atMost());
        json.put("met", target.isMet());
        return json;
    }

    @Override
    public Map<String, Object> figure(String name, double value, String unit) {
        var json = object(FIGURE);
        json.put("name", name);
        json.put("value", value);
        json.put("unit", unit);
        return json;
    }

    @Override
    public Map<String, Object> note(String text) {
        var json = object(NOTE);
        json.put("text", text);
        return json;
    }

    private static List<Double> spread(Spread spread) {
        return List.of(spread.min(), spread.median(), spread.max());
    }
}
