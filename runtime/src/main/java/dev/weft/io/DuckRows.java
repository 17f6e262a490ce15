package dev.weft.io;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Rows on their way into DuckDB: appended to a temporary table, in which decimals and times lie in a form that holds any of them, until {@link #select} is asked for the rows in their
 * final types. What exceeds DuckDB's memory goes to its scratch folder. Used by the thread that made it.
 */
final class DuckRows implements AutoCloseable {

    private static final String TABLE = "weft_rows";

    private final DuckDBConnection connection;
    private final RowType type;
    private final ColumnFacts[] facts;
    private final DuckDBAppender appender;
    private boolean open = true;

    DuckRows(Duck duck, RowType type) {
        this.connection = duck.connect();
        this.type = type;
        this.facts = ColumnFacts.of(type);
        try (var statement = connection.createStatement()) {
            var columns = new ArrayList<String>();
            for (int i = 0; i < facts.length; i++) {
                columns.add("c%d %s".formatted(i, raw(type.fields().get(i).kind())));
                if (isMoment(i)) {
                    columns.add("n%d SMALLINT".formatted(i));
                }
            }
            statement.execute("CREATE TEMP TABLE %s (%s)".formatted(TABLE, String.join(", ", columns)));
            appender = connection.createAppender("temp", "main", TABLE);
        } catch (SQLException e) {
            close(connection);
            throw new IllegalStateException("DuckDB took no rows: " + e.getMessage(), e);
        }
    }

    private boolean isMoment(int column) {
        var kind = type.fields().get(column).kind();
        return kind == CellKind.INSTANT || kind == CellKind.DATETIME;
    }

    private static String raw(CellKind kind) {
        return switch (kind) {
            case DECIMAL, TIME -> "VARCHAR";
            case INSTANT, DATETIME -> "BIGINT";
            case JSON -> "VARCHAR";
            default -> new ColumnFacts(kind).duckType();
        };
    }

    void add(@Nullable Object[] cells) throws SQLException {
        appender.beginRow();
        for (int i = 0; i < cells.length; i++) {
            facts[i].see(cells[i]);
            append(cells[i], isMoment(i));
        }
        appender.endRow();
    }

    private void append(@Nullable Object cell, boolean moment) throws SQLException {
        if (cell == null) {
            appender.appendNull();
            if (moment) {
                appender.appendNull();
            }
        } else if (cell instanceof String text) {
            appender.append(text);
        } else if (cell instanceof Long number) {
            appender.append(number.longValue());
        } else if (cell instanceof Integer number) {
            appender.append(number.intValue());
        } else if (cell instanceof Double number) {
            appender.append(number.doubleValue());
        } else if (cell instanceof Boolean flag) {
            appender.append(flag.booleanValue());
        } else if (cell instanceof LocalDate date) {
            appender.appendEpochDays(Math.toIntExact(date.toEpochDay()));
        } else if (cell instanceof Instant instant) {
            moment(instant.getEpochSecond(), instant.getNano());
        } else if (cell instanceof LocalDateTime time) {
            moment(time.toEpochSecond(ZoneOffset.UTC), time.get(ChronoField.NANO_OF_SECOND));
        } else if (cell instanceof BigDecimal decimal) {
            appender.append(decimal.toPlainString());
        } else if (cell instanceof Float number) {
            appender.append(number.floatValue());
        } else if (cell instanceof Short number) {
            appender.append(number.shortValue());
        } else if (cell instanceof Byte number) {
            appender.append(number.byteValue());
        } else if (cell instanceof UUID id) {
            appender.append(id);
        } else if (cell instanceof byte[] bytes) {
            appender.append(bytes);
        } else {
            appender.append(cell.toString());
        }
    }

    private void moment(long second, int nano) throws SQLException {
        appender.append(Math.addExact(Math.multiplyExact(second, 1_000_000L), nano / 1000));
        appender.append((short) (nano % 1000));
    }

    /** Ends the appending, and returns the query that gives the rows in their final types on {@link #connection}. */
    String select() throws SQLException {
        appender.close();
        var columns = new ArrayList<String>();
        for (int i = 0; i < facts.length; i++) {
            columns.add(
                    expression(i) + " AS " + Duck.quoted(type.fields().get(i).name()));
        }
        return "SELECT %s FROM %s".formatted(String.join(", ", columns), TABLE);
    }

    private String expression(int column) {
        var target = facts[column].duckType();
        return switch (type.fields().get(column).kind()) {
            case DECIMAL, TIME -> "CAST(c%d AS %s)".formatted(column, target);
            case DATETIME, INSTANT ->
                switch (target) {
                    case "TIMESTAMP" -> "make_timestamp(c%d)".formatted(column);
                    case "TIMESTAMP_NS" -> "make_timestamp_ns(c%1$d * 1000 + n%1$d)".formatted(column);
                    default ->
                        "strftime(make_timestamp(c%1$d), '%%Y-%%m-%%dT%%H:%%M:%%S.%%f') || lpad(n%1$d::VARCHAR, 3, '0')"
                                .formatted(column);
                };
            case JSON ->
                facts[column].isNested() ? "CAST(CAST(c%d AS JSON) AS %s)".formatted(column, target) : "c" + column;
            default -> "c" + column;
        };
    }

    List<String> types() {
        return ColumnFacts.duckTypes(facts);
    }

    DuckDBConnection connection() {
        return connection;
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            try {
                appender.close();
            } catch (SQLException e) {
                // what was not appended is not wanted any more
            }
            close(connection);
        }
    }

    private static void close(DuckDBConnection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("Could not close DuckDB's connection: " + e.getMessage(), e);
        }
    }
}
