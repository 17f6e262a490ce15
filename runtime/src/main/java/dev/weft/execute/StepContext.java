package dev.weft.execute;

import dev.weft.api.AssetContext;
import dev.weft.api.DataVersion;
import dev.weft.api.PartitionKey;
import dev.weft.api.TimeWindow;
import dev.weft.secret.Secrets;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one attempt tells the user's code about itself, and what that code reports. */
final class StepContext implements AssetContext {

    private final String asset;
    private final Optional<PartitionKey> partition;
    private final Optional<TimeWindow> window;
    private final String run;
    private final int attempt;
    private final Clock clock;
    private final Instant now;
    private final BooleanSupplier ended;
    private final Map<String, Object> metadata = Collections.synchronizedMap(new LinkedHashMap<>());
    private volatile Optional<DataVersion> dataVersion = Optional.empty();

    StepContext(
            String asset,
            Optional<PartitionKey> partition,
            Optional<TimeWindow> window,
            String run,
            int attempt,
            Clock clock,
            Instant now,
            BooleanSupplier ended) {
        this.asset = asset;
        this.partition = partition;
        this.window = window;
        this.run = run;
        this.attempt = attempt;
        this.clock = clock;
        this.now = now;
        this.ended = ended;
    }

    @Override
    public String asset() {
        return asset;
    }

    @Override
    public Optional<PartitionKey> partition() {
        return partition;
    }

    @Override
    public Optional<TimeWindow> window() {
        return window;
    }

    @Override
    public String run() {
        return run;
    }

    @Override
    public String idempotencyKey() {
        return run + ":" + asset + partition.map(key -> "[" + key + "]").orElse("");
    }

    @Override
    public int attempt() {
        return attempt;
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public Logger log() {
        return LoggerFactory.getLogger("weft.asset." + asset.replace('/', '.'));
    }

    @Override
    public void metadata(String name, Object value) {
        if (!(value instanceof String || value instanceof Number || value instanceof Boolean)) {
            throw new IllegalArgumentException("The metadata \"%s\" of %s is a %s. Give a number, a text or a boolean."
                    .formatted(name, asset, value.getClass().getSimpleName()));
        }
        metadata.put(name, value);
    }

    @Override
    public void dataVersion(DataVersion version) {
        dataVersion = Optional.of(version);
    }

    @Override
    public void checkCancelled() {
        if (ended.getAsBoolean() || Thread.currentThread().isInterrupted()) {
            throw new CancellationException("The step was cancelled.");
        }
    }

    Map<String, Object> reported() {
        synchronized (metadata) {
            return Secrets.mask(new LinkedHashMap<>(metadata));
        }
    }

    Optional<DataVersion> reportedVersion() {
        return dataVersion.map(Masked::version);
    }
}
