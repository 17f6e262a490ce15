package dev.weft.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetPartition;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What of a row comes back from every kind of store: each type of column, and values inside of values. */
abstract class CellsContract extends StoreFixture {

    enum Size {
        SMALL,
        LARGE {
            @Override
            public String toString() {
                return "large";
            }
        }
    }

    record Inner(int a, @Nullable String b, Instant at) {}

    record Numbers(boolean flag, byte b, short s, int i, long l, float f, double d) {}

    record Boxes(
            @Nullable Boolean flag,
            @Nullable Byte b,
            @Nullable Short s,
            @Nullable Integer i,
            @Nullable Long l,
            @Nullable Float f,
            @Nullable Double d) {}

    record Letter(char c) {}

    record Times(
            @Nullable Instant at,
            @Nullable LocalDateTime local,
            @Nullable LocalDate day,
            @Nullable LocalTime time,
            @Nullable Duration took,
            @Nullable YearMonth month) {}

    record Texts(
            @Nullable String text,
            @Nullable Size size,
            @Nullable UUID id,
            @Nullable BigInteger big) {}

    record Nested(
            @Nullable Inner inner,
            @Nullable List<Inner> list,
            @Nullable List<List<String>> words,
            @Nullable Map<String, Integer> counts) {}

    @SuppressWarnings("ArrayRecordComponent") // users have such rows
    record Deep(
            @Nullable Inner inner,
            @Nullable List<Line> lines,
            @Nullable Map<String, List<Line>> byName,
            @Nullable Set<Size> sizes,
            double @Nullable [] series) {}

    record Line(
            BigDecimal price,
            BigInteger big,
            double weight,
            float share,
            LocalDateTime local,
            LocalDate day,
            LocalTime time,
            UUID id,
            Duration took,
            Optional<Integer> count,
            List<@Nullable String> tags) {}

    /** Nested, but with parts for which only JSON has a form. */
    record Odd(Tree tree, Map<Integer, String> byNumber, List<Object> any, Empty empty) {}

    record Tree(String name, List<Tree> children) {}

    record Empty() {}

    record Lines(long id, List<Narrow> lines) {}

    record Maybe(Optional<String> text, Optional<Integer> number, Optional<List<Inner>> list) {}

    @SuppressWarnings("ArrayRecordComponent") // users have such rows
    record Bytes(byte @Nullable [] bytes) {}

    record Price(@Nullable BigDecimal price) {}

    record Wide(long id, @Nullable String name) {}

    record Narrow(long id) {}

    /** Tells whether times keep what is below a microsecond. */
    boolean keepsNanoseconds() {
        return true;
    }

    /** What becomes of the zeros at the end of a decimal. */
    enum Scales {
        /** Each value keeps its own. */
        OF_EACH_VALUE,
        /** All values have as many digits after the point as the longest of the column. */
        OF_THE_COLUMN,
        /** They are lost. */
        NONE
    }

    Scales scales() {
        return Scales.OF_EACH_VALUE;
    }

    /** Returns minus zero, where the store tells it from zero. */
    double zero() {
        return -0.0;
    }

    @Test
    void numbersComeBackAsTheyWere() {
        comeBack(
                Numbers.class,
                List.of(
                        new Numbers(true, (byte) -128, (short) 7, Integer.MIN_VALUE, Long.MAX_VALUE, 0.1f, 0.1),
                        new Numbers(false, (byte) 1, (short) 7, 0, Long.MIN_VALUE, Float.MIN_VALUE, Double.MIN_VALUE),
                        new Numbers(false, (byte) 1, (short) 7, 0, 9007199254740993L, Float.NaN, Double.NaN),
                        new Numbers(
                                false, (byte) 1, (short) 7, 0, 0, Float.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),
                        new Numbers(false, (byte) 1, (short) 7, 0, 0, (float) zero(), zero())));
        comeBack(
                Boxes.class,
                List.of(
                        new Boxes(null, null, null, null, null, null, null),
                        new Boxes(true, (byte) 1, (short) 2, 3, 4L, 5f, 6d),
                        new Boxes(false, (byte) 0, (short) 0, 0, 0L, 0f, 0d)));
    }

    @Test
    void aCharacterComesBack() {
        comeBack(Letter.class, List.of(new Letter('x'), new Letter('ß')));
    }

    @Test
    void timesComeBackAsTheyWere() {
        comeBack(
                Times.class,
                List.of(
                        new Times(
                                Instant.parse("2001-01-07T06:30:00.123456Z"),
                                LocalDateTime.parse("2001-01-07T06:30:00.000001"),
                                LocalDate.of(2001, 1, 7),
                                LocalTime.of(6, 30),
                                Duration.ofNanos(5),
                                YearMonth.of(2001, 1)),
                        new Times(
                                Instant.parse("1969-12-31T23:59:59.999999Z"),
                                LocalDateTime.parse("1700-01-01T00:00"),
                                LocalDate.of(1, 1, 1),
                                LocalTime.MIDNIGHT,
                                Duration.ofDays(-3),
                                null),
                        new Times(
                                Instant.parse("9999-12-31T00:00:00Z"),
                                LocalDateTime.parse("0001-01-01T00:00"),
                                LocalDate.of(9999, 12, 31),
                                LocalTime.parse("23:59:59.999999"),
                                null,
                                null),
                        new Times(null, null, null, null, null, null)));
    }

    @Test
    void nanosecondsAreKeptOrRefusedNeverCut() {
        var times = new Times(
                Instant.parse("2001-01-07T06:30:00.123456789Z"),
                LocalDateTime.parse("2001-01-07T06:30:00.000000001"),
                null,
                LocalTime.parse("23:59:59.999999999"),
                null,
                null);
        if (keepsNanoseconds()) {
            comeBack(Times.class, List.of(times, new Times(Instant.EPOCH, null, null, null, null, null)));
        } else {
            assertThatThrownBy(() -> write(Times.class, Stream.of(times)))
                    .hasMessageContaining("at")
                    .hasMessageContaining("nanoseconds")
                    .hasMessageContaining("MICROS");
        }
    }

    @Test
    void farTimesWithNanosecondsComeBack() {
        assumeThat(keepsNanoseconds()).isTrue();
        comeBack(
                Times.class,
                List.of(
                        new Times(
                                Instant.parse("2001-01-07T06:30:00.123456789Z"),
                                LocalDateTime.parse("2001-01-07T06:30:00.000000001"),
                                null,
                                null,
                                null,
                                null),
                        new Times(
                                Instant.parse("9999-12-31T06:30:00Z"),
                                LocalDateTime.parse("9999-12-31T00:00"),
                                null,
                                null,
                                null,
                                null)));
    }

    @Test
    void textsComeBackAsTheyWere() {
        comeBack(
                Texts.class,
                List.of(
                        new Texts("", Size.SMALL, new UUID(1, 2), BigInteger.TWO.pow(200)),
                        new Texts("null", Size.LARGE, new UUID(-1, -2), BigInteger.ONE.negate()),
                        new Texts("a\n\"b\"\t\\ß😀, 2001-01-01\r\n", null, null, null),
                        new Texts("\\N", null, null, null),
                        new Texts(" padded ", null, null, null),
                        new Texts("x".repeat(100_000), null, null, null),
                        new Texts(null, null, null, null)));
    }

    @Test
    void nestedValuesComeBackAsTheyWere() {
        var inner = new Inner(1, null, Instant.parse("2001-01-07T06:30:00.123456789Z"));
        comeBack(
                Nested.class,
                List.of(
                        new Nested(
                                inner,
                                List.of(inner, new Inner(2, "b", Instant.EPOCH)),
                                List.of(Arrays.asList("x", null), List.of()),
                                Map.of("a", 1)),
                        new Nested(null, List.of(), null, Map.of())));
    }

    @Test
    void optionalComponentsComeBackAsTheyWere() {
        comeBack(
                Maybe.class,
                List.of(
                        new Maybe(Optional.of("a"), Optional.empty(), Optional.of(List.of())),
                        new Maybe(
                                Optional.empty(),
                                Optional.of(7),
                                Optional.of(List.of(new Inner(1, "b", Instant.EPOCH))))));
    }

    @Test
    void bytesComeBackAsTheyWere() {
        var sealed = write(Bytes.class, Stream.of(new Bytes(new byte[] {0, -1, 65}), new Bytes(null)));

        var bytes = read(Bytes.class, sealed);

        assertThat(bytes.get(0).bytes()).containsExactly(0, -1, 65);
        assertThat(bytes.get(1).bytes()).isNull();
    }

    @Test
    void decimalsOfOneScaleComeBackAsTheyWere() {
        decimalsComeBack("3.50", "0.00", null, "-12345678901234567890.10");
        decimalsComeBack("3", "0", "1000");
        decimalsComeBack("0.000000001", "1.100000000");
        // more digits than any decimal type of DuckDB has
        decimalsComeBack(
                "1.1234567890123456789012345678901234567890", "1234567890.0000000000000000000000000000000000000000");
    }

    @Test
    void decimalsOfSeveralScalesKeepTheirValue() {
        decimalsComeBack("1.10", "-0.000000001", null, "0.00", "12345678901234567890");
        decimalsComeBack("1", "2.50");
        decimalsComeBack("1E+3", "-7.0", "2E+5");
    }

    private void decimalsComeBack(@Nullable String... texts) {
        var prices = new ArrayList<@Nullable BigDecimal>();
        for (var text : texts) {
            prices.add(text == null ? null : new BigDecimal(text));
        }
        var sealed = write(
                AssetPartition.of(AssetKey.parse("shop/prices" + staged)),
                Price.class,
                prices.stream().map(Price::new));

        assertThat(read(Price.class, sealed)).extracting(Price::price).containsExactlyElementsOf(expected(prices));
    }

    private List<@Nullable BigDecimal> expected(List<@Nullable BigDecimal> written) {
        int longest = written.stream()
                .mapToInt(price -> price == null ? 0 : Math.max(0, price.scale()))
                .max()
                .orElse(0);
        var expected = new ArrayList<@Nullable BigDecimal>();
        for (var price : written) {
            expected.add(
                    price == null
                            ? null
                            : switch (scales()) {
                                case OF_EACH_VALUE -> price.setScale(Math.max(0, price.scale()));
                                case OF_THE_COLUMN -> price.setScale(longest);
                                case NONE -> shortest(price);
                            });
        }
        return expected;
    }

    private static BigDecimal shortest(BigDecimal price) {
        var stripped = price.stripTrailingZeros();
        return stripped.setScale(Math.max(0, stripped.scale()));
    }

    @Test
    void theDataVersionCountsTheZerosOfADecimal() {
        var version = versionOf("3.50", "1000");

        assertThat(versionOf("1E+3", "3.50")).isEqualTo(version);
        assertThat(versionOf("3.5", "1000")).isNotEqualTo(version);
        assertThat(version).isEqualTo("5ef7ef54cec2240e62910640e0baacce");
    }

    private String versionOf(String... prices) {
        return write(Price.class, Arrays.stream(prices).map(price -> new Price(new BigDecimal(price))))
                .content()
                .dataVersion()
                .text();
    }

    @Test
    void deeplyNestedValuesComeBackAsTheyWere() {
        var line = new Line(
                new BigDecimal("3.50"),
                BigInteger.TWO.pow(200),
                Double.NaN,
                0.1f,
                LocalDateTime.parse("0001-01-01T00:00"),
                LocalDate.of(9999, 12, 31),
                LocalTime.parse("23:59:59.999999999"),
                new UUID(1, 2),
                Duration.ofNanos(5),
                Optional.empty(),
                Arrays.asList("a\"\\ß😀", null, ""));
        var other = new Line(
                new BigDecimal("12345678901234567890.00"),
                BigInteger.ZERO,
                Double.NEGATIVE_INFINITY,
                Float.MIN_VALUE,
                LocalDateTime.parse("2001-01-07T06:30:00.000000001"),
                LocalDate.of(1, 1, 1),
                LocalTime.MIDNIGHT,
                new UUID(-1, -2),
                Duration.ofDays(-3),
                Optional.of(7),
                List.of());
        var deep = new Deep(
                new Inner(1, null, Instant.parse("9999-12-31T23:59:59.123456789Z")),
                List.of(line, other),
                Map.of("a b", List.of(other), "", List.of()),
                Set.of(Size.LARGE),
                new double[] {0.1, 4.9E-324, -0.0});
        var empty = new Deep(null, null, null, Set.of(), null);

        var back = read(Deep.class, write(Deep.class, Stream.of(deep, empty)));

        assertThat(back.get(0))
                .usingRecursiveComparison()
                .withEqualsForType(Double::equals, Double.class)
                .isEqualTo(deep);
        assertThat(back.get(0).lines()).isEqualTo(deep.lines());
        assertThat(back.get(1)).isEqualTo(empty);
    }

    @Test
    void nestedValuesThatOnlyJsonCanSayComeBack() {
        comeBack(
                Odd.class,
                List.of(new Odd(
                        new Tree("a", List.of(new Tree("b", List.of()))),
                        Map.of(1, "one"),
                        List.of("x", 1),
                        new Empty())));
    }

    @Test
    void aConsumerReadsFewerPartsOfNestedValues() {
        var sealed = write(NestedWide.class, Stream.of(new NestedWide(List.of(new Wide(1, "a")))));

        assertThat(read(NestedNarrow.class, sealed)).containsExactly(new NestedNarrow(List.of(new Narrow(1))));
    }

    record NestedWide(List<Wide> lines) {}

    record NestedNarrow(List<Narrow> lines) {}
}
