package dev.weft.partition;

import static dev.weft.partition.Definitions.at;
import static dev.weft.partition.Definitions.fixed;
import static dev.weft.partition.Definitions.keys;
import static dev.weft.partition.Definitions.windows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.PartitionKey;
import dev.weft.partition.TimeWindowPartitionsDefinition.Cadence;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PartitionMappingsTest {

    private static final String NOW = "2024-03-20T00:00:00Z";
    private static final PartitionsDefinition DAYS = windows(Cadence.DAILY, "2023-11-01", "America/Los_Angeles");
    private static final PartitionsDefinition HOURS = windows(Cadence.HOURLY, "2023-11-01", "America/Los_Angeles");
    private static final PartitionsDefinition MONTHS = windows(Cadence.MONTHLY, "2023-11-01", "America/Los_Angeles");
    private static final PartitionMapping PREVIOUS = new PartitionMapping.TimeWindows(-1, -1);
    private static final PartitionMapping OVERLAP = new PartitionMapping.TimeWindows(0, 0);

    @Test
    void aMappingFollowsFromEqualNestedOrMissingPartitions() {
        assertThat(infer(DAYS, DAYS)).isEqualTo(new PartitionMapping.Identity());
        assertThat(infer(DAYS, MONTHS)).isEqualTo(OVERLAP);
        assertThat(infer(HOURS, DAYS)).isEqualTo(OVERLAP);
        assertThat(infer(DAYS, windows(Cadence.DAILY, "2024-01-01", "America/Los_Angeles")))
                .isEqualTo(OVERLAP);
        assertThat(PartitionMappings.infer(Optional.of(DAYS), Optional.empty())).isEqualTo(new PartitionMapping.All());
        assertThat(PartitionMappings.infer(Optional.empty(), Optional.of(DAYS)))
                .isEqualTo(new PartitionMapping.Identity());
    }

    @Test
    void nothingFollowsFromCoarserOtherOrMisalignedPartitions() {
        for (PartitionsDefinition downstream :
                List.of(HOURS, fixed("a"), windows(Cadence.MONTHLY, "2023-11-01", "UTC"))) {
            assertThatThrownBy(() -> infer(DAYS, downstream))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("@AllPartitions");
        }
    }

    private static PartitionMapping infer(PartitionsDefinition upstream, PartitionsDefinition downstream) {
        return PartitionMappings.infer(Optional.of(upstream), Optional.of(downstream));
    }

    @Test
    void thePreviousPartitionIsFoundAcrossAClockChange() {
        assertThat(read(PREVIOUS, DAYS, DAYS, "2024-03-11")).isEqualTo(keys("2024-03-10"));
        assertThat(read(PREVIOUS, HOURS, HOURS, "2023-11-05-02:00")).isEqualTo(keys("2023-11-05-01:00-0800"));
        assertThat(read(PREVIOUS, DAYS, DAYS, "2023-11-01")).isEmpty();
    }

    @Test
    void aMonthReadsItsDaysAndAnHourItsDay() {
        assertThat(read(OVERLAP, DAYS, MONTHS, "2024-02"))
                .hasSize(29)
                .startsWith(PartitionKey.of("2024-02-01"))
                .endsWith(PartitionKey.of("2024-02-29"));
        assertThat(read(OVERLAP, DAYS, HOURS, "2024-03-10-22:00")).isEqualTo(keys("2024-03-10"));
    }

    @Test
    void aWindowBeforeTheStartIsRequiredOnlyIfNoOtherIsLeft() {
        PartitionsDefinition late = windows(Cadence.DAILY, "2024-01-15", "America/Los_Angeles");
        assertThat(read(OVERLAP, late, MONTHS, "2024-01")).hasSize(17).startsWith(PartitionKey.of("2024-01-15"));
        assertThat(read(OVERLAP, late, DAYS, "2024-01-02")).isEqualTo(keys("2024-01-02"));
        assertThat(at(late, NOW).contains(PartitionKey.of("2024-01-02"))).isFalse();
    }

    private static List<PartitionKey> read(
            PartitionMapping mapping, PartitionsDefinition upstream, PartitionsDefinition downstream, String own) {
        return PartitionMappings.upstreamOf(
                mapping, at(upstream, NOW), Optional.of(at(downstream, NOW)), Optional.of(PartitionKey.of(own)));
    }

    @Test
    void aReaderWithoutPartitionsReadsAllTheLastOrNamedOnes() {
        Partitions letters = at(fixed("a", "b", "c"), NOW);
        assertThat(PartitionMappings.upstreamOf(
                        new PartitionMapping.Inferred(), letters, Optional.empty(), Optional.empty()))
                .isEqualTo(keys("a", "b", "c"));
        assertThat(PartitionMappings.upstreamOf(
                        new PartitionMapping.Last(), letters, Optional.empty(), Optional.empty()))
                .isEqualTo(keys("c"));
        assertThat(PartitionMappings.upstreamOf(
                        new PartitionMapping.Specific(keys("b")), letters, Optional.empty(), Optional.empty()))
                .isEqualTo(keys("b"));
    }

    @Test
    void dimensionsMapByNameAndUnnamedOnesAreReadWhole() {
        PartitionsDefinition multi =
                MultiPartitionsDefinition.of(Map.of("abc", fixed("a", "b", "c"), "123", fixed("1", "2", "3")));
        assertThat(read(new PartitionMapping.Inferred(), fixed("a", "b", "c"), multi, "1|a"))
                .isEqualTo(keys("a"));
        assertThat(read(new PartitionMapping.Inferred(), multi, fixed("a", "b", "c"), "a"))
                .isEqualTo(keys("1|a", "2|a", "3|a"));
        PartitionsDefinition ambiguous =
                MultiPartitionsDefinition.of(Map.of("a", fixed("1", "2"), "b", fixed("1", "2")));
        assertThatThrownBy(() -> infer(ambiguous, fixed("1", "2"))).hasMessageContaining("@ByDimension");
    }

    @Test
    void aMappingThatCannotWorkIsToldInASentence() {
        assertThat(PartitionMappings.problem(PREVIOUS, Optional.of(fixed("a")), Optional.of(DAYS)))
                .hasValue("A mapping by time needs windows of time on both sides; the upstream has 1 fixed keys.");
        assertThat(PartitionMappings.problem(
                        new PartitionMapping.Specific(keys("x")), Optional.of(fixed("a", "b")), Optional.empty()))
                .hasValue("x is not a partition of the upstream: its keys are a, b.");
        assertThat(PartitionMappings.problem(new PartitionMapping.All(), Optional.empty(), Optional.empty()))
                .isPresent();
        assertThat(PartitionMappings.problem(PREVIOUS, Optional.of(DAYS), Optional.of(DAYS)))
                .isEmpty();
    }

    @Test
    void downstreamIsTheInverseOfUpstream() {
        Random random = new Random(5);
        List<PartitionsDefinition> times = List.of(
                DAYS,
                MONTHS,
                windows(Cadence.DAILY, "2023-12-10", "UTC"),
                windows(Cadence.WEEKLY, "2024-01-01", "UTC"));
        for (int round = 0; round < 40; round++) {
            int from = random.nextInt(5) - 3;
            PartitionMapping mapping = new PartitionMapping.TimeWindows(from, from + random.nextInt(3));
            requireInverse(
                    mapping,
                    at(times.get(random.nextInt(times.size())), NOW),
                    at(times.get(random.nextInt(times.size())), NOW),
                    random);
        }
        PartitionMapping table =
                new PartitionMapping.Keys(new TreeMap<>(Map.of("p1", List.of("p"), "p2", List.of("p", "q"))));
        requireInverse(table, at(fixed("p1", "p2", "r1"), NOW), at(fixed("p", "q", "r"), NOW), random);
        requireInverse(new PartitionMapping.Identity(), at(fixed("z", "x"), NOW), at(fixed("x", "y"), NOW), random);
        requireInverse(new PartitionMapping.Last(), at(DAYS, NOW), at(fixed("x", "y"), NOW), random);
    }

    private static void requireInverse(
            PartitionMapping mapping, Partitions upstream, Partitions downstream, Random random) {
        List<PartitionKey> theirs = upstream.keys();
        for (int probe = 0; probe < 6; probe++) {
            PartitionKey key = theirs.get(random.nextInt(theirs.size()));
            List<PartitionKey> readers = PartitionMappings.downstreamOf(mapping, upstream, key, downstream);
            List<PartitionKey> expected = downstream.keys().stream()
                    .filter(own -> PartitionMappings.upstreamOf(
                                    mapping, upstream, Optional.of(downstream), Optional.of(own))
                            .contains(key))
                    .toList();
            assertThat(readers).as("%s %s", mapping, key).isEqualTo(expected);
        }
    }

    @Test
    void downstreamOfASetIsASet() {
        PartitionNumbering days = at(DAYS, NOW).numbering();
        PartitionSet read = PartitionMappings.downstreamOf(
                PREVIOUS,
                at(DAYS, NOW),
                PartitionSet.of(days, keys("2023-11-04", "2024-03-09")),
                Optional.of(at(DAYS, NOW)));
        assertThat(read.keys()).isEqualTo(keys("2023-11-05", "2024-03-10"));
    }
}
