package dev.weft.io;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoField;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the cells of one column need: known when the last one was seen, and deciding for the narrowest column type of DuckDB that loses nothing. */
final class ColumnFacts {

    /** The years that a 64-bit count of nanoseconds since 1970 reaches, less one at each end. */
    private static final int FIRST_NANO_YEAR = 1678;

    private static final int LAST_NANO_YEAR = 2261;

    private final CellKind kind;
    private int scale;
    private int integerDigits;
    private boolean nanos;
    private boolean far;

    ColumnFacts(CellKind kind) {
        this.kind = kind;
    }

    static ColumnFacts[] of(RowType type) {
        return type.fields().stream()
                .map(field -> new ColumnFacts(field.kind()))
                .toArray(ColumnFacts[]::new);
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
        }
    }

    private void see(int nano, long second) {
        nanos |= nano % 1000 != 0;
        far |= Math.abs(second) > Long.MAX_VALUE / 1_000_000_000L - 1;
    }

    /** Returns the column's type in DuckDB. */
    String duckType() {
        return switch (kind) {
            case BOOLEAN -> "BOOLEAN";
            case BYTE -> "TINYINT";
            case SHORT -> "SMALLINT";
            case INT -> "INTEGER";
            case LONG -> "BIGINT";
            case FLOAT -> "FLOAT";
            case DOUBLE -> "DOUBLE";
            case DECIMAL -> decimal();
            case DATE -> "DATE";
            case TIME -> nanos ? "VARCHAR" : "TIME";
            case DATETIME, INSTANT -> !nanos ? "TIMESTAMP" : far ? "VARCHAR" : "TIMESTAMP_NS";
            case UUID -> "UUID";
            case BYTES -> "BLOB";
            case TEXT, JSON -> "VARCHAR";
        };
    }

    private String decimal() {
        int digits = integerDigits + scale;
        return digits > 38 ? "VARCHAR" : "DECIMAL(%d,%d)".formatted(digits > 18 ? 38 : 18, scale);
    }

    static List<String> duckTypes(ColumnFacts[] facts) {
        return java.util.Arrays.stream(facts).map(ColumnFacts::duckType).toList();
    }
}
