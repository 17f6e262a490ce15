package dev.weft.partition;

import static dev.weft.partition.Definitions.at;
import static dev.weft.partition.Definitions.fixed;
import static dev.weft.partition.Definitions.keys;
import static dev.weft.partition.Definitions.windows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.PartitionKey;
import dev.weft.api.TimeWindow;
import dev.weft.partition.TimeWindowPartitionsDefinition.Cadence;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PartitionsTest {

    @Test
    void aDayExistsWhenItIsOver() {
        PartitionsDefinition days = windows(Cadence.DAILY, "2021-05-05", "UTC");
        assertThat(at(days, "2021-05-07T00:00:00Z").keys()).isEqualTo(keys("2021-05-05", "2021-05-06"));
        assertThat(at(days, "2021-05-06T23:59:59Z").keys()).isEqualTo(keys("2021-05-05"));
        assertThat(at(days, "2021-05-05T12:00:00Z").first()).isEmpty();
        assertThat(at(days, "2021-05-05T12:00:00Z").count()).isZero();
    }

    @Test
    void anEndOffsetHoldsBackOrAddsButNeverBeforeTheStart() {
        assertThat(offset(Cadence.DAILY, "2021-01-01", -2, "2021-01-08T01:20:00Z")
                        .last())
                .contains(PartitionKey.of("2021-01-05"));
        assertThat(offset(Cadence.WEEKLY, "2021-01-01", -2, "2021-01-24T01:20:00Z")
                        .keys())
                .isEqualTo(keys("2021-01-03"));
        assertThat(offset(Cadence.HOURLY, "2021-01-01", 2, "2021-01-01T04:01:00Z")
                        .count())
                .isEqualTo(6);
        assertThat(offset(Cadence.DAILY, "2023-01-15", 1, "2023-01-14T00:00:00Z")
                        .first())
                .isEmpty();
        assertThat(offset(Cadence.MONTHLY, "2023-01-01", -1, "2023-02-01T00:00:00Z")
                        .first())
                .isEmpty();
    }

    private static Partitions offset(Cadence cadence, String start, int endOffset, String now) {
        return at(windows(cadence, start, "UTC", 0, 0, 0, endOffset, Optional.empty()), now);
    }

    @Test
    void anEndBoundsTheDays() {
        Partitions january = at(
                windows(
                        Cadence.DAILY,
                        "2022-01-01",
                        "UTC",
                        0,
                        0,
                        0,
                        0,
                        Optional.of(LocalDateTime.parse("2022-02-01T00:00"))),
                "2024-01-01T00:00:00Z");
        assertThat(january.count()).isEqualTo(31);
        assertThat(january.last()).contains(PartitionKey.of("2022-01-31"));
        assertThat(january.contains(PartitionKey.of("2022-02-01"))).isFalse();
    }

    @Test
    void monthsBeginOnTheirDayAndAreNamedByMonth() {
        assertThat(at(windows(Cadence.MONTHLY, "2021-01-01", "UTC"), "2021-03-01T01:20:00Z")
                        .keys())
                .isEqualTo(keys("2021-01", "2021-02"));
        assertThat(at(windows(Cadence.MONTHLY, "2021-01-03", "UTC"), "2021-01-31T00:00:00Z")
                        .keys())
                .isEmpty();
        assertThat(at(
                                windows(Cadence.MONTHLY, "2021-01-01", "UTC", 0, 0, 15, 0, Optional.empty()),
                                "2021-03-20T00:00:00Z")
                        .keys())
                .isEqualTo(keys("2021-01-15", "2021-02-15"));
    }

    @Test
    void aDayHasTwentyThreeOrTwentyFiveHoursWhenTheClockChanges() {
        Partitions days = at(windows(Cadence.DAILY, "2024-01-01", "Europe/Berlin"), "2025-01-01T00:00:00Z");
        assertThat(length(days, "2024-03-31")).isEqualTo(Duration.ofHours(23));
        assertThat(length(days, "2024-10-27")).isEqualTo(Duration.ofHours(25));
        assertThat(length(days, "2024-10-28")).isEqualTo(Duration.ofHours(24));
    }

    private static Duration length(Partitions partitions, String key) {
        TimeWindow window = partitions.window(PartitionKey.of(key)).orElseThrow();
        return Duration.between(window.start(), window.end());
    }

    @Test
    void aRepeatedHourHasTwoKeysAndAMissingOneHasNone() {
        PartitionsDefinition pacific = windows(
                Cadence.HOURLY,
                "2020-10-31T23:00",
                "US/Pacific",
                0,
                0,
                0,
                0,
                Optional.of(LocalDateTime.parse("2020-11-01T05:00")));
        Partitions night = at(pacific, "2024-01-01T00:00:00Z");
        assertThat(night.keys())
                .isEqualTo(keys(
                        "2020-10-31-23:00",
                        "2020-11-01-00:00",
                        "2020-11-01-01:00",
                        "2020-11-01-01:00-0800",
                        "2020-11-01-02:00",
                        "2020-11-01-03:00",
                        "2020-11-01-04:00"));
        assertThat(night.count()).isEqualTo(7);
        assertThat(at(windows(Cadence.HOURLY, "2021-03-14T01:00", "US/Central"), "2021-03-14T09:01:00Z")
                        .keys())
                .isEqualTo(keys("2021-03-14-01:00", "2021-03-14-03:00"));
    }

    @Test
    void hoursBeginAtTheirMinute() {
        PartitionsDefinition hours = windows(Cadence.HOURLY, "2021-05-05T01:00", "UTC", 15, 0, 0, 0, Optional.empty());
        assertThat(at(hours, "2021-05-05T03:30:00Z").keys()).isEqualTo(keys("2021-05-05-01:15", "2021-05-05-02:15"));
    }

    @Test
    void aDayThatAZoneSkipsIsNoPartition() {
        Partitions samoa = at(windows(Cadence.DAILY, "2011-12-28", "Pacific/Apia"), "2012-01-02T12:00:00Z");
        assertThat(samoa.keys()).isEqualTo(keys("2011-12-28", "2011-12-29", "2011-12-31", "2012-01-01", "2012-01-02"));
        assertThat(samoa.count()).isEqualTo(5);
    }

    @Test
    void countAndSearchAgreeWithTheListInManyZones() {
        Random random = new Random(7);
        List<Cadence> cadences = List.of(Cadence.HOURLY, Cadence.DAILY, Cadence.WEEKLY, Cadence.MONTHLY);
        List<String> zones = List.of(
                "UTC",
                "Europe/Berlin",
                "America/New_York",
                "Australia/Lord_Howe",
                "Asia/Kathmandu",
                "Pacific/Apia",
                "Antarctica/Troll");
        for (int round = 0; round < 200; round++) {
            Cadence cadence = cadences.get(random.nextInt(cadences.size()));
            // Hours of some weeks only, in which most clocks that change do.
            boolean hourly = cadence == Cadence.HOURLY;
            int month = hourly ? List.of(3, 4, 9, 10, 11).get(random.nextInt(5)) : 1 + random.nextInt(12);
            String start = "20%02d-%02d-01".formatted(5 + random.nextInt(15), month);
            PartitionsDefinition definition = windows(
                    cadence,
                    start,
                    zones.get(random.nextInt(zones.size())),
                    random.nextInt(60),
                    random.nextInt(4),
                    random.nextInt(7),
                    random.nextInt(5) - 2,
                    Optional.empty());
            int hours = hourly ? 500 + random.nextInt(1500) : random.nextInt(9000);
            Instant now = Instant.parse(start + "T00:00:00Z").plus(Duration.ofHours(hours));
            Partitions partitions = Partitions.of(definition, now);
            List<PartitionKey> all = partitions.keys();
            assertThat(partitions.count()).as("%s", definition).isEqualTo(all.size());
            assertThat(all).as("%s", definition).doesNotHaveDuplicates().allMatch(partitions::contains);
            List<TimeWindow> windows = all.stream()
                    .map(key -> partitions.window(key).orElseThrow())
                    .toList();
            assertThat(windows.stream().skip(1).map(TimeWindow::start))
                    .as("%s: each begins where the one before ends", definition)
                    .isEqualTo(windows.stream()
                            .limit(Math.max(0, windows.size() - 1))
                            .map(TimeWindow::end)
                            .toList());
            assertThat(windows.stream().flatMap(window -> partitions.in(window).stream()))
                    .as("%s: in each window is its key", definition)
                    .isEqualTo(all);
        }
    }

    @Test
    void aCommandLineNamesAKeyARangeOrAList() {
        Partitions days = at(windows(Cadence.DAILY, "2001-01-01", "UTC"), "2001-02-01T00:00:00Z");
        assertThat(days.parse("2001-01-07")).isEqualTo(keys("2001-01-07"));
        assertThat(days.parse("2001-01-30...2001-01-31, 2001-01-01"))
                .isEqualTo(keys("2001-01-30", "2001-01-31", "2001-01-01"));
        assertThatThrownBy(() -> days.parse("2024-13", "sales/orders"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "2024-13 is not a partition of sales/orders: its keys are days from 2001-01-01 to 2001-01-31.");
        assertThatThrownBy(() -> days.parse("2001-01-07...2001-01-01"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Swap them");
        assertThatThrownBy(() -> days.parse("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void severalDimensionsAreTheirProduct() {
        PartitionsDefinition multi = MultiPartitionsDefinition.of(
                Map.of("day", windows(Cadence.DAILY, "2001-01-01", "UTC"), "region", fixed("eu", "us")));
        Partitions partitions = at(multi, "2001-01-04T00:00:00Z");
        assertThat(partitions.count()).isEqualTo(6);
        assertThat(partitions.keys()).startsWith(PartitionKey.of("2001-01-01|eu"), PartitionKey.of("2001-01-01|us"));
        assertThat(partitions.last()).contains(PartitionKey.of("2001-01-03|us"));
        assertThat(partitions.contains(PartitionKey.of("2001-01-03|asia"))).isFalse();
        assertThat(partitions.range(PartitionKey.of("2001-01-01|eu"), PartitionKey.of("2001-01-02|eu")))
                .isEqualTo(keys("2001-01-01|eu", "2001-01-02|eu"));
        assertThat(partitions.window(PartitionKey.of("2001-01-02|eu")))
                .contains(new TimeWindow(Instant.parse("2001-01-02T00:00:00Z"), Instant.parse("2001-01-03T00:00:00Z")));
    }

    @Test
    void dynamicKeysComeFromOutside() {
        Partitions partitions = Partitions.of(
                new DynamicPartitionsDefinition("customers"), Instant.EPOCH, name -> List.of(name + "-1", name + "-2"));
        assertThat(partitions.keys()).isEqualTo(keys("customers-1", "customers-2"));
    }

    @Test
    void aMillionHoursAreCountedWithoutBeingListed() {
        Partitions hours = at(windows(Cadence.HOURLY, "1900-01-01", "UTC"), "2024-01-01T00:00:00Z");
        assertThat(hours.count()).isEqualTo(1_086_960);
        assertThat(hours.contains(PartitionKey.of("1999-12-31-23:00"))).isTrue();
    }
}
