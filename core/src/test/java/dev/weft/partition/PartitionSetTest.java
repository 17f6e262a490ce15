package dev.weft.partition;

import static dev.weft.partition.Definitions.keys;
import static dev.weft.partition.Definitions.windows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.PartitionKey;
import dev.weft.partition.TimeWindowPartitionsDefinition.Cadence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PartitionSetTest {

    private record Span(Cadence cadence, String start, String now) {}

    /** On both sides of 1970, where numbers change their sign, and over the changes of the clock of 1980. */
    private static final List<Span> SPANS = List.of(
            new Span(Cadence.HOURLY, "1969-12-20", "1970-01-12T00:00:00Z"),
            new Span(Cadence.HOURLY, "1980-03-20", "1980-10-10T00:00:00Z"),
            new Span(Cadence.DAILY, "1969-06-01", "1981-12-01T00:00:00Z"),
            new Span(Cadence.WEEKLY, "1969-06-01", "1981-12-01T00:00:00Z"),
            new Span(Cadence.MONTHLY, "1969-06-01", "1981-12-01T00:00:00Z"));

    @Test
    void setsBehaveLikeHashSets() {
        Random random = new Random(11);
        for (Span span : SPANS) {
            TimeWindowPartitionsDefinition definition = windows(span.cadence(), span.start(), "Europe/Berlin");
            PartitionNumbering numbering = PartitionNumbering.of(definition);
            List<PartitionKey> all =
                    Partitions.of(definition, Instant.parse(span.now())).keys();
            for (int round = 0; round < 25; round++) {
                Set<PartitionKey> left = some(all, random);
                Set<PartitionKey> right = some(all, random);
                PartitionSet a = PartitionSet.of(numbering, left);
                PartitionSet b = PartitionSet.of(numbering, right);
                Set<PartitionKey> both = new HashSet<>(left);
                both.retainAll(right);
                Set<PartitionKey> either = new HashSet<>(left);
                either.addAll(right);
                Set<PartitionKey> only = new HashSet<>(left);
                only.removeAll(right);
                assertThat(new HashSet<>(a.and(b).keys())).isEqualTo(both);
                assertThat(new HashSet<>(a.or(b).keys())).isEqualTo(either);
                assertThat(new HashSet<>(a.andNot(b).keys())).isEqualTo(only);
                assertThat(a.or(b).count()).isEqualTo(either.size());
                PartitionKey probe = all.get(random.nextInt(all.size()));
                assertThat(a.contains(probe)).isEqualTo(left.contains(probe));
                assertThat(PartitionSet.read(numbering, a.toBytes())).isEqualTo(a);
                assertThat(a.keys())
                        .isEqualTo(all.stream().filter(left::contains).toList());
            }
        }
    }

    private static Set<PartitionKey> some(List<PartitionKey> all, Random random) {
        Set<PartitionKey> some = new HashSet<>();
        int chance = 1 + random.nextInt(20);
        all.stream().filter(key -> random.nextInt(chance) == 0).forEach(some::add);
        return some;
    }

    @Test
    void numbersDoNotDependOnTheStartAndComeFrom1970() {
        PartitionNumbering days = PartitionNumbering.of(windows(Cadence.DAILY, "2024-01-01", "UTC"));
        assertThat(days.number(PartitionKey.of("1970-01-02"))).hasValue(1);
        assertThat(days.number(PartitionKey.of("1969-12-31"))).hasValue(-1);
        PartitionNumbering months = PartitionNumbering.of(windows(Cadence.MONTHLY, "2024-01-01", "UTC"));
        assertThat(months.number(PartitionKey.of("1971-02"))).hasValue(13);
        PartitionNumbering hours = PartitionNumbering.of(windows(Cadence.HOURLY, "2024-01-01", "US/Pacific"));
        assertThat(hours.number(PartitionKey.of("1970-01-01-03:00"))).hasValue(6);
        int first = hours.number(PartitionKey.of("2020-11-01-01:00")).orElseThrow();
        assertThat(hours.number(PartitionKey.of("2020-11-01-01:00-0800"))).hasValue(first + 1);
        assertThat(hours.number(PartitionKey.of("2020-11-01-02:00-0800"))).isEmpty();
        assertThat(hours.number(PartitionKey.of("not a time"))).isEmpty();
    }

    @Test
    void aTableOnlyGrows() {
        PartitionNumbering table = PartitionNumbering.table("regions", keys("eu", "us"));
        PartitionNumbering longer = table.with(keys("us", "asia"));
        assertThat(longer.number(PartitionKey.of("us"))).hasValue(1);
        assertThat(longer.number(PartitionKey.of("asia"))).hasValue(2);
        PartitionSet older = PartitionSet.of(table, keys("eu"));
        assertThat(older.or(PartitionSet.of(longer, keys("asia"))).keys()).isEqualTo(keys("eu", "asia"));
        assertThat(older.or(PartitionSet.empty(longer)).numbering()).isSameAs(longer);
    }

    @Test
    void aHundredThousandPartitionsInARowTakeNextToNoRoom() {
        PartitionNumbering table = PartitionNumbering.table("ids", keys());
        List<PartitionKey> many = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            many.add(PartitionKey.of("k" + i));
        }
        PartitionSet all = PartitionSet.of(table.with(many), many);
        assertThat(all.count()).isEqualTo(100_000);
        assertThat(all.toBytes()).hasSizeLessThan(1_000);
        assertThat(PartitionSet.read(table.with(many), all.toBytes())).isEqualTo(all);
    }

    @Test
    void whatEqualsOneOfTheTwoIsThatOne() {
        PartitionNumbering table = PartitionNumbering.table("ids", keys("a", "b", "c"));
        PartitionSet some = PartitionSet.of(table, keys("a", "b"));
        PartitionSet all = PartitionSet.of(table, keys("a", "b", "c"));

        assertThat(some.and(all)).isSameAs(some).isSameAs(all.and(some));
        assertThat(some.or(all)).isSameAs(all).isSameAs(all.or(some));
        assertThat(some.andNot(PartitionSet.of(table, keys("c")))).isSameAs(some);
    }

    @Test
    void setsOfTwoNumberingsDoNotMix() {
        PartitionSet days = PartitionSet.empty(PartitionNumbering.of(windows(Cadence.DAILY, "2024-01-01", "UTC")));
        PartitionNumbering berlin = PartitionNumbering.of(windows(Cadence.DAILY, "2024-01-01", "Europe/Berlin"));
        assertThatThrownBy(() -> days.or(PartitionSet.empty(berlin)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("do not mix");
        assertThatThrownBy(() -> PartitionSet.read(berlin, days.toBytes()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("do not mix");
        assertThatThrownBy(() -> PartitionSet.read(berlin, new byte[] {0, 0, 1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 bytes are no set");
    }
}
