package dev.weft.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetPartition;
import dev.weft.spi.LostVersionException;
import dev.weft.spi.Sealed;
import dev.weft.spi.TargetPublication;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What stores of tables promise beyond what every store does. */
abstract class TableStoreContract extends StoreContract {

    record Day(LocalDate day, long id) {}

    record Text(String id) {}

    private static final AssetPartition ORDERS = AssetPartition.of(AssetKey.parse("shop/orders"));

    /** Opens a connection as an outside reader would. */
    abstract Connection outside() throws SQLException;

    /** Returns the table as an outside reader writes it. */
    abstract String table(String name);

    private TargetPublication target() {
        return io().target().orElseThrow();
    }

    private Sealed staged(AssetPartition what, Stream<? extends Record> rows, Class<? extends Record> row) {
        var stage = io().stage(request(what, rows(), row));
        stage.writeRows(rows);
        return stage.seal();
    }

    @Test
    void aStagedVersionIsReadByChecksAndSeenByNobodyElse() throws SQLException {
        var before = staged(ORDERS, Stream.of(new Narrow(1)), Narrow.class);
        target().publish(before.stored(), 10);
        var staged = staged(ORDERS, Stream.of(new Narrow(2), new Narrow(3)), Narrow.class);

        assertThat(read(Narrow.class, staged)).containsExactlyInAnyOrder(new Narrow(2), new Narrow(3));
        assertThat(read(Narrow.class, before)).containsExactly(new Narrow(1));
        assertThat(outsideIds("shop_orders")).containsExactly(1L);
        assertThat(target().marker(ORDERS)).hasValue(before.stored().versionId());

        assertThat(io().remains())
                .extracting(remains -> remains.versionId())
                .containsExactly(staged.stored().versionId());
        assertThat(target().publish(staged.stored(), 11)).isTrue();
        assertThat(io().remains()).isEmpty();

        assertThat(outsideIds("shop_orders")).containsExactlyInAnyOrder(2L, 3L);
        assertThat(target().marker(ORDERS)).hasValue(staged.stored().versionId());
        assertThatThrownBy(() -> read(Narrow.class, before))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("another run has replaced it");
        assertThat(tables()).noneMatch(name -> name.startsWith("_weft_stage_"));
    }

    @Test
    void publishingIsSafeToRepeatAndRefusedBelowTheToken() throws SQLException {
        var first = staged(ORDERS, Stream.of(new Narrow(1)), Narrow.class);
        var late = staged(ORDERS, Stream.of(new Narrow(2)), Narrow.class);
        assertThat(target().publish(first.stored(), 10)).isTrue();
        assertThat(target().publish(first.stored(), 10)).isTrue();

        target().raiseToken(ORDERS, 20);

        assertThat(target().publish(late.stored(), 19)).isFalse();
        assertThat(outsideIds("shop_orders")).containsExactly(1L);
        assertThat(target().marker(ORDERS)).hasValue(first.stored().versionId());
        assertThat(target().publish(late.stored(), 20)).isTrue();
        target().raiseToken(ORDERS, 5);
        assertThat(target().publish(late.stored(), 20)).isTrue();
    }

    @Test
    void aTokenCanBeRaisedBeforeAnythingIsThere() {
        target().raiseToken(ORDERS, 20);
        var staged = staged(ORDERS, Stream.of(new Narrow(2)), Narrow.class);

        assertThat(target().marker(ORDERS)).isEmpty();
        assertThat(target().publish(staged.stored(), 19)).isFalse();
        assertThat(target().publish(staged.stored(), 21)).isTrue();
    }

    @Test
    void aVersionWhoseStagingIsGoneCannotBePublished() {
        var staged = staged(ORDERS, Stream.of(new Narrow(2)), Narrow.class);
        io().delete(staged.stored());

        assertThatThrownBy(() -> target().publish(staged.stored(), 1)).isInstanceOf(LostVersionException.class);
        assertThat(target().marker(ORDERS)).isEmpty();
    }

    @Test
    void whatAnAttemptLeftIsFoundAndRemoved() throws SQLException {
        var staged = staged(ORDERS, Stream.of(new Narrow(2)), Narrow.class);

        io().remove(io().remains().get(0));

        assertThat(io().remains()).isEmpty();
        assertThat(io().exists(staged.stored())).isFalse();
        assertThat(tables()).noneMatch(name -> name.startsWith("_weft_stage_"));
    }

    @Test
    void exactlyThePartitionsRowsAreReplaced() throws SQLException {
        write(partition("a"), Narrow.class, Stream.of(new Narrow(1), new Narrow(2)));
        write(partition("b"), Narrow.class, Stream.of(new Narrow(3)));
        var again = write(partition("a"), Narrow.class, Stream.of(new Narrow(4)));

        assertThat(outsideIds("shop_orders")).containsExactlyInAnyOrder(3L, 4L);
        assertThat(read(Narrow.class, again)).containsExactly(new Narrow(4));
        try (var connection = outside();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT \"_weft_partition\" FROM %s WHERE \"id\" = 3".formatted(table("shop_orders")))) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("b");
        }
    }

    @Test
    void aColumnOfTheRowsTellsThePartition() throws SQLException {
        var first = LocalDate.of(2001, 1, 7);
        writeDay("2001-01-07", new Day(first, 1), new Day(first, 2));
        writeDay("2001-01-08", new Day(first.plusDays(1), 3));
        var again = writeDay("2001-01-07", new Day(first, 4));

        assertThat(outsideIds("shop_days")).containsExactlyInAnyOrder(3L, 4L);
        assertThat(read(Day.class, again)).containsExactly(new Day(first, 4));
        assertThatThrownBy(() -> writeDay("2001-01-07", new Day(first.plusDays(1), 5)))
                .hasMessageContaining("belongs to another partition")
                .hasMessageContaining("2001-01-08");
        assertThat(outsideIds("shop_days")).containsExactlyInAnyOrder(3L, 4L);
    }

    private Sealed writeDay(String key, Day... days) {
        var what = new AssetPartition(AssetKey.parse("shop/days"), Optional.of(dev.weft.api.PartitionKey.of(key)));
        var request = request(what, rows(), Day.class);
        var asset = dev.weft.asset.AssetDefinition.builder(
                        what.asset(), request.asset().producer())
                .value(rows())
                .partitionColumn(Optional.of("day"))
                .build();
        var stage = io().stage(new dev.weft.spi.StageRequest(asset, what, request.versionId(), Day.class));
        stage.writeRows(Stream.of(days));
        var sealed = stage.seal();
        assertThat(target().publish(sealed.stored(), 1)).isTrue();
        return sealed;
    }

    @Test
    void aNewColumnIsAddedAndOneThatIsGoneReadsAsNull() throws SQLException {
        var old = write(partition("a"), Narrow.class, Stream.of(new Narrow(1)));
        var wide = write(partition("b"), Wide.class, Stream.of(new Wide(2, "x")));

        assertThat(read(Wide.class, old, wide)).containsExactly(new Wide(1, null), new Wide(2, "x"));
        write(partition("b"), Narrow.class, Stream.of(new Narrow(3)));
        assertThat(outsideIds("shop_orders")).containsExactlyInAnyOrder(1L, 3L);
    }

    @Test
    void aColumnOfAnotherTypeIsRefusedAndNothingIsReplaced() throws SQLException {
        write(partition("a"), Narrow.class, Stream.of(new Narrow(1)));

        assertThatThrownBy(() -> write(partition("a"), Text.class, Stream.of(new Text("x"))))
                .hasMessageContaining("column id of table shop_orders")
                .hasMessageContaining("does not change their types");
        assertThat(outsideIds("shop_orders")).containsExactly(1L);
    }

    @Test
    void aTableThatWeftDidNotMakeIsLeftAlone() throws SQLException {
        try (var connection = outside();
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE %s (\"id\" BIGINT)".formatted(table("shop_orders")));
            statement.execute("INSERT INTO %s VALUES (7)".formatted(table("shop_orders")));
        }

        assertThatThrownBy(() -> write(Narrow.class, Stream.of(new Narrow(1))))
                .hasMessageContaining("a table shop_orders that Weft did not make");
        assertThat(outsideIds("shop_orders")).containsExactly(7L);
    }

    @Test
    void twoAssetsNeverShareATable() {
        write(AssetPartition.of(AssetKey.parse("shop/a_b")), Narrow.class, Stream.of(new Narrow(1)));

        assertThatThrownBy(() ->
                        write(AssetPartition.of(AssetKey.parse("shop_a/b")), Narrow.class, Stream.of(new Narrow(1))))
                .hasMessageContaining("shop/a_b and shop_a/b would both be the table shop_a_b");
    }

    @Test
    @SuppressWarnings("InterruptedExceptionSwallowed") // a test ends by it
    void partitionsThatArePublishedTogetherAreAllThere() throws Exception {
        var staged = new ArrayList<Sealed>();
        for (int i = 0; i < 8; i++) {
            staged.add(staged(partition("p" + i), Stream.of(new Narrow(i)), Narrow.class));
        }
        var threads = Executors.newFixedThreadPool(4);
        try {
            var results = threads.invokeAll(staged.stream()
                    .map(version -> (Callable<Boolean>) () -> target().publish(version.stored(), 1))
                    .toList());
            for (var result : results) {
                assertThat(result.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(outsideIds("shop_orders"))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 8).mapToObj(Long::valueOf).toList());
    }

    @Test
    void onlyRowsAreKeptInTables() {
        assertThat(io().refusal(request(single(), Object.class).asset()))
                .hasValueSatisfying(reason -> assertThat(reason).contains("keeps rows in tables", "shop/orders"));
    }

    @Test
    void aVersionThatWasWipedIsGone() throws SQLException {
        var sealed = write(Narrow.class, Stream.of(new Narrow(1)));

        io().delete(sealed.stored());

        assertThat(outsideIds("shop_orders")).isEmpty();
        assertThat(io().exists(sealed.stored())).isFalse();
        assertThatThrownBy(() -> read(Narrow.class, sealed)).isInstanceOf(LostVersionException.class);
    }

    private List<Long> outsideIds(String table) throws SQLException {
        try (var connection = outside();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT \"id\" FROM " + table(table))) {
            var ids = new ArrayList<Long>();
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
            return ids;
        }
    }

    private List<String> tables() throws SQLException {
        try (var connection = outside();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT table_name FROM information_schema.tables")) {
            var names = new ArrayList<String>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        }
    }
}
