package dev.weft.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetPartition;
import dev.weft.asset.ValueType;
import dev.weft.event.Stored;
import dev.weft.spi.LostVersionException;
import dev.weft.spi.Sealed;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every kind of store promises of versions, rows and values. */
abstract class StoreContract extends CellsContract {

    record CountDecimal(@Nullable BigDecimal count) {}

    record CountWider(@Nullable Double count) {}

    record CountPrimitive(int count) {}

    record NamePrimitive(@Nullable Integer count) {}

    record LaterPrimitive(long id, int count) {}

    record Later(long id, @Nullable String colour) {}

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
}
