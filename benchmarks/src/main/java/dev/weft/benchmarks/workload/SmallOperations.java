package dev.weft.benchmarks.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.benchmarks.measure.Bench;
import dev.weft.benchmarks.measure.Operation;
import dev.weft.benchmarks.measure.Spread;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Small operations by JMH, in a process of its own. */
final class SmallOperations implements Workload {

    private static final String BENCHMARKS = "dev.weft.benchmarks.small.";

    @Override
    public String name() {
        return "small";
    }

    @Override
    public String about() {
        return "Small operations in a warm process, by JMH: planning, selections, the content hash of rows, the JSON of events, sets of partitions, a commit of the catalog.";
    }

    @Override
    public void run(Bench bench, Field field) throws InterruptedException, IOException {
        var results = bench.fresh("jmh").resolve("results.json");
        var time = bench.quick() ? "300ms" : "1s";
        field.java(
                        org.openjdk.jmh.Main.class,
                        BENCHMARKS.replace(".", "\\.") + ".*",
                        "-bm",
                        "avgt",
                        "-tu",
                        "us",
                        "-f",
                        bench.quick() ? "1" : "3",
                        "-wi",
                        "3",
                        "-w",
                        time,
                        "-i",
                        "5",
                        "-r",
                        time,
                        "-foe",
                        "false",
                        "-prof",
                        "gc",
                        "-rf",
                        "json",
                        "-rff",
                        results.toString())
                .run();
        var operations = new ArrayList<Operation>();
        new ObjectMapper().readTree(results.toFile()).forEach(result -> operations.add(operation(result)));
        bench.tell("each by itself, one thread", operations);
    }

    private static Operation operation(JsonNode result) {
        var metric = result.path("primaryMetric");
        var times = new ArrayList<Double>();
        metric.path("rawData").forEach(fork -> fork.forEach(time -> times.add(time.asDouble())));
        var size = result.path("params").properties().stream()
                .map(parameter -> "%,d %s".formatted(parameter.getValue().asLong(), parameter.getKey()))
                .collect(Collectors.joining(", "));
        return new Operation(name(result.path("benchmark").asText()), size, Spread.of(times), bytes(result));
    }

    /** Returns the words of the method's name. */
    private static String name(String method) {
        return method.substring(method.lastIndexOf('.') + 1)
                .replaceAll("([A-Z])", " $1")
                .toLowerCase(java.util.Locale.ROOT);
    }

    private static OptionalDouble bytes(JsonNode result) {
        List<JsonNode> normed = StreamSupport.stream(
                        result.path("secondaryMetrics").properties().spliterator(), false)
                .filter(metric -> metric.getKey().endsWith("gc.alloc.rate.norm"))
                .map(metric -> metric.getValue().path("score"))
                .toList();
        return normed.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(normed.get(0).asDouble());
    }
}
