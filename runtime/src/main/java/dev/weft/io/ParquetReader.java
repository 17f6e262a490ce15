package dev.weft.io;

import dev.weft.event.Stored;
import dev.weft.spi.LostVersionException;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads records from a Parquet file, row by row. Only the columns that the record has are read. */
final class ParquetReader<R extends Record> implements Iterator<R>, AutoCloseable {

    private final Stored version;
    private final RowSchema schema;
    private final Constructor<R> constructor;
    private final Connection connection;
    private final ResultSet results;
    private boolean ready;
    private boolean done;

    private ParquetReader(Duck duck, Stored version, Path file, Class<R> row) {
        this.version = version;
        this.schema = RowSchema.of(row);
        this.connection = duck.connect();
        try {
            constructor = row.getDeclaredConstructor(Arrays.stream(row.getRecordComponents())
                    .map(component -> component.getType())
                    .toArray(Class[]::new));
            constructor.setAccessible(true);
            var source = "read_parquet(" + Duck.literal(file.toString()) + ")";
            results =
                    connection.createStatement().executeQuery("SELECT %s FROM %s".formatted(selected(source), source));
        } catch (SQLException e) {
            close();
            throw lost(e);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("A record has its canonical constructor", e);
        }
    }

    static <R extends Record> Stream<R> rows(Duck duck, Stored version, Path file, Class<R> row) {
        var reader = new ParquetReader<>(duck, version, file, row);
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(reader, Spliterator.ORDERED), false)
                .onClose(reader::close);
    }

    private String selected(String source) throws SQLException {
        var there = columns(source);
        return schema.fields().stream()
                .map(field -> {
                    if (there.contains(field.name())) {
                        return RowSchema.quoted(field.name());
                    }
                    if (field.component().getType().isPrimitive()) {
                        throw new IllegalStateException(
                                "%s has no column \"%s\", and %s cannot be null. Use %s, or materialize %s again."
                                        .formatted(
                                                version.what(),
                                                field.name(),
                                                field.component().getType(),
                                                "a boxed type",
                                                version.what()));
                    }
                    return "NULL";
                })
                .collect(Collectors.joining(", "));
    }

    private Set<String> columns(String source) throws SQLException {
        try (var statement = connection.createStatement();
                var described = statement.executeQuery("DESCRIBE SELECT * FROM " + source)) {
            var names = new HashSet<String>();
            while (described.next()) {
                names.add(described.getString(1));
            }
            return names;
        }
    }

    @Override
    public boolean hasNext() {
        try {
            if (!ready && !done) {
                done = !results.next();
                ready = !done;
            }
            return ready;
        } catch (SQLException e) {
            throw lost(e);
        }
    }

    @Override
    @SuppressWarnings(
            "NullAway") // arguments of a reflective call may be null; NullAway cannot tell by the array's type
    public R next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        ready = false;
        var values = new Object[schema.fields().size()];
        try {
            for (int i = 0; i < values.length; i++) {
                values[i] = value(schema.fields().get(i), i + 1);
            }
            return constructor.newInstance(values);
        } catch (SQLException | IOException e) {
            throw lost(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "A row of %s cannot be a %s: %s"
                            .formatted(
                                    version.what(),
                                    constructor.getDeclaringClass().getSimpleName(),
                                    e.getCause()),
                    e);
        }
    }

    private @Nullable Object value(RowSchema.Field field, int column) throws SQLException, IOException {
        var value = results.getObject(column);
        var type = field.raw();
        if (value == null && type.isPrimitive()) {
            throw new IllegalStateException("Column \"%s\" of %s has a null, and %s cannot be null. Use a boxed type."
                    .formatted(field.name(), version.what(), type));
        }
        if (value == null) {
            return null;
        }
        if (type == char.class) {
            return value.toString().charAt(0);
        }
        if (field.isNested()) {
            return JsonValues.MAPPER.readValue(value.toString(), field.type());
        }
        if (value instanceof Number number && (type.isPrimitive() || Number.class.isAssignableFrom(type))) {
            return number(number, type);
        }
        if (type == Instant.class) {
            return results.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
        }
        if (type == LocalDateTime.class) {
            return results.getObject(column, LocalDateTime.class);
        }
        if (type == LocalDate.class) {
            return results.getObject(column, LocalDate.class);
        }
        return type.isInstance(value) || type.isPrimitive()
                ? value
                : JsonValues.MAPPER.convertValue(value.toString(), field.type());
    }

    private static Object number(Number number, Class<?> type) {
        if (type == int.class || type == Integer.class) {
            return number.intValue();
        }
        if (type == long.class || type == Long.class) {
            return number.longValue();
        }
        if (type == double.class || type == Double.class) {
            return number.doubleValue();
        }
        if (type == float.class || type == Float.class) {
            return number.floatValue();
        }
        if (type == short.class || type == Short.class) {
            return number.shortValue();
        }
        if (type == byte.class || type == Byte.class) {
            return number.byteValue();
        }
        if (type == BigInteger.class) {
            return new BigInteger(number.toString());
        }
        var decimal = new BigDecimal(number.toString());
        return decimal.signum() == 0 ? BigDecimal.ZERO : decimal.stripTrailingZeros();
    }

    private LostVersionException lost(Exception cause) {
        return new LostVersionException(
                version,
                "The stored rows of %s cannot be read: %s".formatted(version.what(), cause.getMessage()),
                cause);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("Could not close DuckDB's connection: " + e.getMessage(), e);
        }
    }
}
