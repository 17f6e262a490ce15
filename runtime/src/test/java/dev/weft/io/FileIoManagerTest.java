package dev.weft.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetPartition;
import dev.weft.asset.Producer;
import dev.weft.asset.TypeRef;
import dev.weft.asset.ValueType;
import dev.weft.spi.LostVersionException;
import dev.weft.spi.Sealed;
import dev.weft.spi.StageRequest;
import java.io.IOException;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileIoManagerTest {

    enum Size {
        SMALL,
        LARGE
    }

    record Inner(int a, @Nullable String b, Instant at) {}

    record Numbers(boolean flag, byte b, short s, int i, long l, float f, double d) {}

    record Letter(char c) {}

    record Times(
            @Nullable Instant at,
            @Nullable LocalDateTime local,
            @Nullable LocalDate day,
            @Nullable Duration took) {}

    record Texts(
            @Nullable String text,
            @Nullable Size size,
            @Nullable UUID id,
            @Nullable BigInteger big) {}

    record Nested(
            @Nullable Inner inner,
            @Nullable List<Inner> list,
            @Nullable List<String> words) {}

    @SuppressWarnings("ArrayRecordComponent") // users have such rows
    record Bytes(byte[] bytes) {}

    record Price(@Nullable BigDecimal price) {}

    record Wide(long id, @Nullable String name) {}

    record Narrow(long id) {}

    record Later(long id, @Nullable String colour) {}

    record LaterPrimitive(long id, int count) {}

    record NamePrimitive(@Nullable Integer count) {}

    record CountPrimitive(int count) {}

    @TempDir
    Path root;

    private FileIoManager io = new FileIoManager("default", Path.of("."));
    private int versions;

    @BeforeEach
    void open() {
        io = new FileIoManager("default", root);
    }

    @AfterEach
    void close() {
        io.close();
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
                        new Numbers(false, (byte) 1, (short) 7, 0, 0, -0.0f, -0.0)));
    }

    @Test
    void aCharacterComesBack() {
        comeBack(Letter.class, List.of(new Letter('x'), new Letter('ß')));
    }

    @Test
    void timesKeepTheirNanoseconds() {
        var at = Instant.parse("2001-01-07T06:30:00.123456789Z");
        comeBack(
                Times.class,
                List.of(
                        new Times(
                                at,
                                LocalDateTime.parse("2001-01-07T06:30:00.000000001"),
                                LocalDate.of(2001, 1, 7),
                                Duration.ofNanos(5)),
                        new Times(
                                Instant.parse("1969-12-31T23:59:59.999999999Z"),
                                LocalDateTime.parse("1700-01-01T00:00"),
                                LocalDate.of(1, 1, 1),
                                Duration.ofDays(-3)),
                        new Times(Instant.parse("2001-01-07T06:30:00Z"), null, LocalDate.of(9999, 12, 31), null),
                        new Times(null, null, null, null)));
    }

    @Test
    void textsComeBackAsTheyWere() {
        comeBack(
                Texts.class,
                List.of(
                        new Texts("", Size.SMALL, new UUID(1, 2), BigInteger.TWO.pow(200)),
                        new Texts("null", Size.LARGE, new UUID(-1, -2), BigInteger.ONE.negate()),
                        new Texts("a\n\"b\"\t\\ß😀, 2001-01-01", null, null, null),
                        new Texts(null, null, null, null)));
    }

    @Test
    void nestedValuesComeBackAsTheyWere() {
        var inner = new Inner(1, null, Instant.parse("2001-01-07T06:30:00.123456789Z"));
        comeBack(
                Nested.class,
                List.of(
                        new Nested(inner, List.of(inner, new Inner(2, "b", Instant.EPOCH)), Arrays.asList("x", null)),
                        new Nested(null, List.of(), null)));
    }

    @Test
    void bytesComeBackAsTheyWere() {
        var sealed = write(Bytes.class, Stream.of(new Bytes(new byte[] {0, -1, 65})));

        try (var rows = io.rows(List.of(sealed.stored()), Bytes.class)) {
            assertThat(rows.toList().get(0).bytes()).containsExactly(0, -1, 65);
        }
    }

    @Test
    void decimalsOfSeveralScalesKeepTheirValue() {
        var sealed = write(
                Price.class,
                Stream.of(
                        new Price(new BigDecimal("1.10")), new Price(new BigDecimal("-0.000000001")), new Price(null)));

        try (var rows = io.rows(List.of(sealed.stored()), Price.class)) {
            assertThat(rows.map(Price::price))
                    .usingElementComparator((a, b) -> a == null || b == null ? (a == b ? 0 : 1) : a.compareTo(b))
                    .containsExactly(new BigDecimal("1.1"), new BigDecimal("-0.000000001"), null);
        }
    }

    @Test
    void noRowsAreRowsToo() {
        comeBack(Wide.class, List.of());
    }

    @Test
    void theOrderOfRowsDoesNotCountButTheirNumberDoes() {
        var one = new Wide(1, "a");
        var two = new Wide(2, "b");

        var content = write(Wide.class, Stream.of(one, two)).content();

        assertThat(write(Wide.class, Stream.of(two, one)).content().dataVersion())
                .isEqualTo(content.dataVersion());
        assertThat(write(Wide.class, Stream.of(one, two, two)).content().dataVersion())
                .isNotEqualTo(content.dataVersion());
        assertThat(content.rows()).hasValue(2);
        assertThat(content.columns()).extracting(column -> column.name()).containsExactly("id", "name");
    }

    @Test
    void aConsumerReadsFewerColumnsAndGetsNullForThoseThatLack() {
        var stored = write(Wide.class, Stream.of(new Wide(1, "a"))).stored();

        try (var narrow = io.rows(List.of(stored), Narrow.class);
                var later = io.rows(List.of(stored), Later.class)) {
            assertThat(narrow).containsExactly(new Narrow(1));
            assertThat(later).containsExactly(new Later(1, null));
        }
        assertThatThrownBy(() -> io.rows(List.of(stored), LaterPrimitive.class).toList())
                .hasMessageContaining("count")
                .hasMessageContaining("shop/orders");
    }

    @Test
    void aNullForAPrimitiveIsToldByItsColumn() {
        var stored =
                write(NamePrimitive.class, Stream.of(new NamePrimitive(null))).stored();

        assertThatThrownBy(() -> io.rows(List.of(stored), CountPrimitive.class).toList())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("count");
    }

    @Test
    void rowsOfSeveralVersionsAreReadOneByOne() {
        var first =
                write(Wide.class, Stream.of(new Wide(1, "a"), new Wide(2, "b"))).stored();
        var lost = write(Wide.class, Stream.of(new Wide(3, "c"))).stored();
        io.delete(lost);

        try (var rows = io.rows(List.of(first, lost), Wide.class)) {
            var iterator = rows.iterator();

            assertThat(iterator.next()).isEqualTo(new Wide(1, "a"));
            assertThat(iterator.next()).isEqualTo(new Wide(2, "b"));
            assertThatThrownBy(iterator::next).isInstanceOf(LostVersionException.class);
        }
    }

    @Test
    void aLongVersionIsNotHeldInMemory() {
        var stored = write(Narrow.class, IntStream.range(0, 200_000).mapToObj(Narrow::new))
                .stored();
        var made = new java.util.concurrent.atomic.AtomicInteger();

        try (var rows = io.rows(List.of(stored), Narrow.class).peek(row -> made.incrementAndGet())) {
            assertThat(rows.iterator().next()).isEqualTo(new Narrow(0));
        }

        assertThat(made).hasValueLessThan(10_000);
    }

    @Test
    void aCutFileIsALostVersion() throws IOException {
        var stored = write(Wide.class, IntStream.range(0, 1000).mapToObj(i -> new Wide(i, "x")))
                .stored();
        var file = root.resolve(stored.location());
        var bytes = Files.readAllBytes(file);
        file.toFile().setWritable(true);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));

        assertThatThrownBy(() -> io.rows(List.of(stored), Wide.class).toList())
                .isInstanceOf(LostVersionException.class);
    }

    @Test
    void aValueComesBackWithItsTypeAndTheStablePathFollowsTheLatest() throws Exception {
        var type = FileIoManagerTest.class.getDeclaredField("TYPE").getGenericType();
        var first =
                value(type, Optional.of(List.of(new Inner(1, "b", Instant.parse("2001-01-07T06:30:00.123456789Z")))));
        var second = value(type, Optional.empty());

        assertThat(io.value(first.stored(), type))
                .isEqualTo(Optional.of(List.of(new Inner(1, "b", Instant.parse("2001-01-07T06:30:00.123456789Z")))));
        io.showLatest(first.stored());
        io.showLatest(second.stored());
        assertThat(root.resolve("shop/orders.json"))
                .hasSameBinaryContentAs(root.resolve(second.stored().location()));
        io.delete(first.stored());
        assertThat(io.exists(first.stored())).isFalse();
        assertThatThrownBy(() -> io.value(first.stored(), type)).isInstanceOf(LostVersionException.class);
    }

    static final Optional<List<Inner>> TYPE = Optional.empty();

    @Test
    void filesAreHashedByPathAndBytesAndSealed() throws IOException {
        var one = files("a/x.txt", "hello");
        var other = files("a/y.txt", "hello");

        assertThat(io.files(one.stored()).paths()).containsExactly("a/x.txt");
        assertThat(one.content().dataVersion()).isNotEqualTo(other.content().dataVersion());
        assertThat(files("a/x.txt", "hello").content().dataVersion())
                .isEqualTo(one.content().dataVersion());
        assertThat(Files.getPosixFilePermissions(io.files(one.stored()).path("a/x.txt"))
                        .toString())
                .doesNotContain("WRITE");
    }

    @Test
    void anAbandonedAttemptTakesNothingMore() {
        var stage = io.stage(request(rows(), Wide.class));
        var writer = stage.rowWriter();
        stage.abandon();

        assertThatThrownBy(() -> writer.write(new Wide(1, "a"))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(stage::seal).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void namesOfFilesAreNeverSharedEvenWhereCaseIsFolded() {
        var random = new Random(7);
        var alphabet = "aAbB.%_-/é\u0301eÅ\u212B:*\\ ~+\uD83D\uDE00";
        var seen = new HashMap<String, String>();
        for (int i = 0; i < 20_000; i++) {
            int length = 1 + random.nextInt(i % 50 == 0 ? 400 : 6);
            var text = random.ints(length, 0, alphabet.length())
                    .mapToObj(at -> String.valueOf(alphabet.charAt(at)))
                    .reduce("", String::concat);
            var name = Paths.ofSegment(text);

            assertThat(name).hasSizeLessThan(200).isNotIn(".", "..").doesNotContain("/");
            var before = seen.put(name.toLowerCase(Locale.ROOT), text);
            assertThat(before == null || before.equals(text))
                    .as("%s and %s", before, text)
                    .isTrue();
        }
    }

    private Sealed write(Class<? extends Record> row, Stream<? extends Record> rows) {
        var stage = io.stage(request(rows(), row));
        stage.writeRows(rows);
        return stage.seal();
    }

    private Sealed value(Type type, Object value) {
        var stage = io.stage(request(new ValueType.Single(TypeRef.of("java.lang.Object"), List.of()), type));
        stage.writeValue(value);
        return stage.seal();
    }

    private Sealed files(String path, String text) throws IOException {
        var stage = io.stage(request(new ValueType.Files(), dev.weft.api.Files.class));
        Files.writeString(stage.files().path(path), text);
        return stage.seal();
    }

    private <R extends Record> void comeBack(Class<R> type, List<R> rows) {
        var sealed = write(type, rows.stream());

        try (var read = io.rows(List.of(sealed.stored()), type)) {
            assertThat(read).containsExactlyElementsOf(rows);
        }
    }

    private StageRequest request(ValueType value, Type type) {
        var key = AssetKey.parse("shop/orders");
        var producer = new Producer(
                "com.acme.Shop", "orders", List.of(), List.of(key), Producer.Returns.VALUE, 0, Optional.empty());
        var asset = AssetDefinition.builder(key, producer).value(value).build();
        return new StageRequest(asset, AssetPartition.of(key), "v" + versions++, type);
    }

    private static ValueType rows() {
        return new ValueType.Rows(TypeRef.of("com.acme.Order"), List.of(), ValueType.Rows.Form.LIST);
    }
}
