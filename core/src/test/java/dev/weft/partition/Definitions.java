package dev.weft.partition;

import dev.weft.api.PartitionKey;
import dev.weft.partition.TimeWindowPartitionsDefinition.Cadence;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Definitions for tests. */
final class Definitions {

    private Definitions() {}

    static TimeWindowPartitionsDefinition windows(Cadence cadence, String start, String zone) {
        return windows(cadence, start, zone, 0, 0, 0, 0, Optional.empty());
    }

    static TimeWindowPartitionsDefinition windows(
            Cadence cadence,
            String start,
            String zone,
            int minute,
            int hour,
            int day,
            int endOffset,
            Optional<LocalDateTime> end) {
        return new TimeWindowPartitionsDefinition(
                cadence,
                LocalDateTime.parse(start.length() == 10 ? start + "T00:00" : start),
                end,
                ZoneId.of(zone),
                minute,
                hour,
                day,
                endOffset,
                Optional.empty());
    }

    static StaticPartitionsDefinition fixed(String... keys) {
        return new StaticPartitionsDefinition(List.of(keys));
    }

    static Partitions at(PartitionsDefinition definition, String now) {
        return Partitions.of(definition, Instant.parse(now));
    }

    static List<PartitionKey> keys(String... texts) {
        return List.of(texts).stream().map(PartitionKey::of).toList();
    }
}
