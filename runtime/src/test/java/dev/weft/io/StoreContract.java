package dev.weft.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.weft.api.PartitionKey;
import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetPartition;
import dev.weft.asset.Producer;
import dev.weft.asset.TypeRef;
import dev.weft.asset.ValueType;
import dev.weft.event.Stored;
import dev.weft.settings.ProjectSettings;
import dev.weft.spi.IoManager;
import dev.weft.spi.LostVersionException;
import dev.weft.spi.Sealed;
import dev.weft.spi.Stage;
import dev.weft.spi.StageRequest;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.SQLException;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every kind of store promises. */
abstract class StoreContract {

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

    record Later(long id, @Nullable String colour) {}

    record LaterPrimitive(long id, int count) {}

    record NamePrimitive(@Nullable Integer count) {}

    record CountPrimitive(int count) {}

    record CountWider(@Nullable Double count) {}

    record CountDecimal(@Nullable BigDecimal count) {}

    @TempDir
    Path root;

    private @Nullable Stores stores;
    private int versions;
    private long token;

    /** Returns the settings of the store under test, below {@code weft.io.default}. */
    abstract Map<String, String> settings() throws Exception;

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

    @BeforeEach
    void open() throws Exception {
        stores = stores("the one instance");
    }

    Stores stores(String instance) throws Exception {
        var variables = new java.util.HashMap<String, String>();
        settings()
                .forEach((name, value) ->
                        variables.put("WEFT_IO_DEFAULT_" + name.toUpperCase(java.util.Locale.ROOT), value));
        return new Stores(
                ProjectSettings.ofVariables(variables),
                root,
                StoreIdentity.of(() -> instance, () -> "catalog of " + instance));
    }

    @AfterEach
    void close() {
        if (stores != null) {
            stores.close();
        }
    }

    IoManager io() {
        return java.util.Objects.requireNonNull(stores).get("default");
    }

    private boolean keepsValues() {
        return io().refusal(request(single(), Optional.class).asset()).isEmpty();
    }

    private boolean keepsFiles() {
        return io().refusal(
                        request(new ValueType.Files(), dev.weft.api.Files.class).asset())
                .isEmpty();
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
                AssetPartition.of(AssetKey.parse("shop/prices" + versions)),
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

    @Test
    void noRowsAreRowsToo() {
        comeBack(Wide.class, List.of());
        comeBack(Nested.class, List.of());
    }

    @Test
    void whatIsFoundOutIsRecorded() {
        var content = write(Wide.class, Stream.of(new Wide(1, "a"), new Wide(2, null)))
                .content();

        assertThat(content.rows()).hasValue(2);
        assertThat(content.columns()).extracting(column -> column.name()).containsExactly("id", "name");
        assertThat(content.preview()).isEqualTo("{\"id\":1,\"name\":\"a\"}\n{\"id\":2,\"name\":null}\n");
    }

    @Test
    void theOrderOfRowsDoesNotCountButTheirNumberDoes() {
        var one = new Wide(1, "a");
        var two = new Wide(2, "b");

        var version = write(Wide.class, Stream.of(one, two)).content().dataVersion();

        assertThat(write(Wide.class, Stream.of(two, one)).content().dataVersion())
                .isEqualTo(version);
        assertThat(write(Wide.class, Stream.of(one, two, two)).content().dataVersion())
                .isNotEqualTo(version);
        assertThat(write(Wide.class, Stream.of(one, new Wide(2, ""))).content().dataVersion())
                .isNotEqualTo(write(Wide.class, Stream.of(one, new Wide(2, null)))
                        .content()
                        .dataVersion());
    }

    @Test
    void equalRowsOfTwoThreadsAndOfAnyStoreHashAlike() throws InterruptedException {
        var rows = IntStream.range(0, 2000).mapToObj(i -> new Wide(i, "ü" + i)).toList();
        var hashes = new ArrayList<String>();
        for (int i = 0; i < 2; i++) {
            var part = "thread" + i;
            var thread = new Thread(() -> {
                var hash = write(partition(part), Wide.class, rows.stream())
                        .content()
                        .dataVersion()
                        .text();
                synchronized (hashes) {
                    hashes.add(hash);
                }
            });
            thread.start();
            thread.join();
        }

        assertThat(hashes).containsExactly("76488dd845a4edad2c418f78a03edef1", "76488dd845a4edad2c418f78a03edef1");
    }

    @Test
    void aConsumerReadsFewerColumnsAndGetsNullForThoseThatLack() {
        var sealed = write(Wide.class, Stream.of(new Wide(1, "a")));

        assertThat(read(Narrow.class, sealed)).containsExactly(new Narrow(1));
        assertThat(read(Later.class, sealed)).containsExactly(new Later(1, null));
        assertThatThrownBy(() -> read(LaterPrimitive.class, sealed))
                .hasMessageContaining("count")
                .hasMessageContaining("shop/orders");
    }

    @Test
    void aConsumerReadsNumbersInAWiderType() {
        var sealed = write(NamePrimitive.class, Stream.of(new NamePrimitive(7)));

        assertThat(read(CountWider.class, sealed)).containsExactly(new CountWider(7.0));
        assertThat(read(CountDecimal.class, sealed)).containsExactly(new CountDecimal(new BigDecimal("7")));
    }

    @Test
    void aNullForAPrimitiveIsToldByItsColumn() {
        var sealed = write(NamePrimitive.class, Stream.of(new NamePrimitive(null)));

        assertThatThrownBy(() -> read(CountPrimitive.class, sealed))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("count");
    }

    @Test
    void partitionsAreReadOneAfterTheOtherInTheirOrder() {
        var first = write(partition("2001-01-01"), Wide.class, Stream.of(new Wide(1, "a"), new Wide(2, "b")));
        var second = write(partition("2001-01-02"), Narrow.class, Stream.of(new Narrow(3)));
        var third = write(partition("2001-01-03"), Wide.class, Stream.of(new Wide(4, "d")));

        assertThat(read(Wide.class, third, first, second))
                .containsExactly(new Wide(4, "d"), new Wide(1, "a"), new Wide(2, "b"), new Wide(3, null));
    }

    @Test
    void aLostVersionIsToldWhenItIsReached() {
        var first = write(partition("a"), Wide.class, Stream.of(new Wide(1, "a")));
        var lost = write(partition("b"), Wide.class, Stream.of(new Wide(3, "c")));
        lose(lost.stored());

        try (var rows = io().rows(List.of(first.stored(), lost.stored()), Wide.class)) {
            var iterator = rows.iterator();

            assertThat(iterator.next()).isEqualTo(new Wide(1, "a"));
            assertThatThrownBy(iterator::next).isInstanceOf(LostVersionException.class);
        }
        assertThat(io().exists(first.stored())).isTrue();
        assertThat(io().exists(lost.stored())).isFalse();
    }

    /** Takes a version away behind the store's back. */
    void lose(Stored version) {
        io().delete(version);
    }

    @Test
    void aLongVersionIsNotHeldInMemory() {
        var sealed = write(Narrow.class, IntStream.range(0, 50_000).mapToObj(Narrow::new));
        var made = new AtomicInteger();

        try (var rows = io().rows(List.of(sealed.stored()), Narrow.class).peek(row -> made.incrementAndGet())) {
            assertThat(rows.iterator().next()).isEqualTo(new Narrow(0));
        }

        assertThat(made).hasValueLessThan(10_000);
    }

    @Test
    void theRowsAreARelationForSql() throws SQLException {
        var first = write(partition("a"), Wide.class, Stream.of(new Wide(1, "a"), new Wide(2, "b")));
        var second = write(partition("b"), Wide.class, Stream.of(new Wide(3, null)));
        var rows = io().relation(List.of(first.stored(), second.stored()));

        try (var connection = rows.connection();
                var statement = connection.createStatement();
                var sum = statement.executeQuery(
                        "SELECT sum(\"id\"), count(\"name\") FROM " + rows.relation() + " AS r")) {
            assertThat(sum.next()).isTrue();
            assertThat(sum.getLong(1)).isEqualTo(6);
            assertThat(sum.getLong(2)).isEqualTo(2);
            assertThat(rows.columns()).contains("id", "name");
            assertThat(rows.as(Narrow.class)).containsExactly(new Narrow(1), new Narrow(2), new Narrow(3));
        }
    }

    @Test
    void noRowsAreARelationToo() throws SQLException {
        var rows = io().relation(List.of(write(Price.class, Stream.of()).stored()));

        try (var connection = rows.connection();
                var statement = connection.createStatement();
                var count = statement.executeQuery("SELECT count(\"price\") FROM " + rows.relation() + " AS r")) {
            assertThat(count.next()).isTrue();
            assertThat(count.getLong(1)).isZero();
        }
    }

    @Test
    void aValueComesBackWithItsType() throws Exception {
        assumeThat(keepsValues()).isTrue();
        var type = StoreContract.class.getDeclaredField("TYPE").getGenericType();
        var value = Optional.of(List.of(new Inner(1, "b", Instant.parse("2001-01-07T06:30:00.123456789Z"))));

        assertThat(io().value(value(type, value).stored(), type)).isEqualTo(value);
        assertThat(io().value(value(type, Optional.empty()).stored(), type)).isEqualTo(Optional.empty());
        assertThat(value(type, value).content().dataVersion())
                .isEqualTo(value(type, value).content().dataVersion());
    }

    static final Optional<List<Inner>> TYPE = Optional.empty();

    @Test
    void aDecimalInAValueKeepsItsZeros() {
        assumeThat(keepsValues()).isTrue();

        assertThat(io().value(
                                value(Price.class, new Price(new BigDecimal("3.50")))
                                        .stored(),
                                Price.class))
                .isEqualTo(new Price(new BigDecimal("3.50")));
    }

    @Test
    void aStoreThatReplacesNothingKeepsThePreviousVersionUntilItIsDeleted() {
        assumeThat(io().target()).isEmpty();
        var before = write(Narrow.class, Stream.of(new Narrow(1)));
        var after = write(Narrow.class, Stream.of(new Narrow(2)));
        io().showLatest(after.stored());

        assertThat(read(Narrow.class, before)).containsExactly(new Narrow(1));
        assertThat(read(Narrow.class, after)).containsExactly(new Narrow(2));

        io().delete(before.stored());
        io().delete(before.stored());

        assertThat(io().exists(before.stored())).isFalse();
        assertThat(read(Narrow.class, after)).containsExactly(new Narrow(2));
    }

    @Test
    void anAbandonedAttemptTakesNothingMore() {
        var stage = io().stage(request(rows(), Wide.class));
        var writer = stage.rowWriter();
        writer.write(new Wide(1, "a"));
        stage.abandon();

        assertThatThrownBy(() -> writer.write(new Wide(1, "a"))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(stage::seal).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> stage.writeRows(Stream.of(new Wide(1, "a"))))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aStreamThatFailsLeavesNothingToSee() {
        var before = write(Narrow.class, Stream.of(new Narrow(1)));
        var stage = io().stage(request(rows(), Narrow.class));

        assertThatThrownBy(() -> stage.writeRows(IntStream.range(0, 10)
                        .peek(i -> {
                            if (i == 5) {
                                throw new IllegalArgumentException("the source broke");
                            }
                        })
                        .mapToObj(Narrow::new)))
                .hasMessageContaining("the source broke");
        stage.abandon();

        assertThat(read(Narrow.class, before)).containsExactly(new Narrow(1));
    }

    @Test
    void keysOfAnyTextKeepTheirOwnRows() {
        var texts = List.of(
                "../../etc/passwd",
                "..",
                "a/b",
                "a b",
                "A b",
                "é",
                "e\u0301",
                "ends.",
                "con",
                "😀",
                "quote\"d'",
                "semi;colon--",
                "k".repeat(300),
                "k".repeat(299) + "x");
        var written = new ArrayList<Sealed>();
        for (int i = 0; i < texts.size(); i++) {
            written.add(write(partition(texts.get(i)), Narrow.class, Stream.of(new Narrow(i))));
        }

        for (int i = 0; i < texts.size(); i++) {
            io().showLatest(written.get(i).stored());
            assertThat(read(Narrow.class, written.get(i))).as(texts.get(i)).containsExactly(new Narrow(i));
        }
        assertThat(root.resolveSibling("etc")).doesNotExist();
    }

    @Test
    void aLongAssetKeyIsKept() {
        var one = AssetPartition.of(AssetKey.parse("k".repeat(300) + "/a"));
        var two = AssetPartition.of(AssetKey.parse("k".repeat(300) + "/b"));

        var first = write(one, Narrow.class, Stream.of(new Narrow(1)));
        var second = write(two, Narrow.class, Stream.of(new Narrow(2)));

        assertThat(read(Narrow.class, first)).containsExactly(new Narrow(1));
        assertThat(read(Narrow.class, second)).containsExactly(new Narrow(2));
    }

    @Test
    void aProcessOfAnotherInstanceIsRefused() throws Exception {
        assumeThat(settings()).doesNotContainEntry("kind", "memory");
        write(Narrow.class, Stream.of(new Narrow(1)));
        close();

        try (var other = stores("another instance")) {
            assertThatThrownBy(() -> other.get("default").stage(request(rows(), Narrow.class)))
                    .hasMessageContaining("belongs to another instance")
                    .hasMessageContaining("the one instance")
                    .hasMessageContaining("catalog of another instance");
        }
        open();
        write(Narrow.class, Stream.of(new Narrow(2)));
    }

    @Test
    void filesAreKeptOrRefused() throws Exception {
        if (!keepsFiles()) {
            assertThat(io().refusal(request(new ValueType.Files(), dev.weft.api.Files.class)
                            .asset()))
                    .hasValueSatisfying(reason -> assertThat(reason)
                            .contains("default")
                            .contains("shop/orders")
                            .contains("files"));
            return;
        }
        var stage = io().stage(request(new ValueType.Files(), dev.weft.api.Files.class));
        java.nio.file.Files.writeString(stage.files().path("a/x.txt"), "hello");
        var sealed = stage.seal();
        assertThat(io().files(sealed.stored()).paths()).containsExactly("a/x.txt");
    }

    Sealed write(Class<? extends Record> row, Stream<? extends Record> rows) {
        return write(AssetPartition.of(AssetKey.parse("shop/orders")), row, rows);
    }

    /** Writes, seals, and publishes where the store replaces in place. */
    Sealed write(AssetPartition what, Class<? extends Record> row, Stream<? extends Record> rows) {
        var stage = io().stage(request(what, rows(), row));
        try {
            stage.writeRows(rows);
            return publish(stage);
        } catch (RuntimeException e) {
            stage.abandon();
            throw e;
        }
    }

    private Sealed publish(Stage stage) {
        var sealed = stage.seal();
        synchronized (this) {
            token++;
            io().target()
                    .ifPresent(target ->
                            assertThat(target.publish(sealed.stored(), token)).isTrue());
        }
        return sealed;
    }

    Sealed value(Type type, Object value) {
        var stage = io().stage(request(single(), type));
        stage.writeValue(value);
        return publish(stage);
    }

    <R extends Record> List<R> read(Class<R> row, Sealed... versions) {
        try (var rows = io().rows(Arrays.stream(versions).map(Sealed::stored).toList(), row)) {
            return rows.toList();
        }
    }

    private <R extends Record> void comeBack(Class<R> type, List<R> rows) {
        var asset = AssetKey.parse("shop/" + type.getSimpleName());
        var sealed = write(AssetPartition.of(asset), type, rows.stream());

        assertThat(read(type, sealed)).containsExactlyElementsOf(rows);
    }

    static AssetPartition partition(String key) {
        return new AssetPartition(AssetKey.parse("shop/orders"), Optional.of(PartitionKey.of(key)));
    }

    StageRequest request(ValueType value, Type type) {
        return request(AssetPartition.of(AssetKey.parse("shop/orders")), value, type);
    }

    StageRequest request(AssetPartition what, ValueType value, Type type) {
        var producer = new Producer(
                "com.acme.Shop",
                "orders",
                List.of(),
                List.of(what.asset()),
                Producer.Returns.VALUE,
                0,
                Optional.empty());
        var asset = AssetDefinition.builder(what.asset(), producer).value(value).build();
        synchronized (this) {
            return new StageRequest(asset, what, "v" + versions++ + UUID.randomUUID(), type);
        }
    }

    static ValueType rows() {
        return new ValueType.Rows(TypeRef.of("com.acme.Order"), List.of(), ValueType.Rows.Form.LIST);
    }

    static ValueType single() {
        return new ValueType.Single(TypeRef.of("java.lang.Object"), List.of());
    }
}
