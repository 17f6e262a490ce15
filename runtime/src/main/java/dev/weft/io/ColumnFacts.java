package dev.weft.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoField;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the cells of one column need: known when the last one was seen, and deciding for the narrowest column type of DuckDB that loses nothing. */
final class ColumnFacts {

    /** The years that a 64-bit count of nanoseconds since 1970 reaches, less one at each end. */
    private static final int FIRST_NANO_YEAR = 1678;

    private static final int LAST_NANO_YEAR = 2261;

    private final CellKind kind;
    private final @Nullable NestedShape nested;
    private int scale;
    private int integerDigits;
    private boolean nanos;
    private boolean far;

    ColumnFacts(CellKind kind) {
        this(kind, null);
    }

    private ColumnFacts(CellKind kind, @Nullable NestedShape nested) {
        this.kind = kind;
        this.nested = nested;
    }

    static ColumnFacts[] of(RowType type) {
        return type.fields().stream()
                .map(field -> new ColumnFacts(
                        field.kind(),
                        field.kind() == CellKind.JSON
                                ? NestedShape.of(field.type()).orElse(null)
                                : null))
                .toArray(ColumnFacts[]::new);
    }

    CellKind kind() {
        return kind;
    }

    /** Tells whether the type depends on the cells. */
    boolean varies() {
        return switch (kind) {
            case DECIMAL, DATE, TIME, DATETIME, INSTANT -> true;
            default -> nested != null && nested.varies();
        };
    }

    void see(@Nullable Object cell) {
        if (cell instanceof BigDecimal decimal) {
            scale = Math.max(scale, decimal.scale());
            integerDigits = Math.max(integerDigits, decimal.precision() - decimal.scale());
        } else if (cell instanceof Instant instant) {
            see(instant.getNano(), instant.getEpochSecond());
        } else if (cell instanceof LocalDateTime time) {
            nanos |= time.get(ChronoField.NANO_OF_SECOND) % 1000 != 0;
            far |= time.getYear() < FIRST_NANO_YEAR || time.getYear() > LAST_NANO_YEAR;
        } else if (cell instanceof LocalTime time) {
            nanos |= time.get(ChronoField.NANO_OF_SECOND) % 1000 != 0;
        } else if (cell instanceof LocalDate date) {
            far |= date.getYear() < 1 || date.getYear() > 9999;
        } else if (nested != null && cell instanceof String json && nested.varies()) {
            see(nested, json);
        }
    }

    private static void see(NestedShape nested, String json) {
        try (var parser = JsonValues.CELLS.createParser(json)) {
            parser.nextToken();
            nested.see(parser);
        } catch (IOException e) {
            throw new UncheckedIOException("A nested value could not be looked at: " + JsonValues.problem(e), e);
        }
    }

    private void see(int nano, long second) {
        nanos |= nano % 1000 != 0;
        far |= Math.abs(second) > Long.MAX_VALUE / 1_000_000_000L - 1;
    }

    /** Returns the column's type in DuckDB where nested values are told apart from text. */
    String duckType() {
        return switch (kind) {
            case BOOLEAN -> "BOOLEAN";
            case BYTE -> "TINYINT";
            case SHORT -> "SMALLINT";
            case INT -> "INTEGER";
            case LONG -> "BIGINT";
            case FLOAT -> "FLOAT";
            case DOUBLE -> "DOUBLE";
            case DECIMAL -> DuckType.Plain.decimal(integerDigits + scale, scale).sql();
            case DATE -> far ? "VARCHAR" : "DATE";
            case TIME -> nanos ? "VARCHAR" : "TIME";
            case DATETIME, INSTANT -> !nanos ? "TIMESTAMP" : far ? "VARCHAR" : "TIMESTAMP_NS";
            case UUID -> "UUID";
            case BYTES -> "BLOB";
            case TEXT -> "VARCHAR";
            case JSON -> nested == null ? "VARCHAR" : nested.duckType();
        };
    }

    /** Tells whether the column holds nested values in a type of DuckDB, and not as text. */
    boolean isNested() {
        return nested != null;
    }

    static List<String> duckTypes(ColumnFacts[] facts) {
        return Arrays.stream(facts).map(ColumnFacts::duckType).toList();
    }

    /** Returns the types where nested values are JSON text. */
    static List<String> flatDuckTypes(ColumnFacts[] facts) {
        return Arrays.stream(facts)
                .map(column -> column.isNested() ? "VARCHAR" : column.duckType())
                .toList();
    }
}
