package dev.weft.io;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.event.Content;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes records to a Parquet file in constant memory: they are streamed to JSON lines beside it while they are hashed and counted, and DuckDB turns
 * those into Parquet when the last one is there (only then is the scale of decimals known).
 */
final class ParquetWriter {

    private static final int PREVIEW_ROWS = 10;
    private static final int PREVIEW_LENGTH = 4000;

    private final Duck duck;
    private final Path file;
    private final Path lines;
    private final RowSchema schema;
    private final ContentHash hash = new ContentHash();
    private final StringBuilder preview = new StringBuilder();
    private final OutputStream out;
    private long rows;
    private int scale;

    ParquetWriter(Duck duck, Path file, Class<?> row) {
        this.duck = duck;
        this.file = file;
        this.lines = lines(file);
        this.schema = RowSchema.of(row);
        try {
            Files.createDirectories(file.getParent());
            this.out = new BufferedOutputStream(Files.newOutputStream(lines), 1 << 16);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Returns the place of the rows before they are Parquet; an attempt that failed leaves it behind. */
    static Path lines(Path parquet) {
        return parquet.resolveSibling(parquet.getFileName() + ".jsonl");
    }

    void write(@Nullable Object row) {
        if (row == null) {
            throw new IllegalArgumentException("A row is null. Leave it out, or return a record.");
        }
        var node = node(row);
        var line = node.toString();
        var bytes = line.getBytes(StandardCharsets.UTF_8);
        hash.addRow(bytes);
        if (rows < PREVIEW_ROWS && preview.length() + line.length() < PREVIEW_LENGTH) {
            preview.append(line).append('\n');
        }
        rows++;
        try {
            out.write(bytes);
            out.write('\n');
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private ObjectNode node(Object row) {
        var node = JsonValues.MAPPER.createObjectNode();
        for (var field : schema.fields()) {
            var value = value(field, row);
            if (value == null) {
                node.putNull(field.name());
            } else if (field.isNested()) {
                node.put(field.name(), text(value));
            } else if (value instanceof BigDecimal decimal) {
                var plain = decimal.signum() == 0 ? BigDecimal.ZERO : decimal.stripTrailingZeros();
                scale = Math.max(scale, plain.scale());
                node.put(field.name(), plain.toPlainString());
            } else if (value instanceof Instant instant) {
                node.put(
                        field.name(),
                        LocalDateTime.ofInstant(instant, ZoneOffset.UTC).toString());
            } else if (value instanceof Double number && !Double.isFinite(number)) {
                node.put(field.name(), number.toString());
            } else {
                node.set(field.name(), JsonValues.MAPPER.valueToTree(value));
            }
        }
        return node;
    }

    private static String text(Object value) {
        try {
            return JsonValues.MAPPER.writeValueAsString(value);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Could not write %s as JSON: %s".formatted(value.getClass().getSimpleName(), e.getMessage()), e);
        }
    }

    private static @Nullable Object value(RowSchema.Field field, Object row) {
        try {
            var accessor = field.component().getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(row);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "Could not read the component %s: %s".formatted(field.name(), e.getCause()), e);
        }
    }

    /** Makes the Parquet file. */
    Content finish() {
        try {
            out.close();
            var columns = schema.fields().stream()
                    .map(field -> Duck.literal(field.name()) + ": " + Duck.literal(field.sqlType(scale)))
                    .collect(Collectors.joining(", ", "{", "}"));
            try (var connection = duck.connect();
                    var statement = connection.createStatement()) {
                statement.execute(
                        "COPY (SELECT * FROM read_json(%s, format = 'newline_delimited', columns = %s)) TO %s (FORMAT parquet, COMPRESSION zstd)"
                                .formatted(Duck.literal(lines.toString()), columns, Duck.literal(file.toString())));
            }
            Files.delete(lines);
            return new Content(
                    hash.ofRows(schema.identity()),
                    OptionalLong.of(rows),
                    OptionalLong.of(Files.size(file)),
                    schema.columns(),
                    preview.toString());
        } catch (IOException e) {
            throw failed(e);
        } catch (SQLException e) {
            throw new IllegalStateException("Could not write %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private UncheckedIOException failed(IOException e) {
        return new UncheckedIOException(
                "Could not write %s: %s. Is the disk full or read-only?".formatted(file, e.getMessage()), e);
    }
}
