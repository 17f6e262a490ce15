package dev.weft.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DuckDbStoreTest extends TableStoreContract {

    @Override
    Scales scales() {
        return Scales.OF_THE_COLUMN;
    }

    @Override
    Map<String, String> settings() {
        return Map.of("kind", "duckdb", "path", "warehouse.duckdb");
    }

    /** Of the same process: no other one can have the file open. */
    @Override
    Connection outside() {
        return ((TableIoManager) io()).connect();
    }

    @Override
    String table(String name) {
        return "\"" + name + "\"";
    }

    record Item(@Nullable BigDecimal price) {}

    record Order(long id, List<Item> items) {}

    record TaggedItem(@Nullable BigDecimal price, List<String> tags) {}

    record TaggedOrder(long id, List<TaggedItem> items) {}

    @Test
    void aNestedColumnIsWidenedAndTakesNewParts() throws SQLException {
        var old = write(partition("a"), Order.class, Stream.of(new Order(1, List.of(new Item(new BigDecimal("3.5"))))));
        var tagged = new TaggedOrder(2, List.of(new TaggedItem(new BigDecimal("1.25"), List.of("new"))));
        var wide = write(partition("b"), TaggedOrder.class, Stream.of(tagged));
        var again = write(partition("c"), Order.class, Stream.of(new Order(3, List.of(new Item(null)))));

        assertThat(read(TaggedOrder.class, wide)).containsExactly(tagged);
        assertThat(read(Order.class, old, again))
                .containsExactly(
                        new Order(1, List.of(new Item(new BigDecimal("3.50")))), new Order(3, List.of(new Item(null))));
        try (var connection = outside();
                var statement = connection.createStatement();
                var type = statement.executeQuery("SELECT typeof(first(items)) FROM " + table("shop_orders"))) {
            assertThat(type.next()).isTrue();
            assertThat(type.getString(1)).isEqualTo("STRUCT(price DECIMAL(38,2), tags VARCHAR[])[]");
        }
    }
}
