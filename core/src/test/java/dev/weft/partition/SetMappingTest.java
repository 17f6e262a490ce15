package dev.weft.partition;

import static dev.weft.partition.Definitions.at;
import static dev.weft.partition.Definitions.fixed;
import static dev.weft.partition.Definitions.windows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.PartitionKey;
import dev.weft.partition.TimeWindowPartitionsDefinition.Cadence;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sets through mappings, against the union of what the members map to. */
class SetMappingTest {

    private static final String NOW = "2024-03-20T12:00:00Z";
    private static final List<PartitionsDefinition> TIMES = List.of(
            windows(Cadence.DAILY, "2023-11-20", "America/Los_Angeles"),
            windows(Cadence.DAILY, "2024-02-10", "America/Los_Angeles"),
            windows(Cadence.MONTHLY, "2023-11-01", "America/Los_Angeles"),
            windows(Cadence.WEEKLY, "2024-01-01", "UTC", 0, 0, 1, 0, Optional.empty()),
            windows(
                    Cadence.DAILY,
                    "2024-01-10",
                    "UTC",
                    0,
                    6,
                    0,
                    2,
                    Optional.of(LocalDateTime.parse("2024-02-20T00:00"))),
            windows(
                    Cadence.HOURLY,
                    "2023-11-04",
                    "America/Los_Angeles",
                    0,
                    0,
                    0,
                    0,
                    Optional.of(LocalDateTime.parse("2023-11-08T00:00"))),
            windows(
                    Cadence.DAILY,
                    "1969-12-20",
                    "Pacific/Apia",
                    0,
                    0,
                    0,
                    0,
                    Optional.of(LocalDateTime.parse("1970-01-20T00:00"))),
            windows(
                    Cadence.DAILY,
                    "2011-12-20",
                    "Pacific/Apia",
                    0,
                    0,
                    0,
                    0,
                    Optional.of(LocalDateTime.parse("2012-01-20T00:00"))));

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void windowsMapAsTheirMembersDo(int seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 25; round++) {
            int from = random.nextInt(6) - 4;
            boolean overlap = random.nextInt(3) == 0;
            PartitionMapping mapping = overlap
                    ? new PartitionMapping.TimeWindows(0, 0)
                    : new PartitionMapping.TimeWindows(from, from + random.nextInt(4));
            Partitions upstream = at(TIMES.get(random.nextInt(TIMES.size())), NOW);
            Partitions downstream = at(TIMES.get(random.nextInt(TIMES.size())), NOW);
            requireUnion(mapping, upstream, downstream, random);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void otherMappingsMapAsTheirMembersDo(int seed) {
        Random random = new Random(seed);
        PartitionsDefinition days = windows(Cadence.DAILY, "2024-03-01", "UTC");
        PartitionsDefinition months = windows(Cadence.MONTHLY, "2024-01-01", "UTC");
        PartitionsDefinition regions = fixed("eu", "us", "asia");
        PartitionsDefinition sold = multi(Map.of("day", days, "region", regions));
        PartitionsDefinition reports = multi(Map.of("day", months, "region", regions, "size", fixed("s", "l")));
        PartitionMapping table =
                new PartitionMapping.Keys(new TreeMap<>(Map.of("eu", List.of("s"), "us", List.of("s", "l"))));
        PartitionMapping inferred = new PartitionMapping.Inferred();

        requireUnion(inferred, at(days, NOW), at(days, NOW), random);
        requireUnion(inferred, at(regions, NOW), at(regions, NOW), random);
        requireUnion(new PartitionMapping.Identity(), at(fixed("x", "eu"), NOW), at(regions, NOW), random);
        requireUnion(new PartitionMapping.All(), at(days, NOW), at(regions, NOW), random);
        requireUnion(new PartitionMapping.Last(), at(days, NOW), at(regions, NOW), random);
        requireUnion(
                new PartitionMapping.Specific(List.of(PartitionKey.of("us"), PartitionKey.of("asia"))),
                at(regions, NOW),
                at(days, NOW),
                random);
        requireUnion(table, at(regions, NOW), at(fixed("s", "l"), NOW), random);
        requireUnion(inferred, at(sold, NOW), at(sold, NOW), random);
        requireUnion(inferred, at(sold, NOW), at(reports, NOW), random);
        requireUnion(inferred, at(regions, NOW), at(sold, NOW), random);
        requireUnion(inferred, at(sold, NOW), at(regions, NOW), random);
        requireUnion(PartitionMapping.Dimensions.of(Map.of("region", "region")), at(sold, NOW), at(sold, NOW), random);
    }

    private static PartitionsDefinition multi(Map<String, PartitionsDefinition> dimensions) {
        return MultiPartitionsDefinition.of(dimensions);
    }

    private static void requireUnion(
            PartitionMapping mapping, Partitions upstream, Partitions downstream, Random random) {
        List<PartitionKey> theirs = upstream.keys();
        List<PartitionKey> ours = downstream.keys();
        for (int probe = 0; probe < 4; probe++) {
            PartitionSet own = PartitionSet.of(downstream.numbering(), some(ours, random));
            Set<PartitionKey> read = new HashSet<>();
            own.forEach(key -> read.addAll(
                    PartitionMappings.upstreamOf(mapping, upstream, Optional.of(downstream), Optional.of(key))));
            read.removeIf(key -> upstream.numbering().number(key).isEmpty());
            assertThat(Set.copyOf(PartitionMappings.upstreamOf(mapping, upstream, Optional.of(downstream), own)
                            .keys()))
                    .as("what %s of %s reads of %s by %s", own.keys(), downstream.definition(), upstream, mapping)
                    .isEqualTo(read);

            PartitionSet changed = PartitionSet.of(upstream.numbering(), some(theirs, random));
            Set<PartitionKey> readers = ours.stream()
                    .filter(key ->
                            PartitionMappings.upstreamOf(mapping, upstream, Optional.of(downstream), Optional.of(key))
                                    .stream()
                                    .anyMatch(changed::contains))
                    .collect(Collectors.toSet());
            assertThat(Set.copyOf(PartitionMappings.downstreamOf(mapping, upstream, changed, Optional.of(downstream))
                            .keys()))
                    .as("who of %s reads %s by %s", downstream.definition(), changed.keys(), mapping)
                    .isEqualTo(readers);
        }
    }

    private static List<PartitionKey> some(List<PartitionKey> keys, Random random) {
        if (random.nextInt(4) == 0) {
            return keys;
        }
        int from = random.nextInt(keys.size());
        int to = Math.min(keys.size(), from + 1 + random.nextInt(20));
        return keys.subList(from, to).stream()
                .filter(key -> random.nextInt(5) > 0)
                .toList();
    }

    @Test
    void whatHasNoPartitionsIsASetOfOne() {
        Partitions days = at(windows(Cadence.DAILY, "2024-03-01", "UTC"), NOW);
        PartitionSet one = PartitionSet.of(days.numbering(), Definitions.keys("2024-03-04"));

        assertThat(PartitionMappings.downstreamOf(new PartitionMapping.All(), days, one, Optional.empty()))
                .isEqualTo(PartitionSet.whole());
        assertThat(PartitionMappings.downstreamOf(new PartitionMapping.Last(), days, one, Optional.empty())
                        .isEmpty())
                .isTrue();
        assertThat(PartitionMappings.upstreamOf(
                        new PartitionMapping.All(), days, Optional.empty(), PartitionSet.whole()))
                .isEqualTo(days.all());
        assertThat(PartitionSet.whole().members()).containsExactly(Optional.empty());
    }

    @Test
    void numbersOfEveryKindFindTheirKeysAgain() {
        PartitionsDefinition hours = windows(Cadence.HOURLY, "2024-03-09", "America/Los_Angeles");
        PartitionsDefinition days = windows(Cadence.DAILY, "1969-12-28", "UTC");
        for (PartitionsDefinition definition : List.of(
                hours,
                days,
                fixed("b", "a"),
                multi(Map.of("day", days, "region", fixed("eu", "us"), "size", fixed("s", "m", "l"))),
                multi(Map.of("day", windows(Cadence.DAILY, "2024-02-01", "UTC"), "hour", hours)))) {
            Partitions partitions = at(definition, "2024-03-12T00:00:00Z");

            assertThat(partitions.all().count()).isEqualTo(partitions.count());
            assertThat(partitions.all()).isEqualTo(PartitionSet.of(partitions.numbering(), partitions.keys()));
            assertThat(Set.copyOf(partitions.all().keys())).isEqualTo(Set.copyOf(partitions.keys()));
        }
    }
}
