package dev.weft.api;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;

/** What a step may ask about itself, and what it may report. */
public interface AssetContext {

    /** Returns the key of the asset that is made, such as {@code sales/orders}. */
    String asset();

    /** Returns the partition that is made; empty for an asset without partitions or a step over a range. */
    Optional<PartitionKey> partition();

    /** Returns the time window of the partition; empty if the partitions are not windows of time. */
    Optional<TimeWindow> window();

    /** Returns the id of the run. */
    String run();

    /** Returns an id that is the same for all attempts of this step: an idempotency key for effects outside. */
    String idempotencyKey();

    /** Returns which try of the step this is, from 1. */
    int attempt();

    /** Returns the one moment that counts as "now" for the whole run. */
    Instant now();

    /** Returns the clock of the instance. */
    Clock clock();

    /** Returns the logger whose lines are kept with the step. */
    Logger log();

    /** Records a number, a text or a boolean with the materialization. */
    void metadata(String name, Object value);

    /** Records several entries with the materialization. */
    default void metadata(Map<String, ?> values) {
        values.forEach(this::metadata);
    }

    /** Gives the data version, where Weft should not derive it from the content. */
    void dataVersion(DataVersion version);

    /** Throws if the step was cancelled or timed out; long loops may call it. */
    void checkCancelled();

    /** Returns a context for tests that call an asset's method themselves: no partition, the system's clock, records nothing. */
    static AssetContext forTest() {
        return TestContext.EMPTY;
    }

    /** As {@link #forTest()}, for one partition. */
    static AssetContext forTest(PartitionKey partition) {
        return new TestContext(Optional.of(partition));
    }
}
