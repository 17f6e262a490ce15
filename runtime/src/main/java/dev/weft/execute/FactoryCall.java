package dev.weft.execute;

import dev.weft.api.AssetContext;
import dev.weft.api.AssetRegistry;
import dev.weft.api.DataVersion;
import dev.weft.api.PartitionKey;
import dev.weft.api.TimeWindow;
import dev.weft.asset.Parameter;
import dev.weft.asset.Producer;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;

/** The context of one call of a factory's function: the step's own, and the upstream values that were named. */
final class FactoryCall implements AssetRegistry.FactoryContext {

    private final AssetContext step;
    private final Producer producer;
    private final Loader loader;

    FactoryCall(AssetContext step, Producer producer, Loader loader) {
        this.step = step;
        this.producer = producer;
        this.loader = loader;
    }

    /** Loads what upstreams hold. */
    interface Loader {
        <R extends Record> Stream<R> rows(Parameter.Input input, Class<R> row);

        <T> T value(Parameter.Input input, Class<T> type);
    }

    @Override
    public <R extends Record> Stream<R> rows(String upstream, Class<R> row) {
        return loader.rows(input(upstream), row);
    }

    @Override
    public <T> T value(String upstream, Class<T> type) {
        return loader.value(input(upstream), type);
    }

    private Parameter.Input input(String upstream) {
        return producer.inputs().stream()
                .filter(input -> input.upstream().text().equals(upstream))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "%s asks for %s, which it does not name as an upstream; it names %s. Add it where %s declares %s."
                                .formatted(
                                        producer.outputs().get(0),
                                        upstream,
                                        producer.inputs().isEmpty()
                                                ? "none"
                                                : producer.inputs().stream()
                                                        .map(input ->
                                                                input.upstream().text())
                                                        .collect(Collectors.joining(", ")),
                                        producer.place(),
                                        producer.outputs().get(0))));
    }

    @Override
    public String asset() {
        return step.asset();
    }

    @Override
    public Optional<PartitionKey> partition() {
        return step.partition();
    }

    @Override
    public Optional<TimeWindow> window() {
        return step.window();
    }

    @Override
    public String run() {
        return step.run();
    }

    @Override
    public String idempotencyKey() {
        return step.idempotencyKey();
    }

    @Override
    public int attempt() {
        return step.attempt();
    }

    @Override
    public Instant now() {
        return step.now();
    }

    @Override
    public Clock clock() {
        return step.clock();
    }

    @Override
    public Logger log() {
        return step.log();
    }

    @Override
    public void metadata(String name, Object value) {
        step.metadata(name, value);
    }

    @Override
    public void dataVersion(DataVersion version) {
        step.dataVersion(version);
    }

    @Override
    public void checkCancelled() {
        step.checkCancelled();
    }
}
