package dev.weft.io;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Tables in PostgreSQL, filled by its COPY. */
final class PostgresDialect extends JdbcDialect {

    private static final int CHUNK = 1 << 16;

    PostgresDialect(String url, String user, String password, String schema) {
        super(url, user, password, schema);
    }

    @Override
    public String kind() {
        return "postgresql";
    }

    @Override
    boolean isEmbedded() {
        return false;
    }

    @Override
    public int longestName() {
        return 63;
    }

    @Override
    String columnType(CellKind kind) {
        return switch (kind) {
            case BOOLEAN -> "boolean";
            case BYTE, SHORT -> "smallint";
            case INT -> "integer";
            case LONG -> "bigint";
            case FLOAT -> "real";
            case DOUBLE -> "double precision";
            case DECIMAL -> "numeric";
            case TEXT, JSON -> "text";
            case DATE -> "date";
            case TIME -> "time";
            case DATETIME -> "timestamp";
            case INSTANT -> "timestamp with time zone";
            case UUID -> "uuid";
            case BYTES -> "bytea";
        };
    }

    @Override
    public RowSink sink(Connection connection, String table, RowType type, Object where) throws SQLException {
        boolean made = false;
        try {
            create(connection, table, type);
            var copy = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY %s (%s) FROM STDIN (FORMAT csv)".formatted(qualified(table), names(type)));
            made = true;
            return new Sink(connection, copy, type, where);
        } finally {
            if (!made) {
                quietly(connection);
            }
        }
    }

    /** Rows on their way into a table. */
    private static final class Sink implements RowSink {

        private final Connection connection;
        private final CopyIn copy;
        private final RowType type;
        private final Object where;
        private final StringBuilder pending = new StringBuilder();

        Sink(Connection connection, CopyIn copy, RowType type, Object where) {
            this.connection = connection;
            this.copy = copy;
            this.type = type;
            this.where = where;
        }

        @Override
        public void add(@Nullable Object[] cells) {
            try {
                for (int i = 0; i < cells.length; i++) {
                    pending.append(i == 0 ? "" : ",");
                    Csv.append(pending, text(cells[i], i));
                }
                pending.append('\n');
                if (pending.length() > CHUNK) {
                    flush();
                }
            } catch (SQLException | IOException e) {
                throw failed(where, e);
            }
        }

        private @Nullable String text(@Nullable Object cell, int column) {
            if (cell == null) {
                return null;
            }
            if (cell instanceof byte[] bytes) {
                return "\\x" + HexFormat.of().formatHex(bytes);
            }
            if (nanosBelowMicros(cell)) {
                throw new IllegalArgumentException(
                        "Column \"%s\" of %s has nanoseconds (%s), and PostgreSQL keeps microseconds. Give it value.truncatedTo(ChronoUnit.MICROS)."
                                .formatted(type.fields().get(column).name(), where, cell));
            }
            return CellText.of(cell);
        }

        private static boolean nanosBelowMicros(Object cell) {
            int nano = cell instanceof Instant || cell instanceof LocalDateTime || cell instanceof LocalTime
                    ? ((TemporalAccessor) cell).get(ChronoField.NANO_OF_SECOND)
                    : 0;
            return nano % 1000 != 0;
        }

        private void flush() throws SQLException {
            var bytes = pending.toString().getBytes(StandardCharsets.UTF_8);
            copy.writeToCopy(bytes, 0, bytes.length);
            pending.setLength(0);
        }

        @Override
        public long finish() {
            try {
                flush();
                copy.endCopy();
                return -1;
            } catch (SQLException e) {
                throw failed(where, e);
            }
        }

        @Override
        public void close() {
            try {
                if (copy.isActive()) {
                    copy.cancelCopy();
                }
            } catch (SQLException e) {
                // the connection is closed next
            }
            quietly(connection);
        }
    }
}
