package dev.weft.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.spi.LostVersionException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ParquetStoreTest extends FileStoreContract {

    @Override
    Scales scales() {
        return Scales.OF_THE_COLUMN;
    }

    @Override
    Map<String, String> settings() {
        return Map.of("kind", "files", "format", "parquet", "path", "stored");
    }

    @Test
    void nestedValuesHaveTypesThatSqlKnows() throws SQLException {
        var order = new Order(
                7, List.of(new Item("a", new BigDecimal("3.50"), 2), new Item("b", new BigDecimal("1.25"), 1)));
        var rows = io().relation(List.of(write(Order.class, Stream.of(order)).stored()));

        try (var connection = rows.connection();
                var statement = connection.createStatement();
                var sum = statement.executeQuery(
                        "SELECT sum(item.price * item.pieces), typeof(first(items)) FROM (SELECT items, unnest(items) AS item FROM %s)"
                                .formatted(rows.relation()))) {
            assertThat(sum.next()).isTrue();
            assertThat(sum.getBigDecimal(1)).isEqualByComparingTo("8.25");
            assertThat(sum.getString(2)).isEqualTo("STRUCT(\"name\" VARCHAR, price DECIMAL(18,2), pieces INTEGER)[]");
        }
    }

    @Test
    void aDamagedFileIsToldWithoutTheStatementThatReadIt() throws IOException {
        var stored = write(Order.class, Stream.of(new Order(7, List.of()))).stored();
        var file = Path.of(io().place(stored));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 20));

        assertThatThrownBy(() -> {
                    try (var rows = io().rows(List.of(stored), Order.class)) {
                        rows.toList();
                    }
                })
                .isInstanceOf(LostVersionException.class)
                .hasMessageContaining("The stored rows of shop/orders cannot be read: ")
                .hasMessageContaining(file.getFileName().toString())
                .hasMessageNotContaining("SELECT");
    }

    record Order(long id, List<Item> items) {}

    record Item(String name, BigDecimal price, int pieces) {}
}
