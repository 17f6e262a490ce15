package dev.weft.api;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The context of a method that a test calls itself. */
record TestContext(Optional<PartitionKey> partition) implements AssetContext {

    static final TestContext EMPTY = new TestContext(Optional.empty());

    @Override
    public String asset() {
        return "test";
    }

    @Override
    public Optional<TimeWindow> window() {
        return Optional.empty();
    }

    @Override
    public String run() {
        return "test";
    }

    @Override
    public String idempotencyKey() {
        return "test";
    }

    @Override
    public int attempt() {
        return 1;
    }

    @Override
    public Instant now() {
        return clock().instant();
    }

    @Override
    public Clock clock() {
        return Clock.systemUTC();
    }

    @Override
    public Logger log() {
        return LoggerFactory.getLogger("dev.weft.test");
    }

    @Override
    public void metadata(String name, Object value) {}

    @Override
    public void dataVersion(DataVersion version) {}

    @Override
    public void checkCancelled() {}
}
