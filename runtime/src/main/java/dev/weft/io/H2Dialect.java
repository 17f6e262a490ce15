package dev.weft.io;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tables in H2. */
final class H2Dialect extends JdbcDialect {

    private static final int BATCH = 1000;

    H2Dialect(String url, String user, String password, String schema) {
        super(url, user, password, schema);
    }

    @Override
    public String kind() {
        return "h2";
    }

    @Override
    boolean isEmbedded() {
        return true;
    }

    @Override
    public int longestName() {
        return 200;
    }

    @Override
    String columnType(CellKind kind) {
        return switch (kind) {
            case BOOLEAN -> "BOOLEAN";
            case BYTE -> "TINYINT";
            case SHORT -> "SMALLINT";
            case INT -> "INTEGER";
            case LONG -> "BIGINT";
            case FLOAT -> "REAL";
            case DOUBLE -> "DOUBLE PRECISION";
            case DECIMAL -> "DECFLOAT(1000)";
            case TEXT, JSON -> "VARCHAR";
            case DATE -> "DATE";
            case TIME -> "TIME(9)";
            case DATETIME -> "TIMESTAMP(9)";
            case INSTANT -> "TIMESTAMP(9) WITH TIME ZONE";
            case UUID -> "UUID";
            case BYTES -> "VARBINARY";
        };
    }

    @Override
    public RowSink sink(Connection connection, String table, RowType type, Object where) throws SQLException {
        boolean made = false;
        try {
            create(connection, table, type);
            var sink = new Sink(
                    connection,
                    connection.prepareStatement("INSERT INTO %s (%s) VALUES (%s)"
                            .formatted(
                                    qualified(table),
                                    names(type),
                                    type.names().stream().map(name -> "?").collect(Collectors.joining(", ")))),
                    where);
            connection.setAutoCommit(false);
            made = true;
            return sink;
        } finally {
            if (!made) {
                quietly(connection);
            }
        }
    }

    /** Rows on their way into a table. */
    private static final class Sink implements RowSink {

        private final Connection connection;
        private final PreparedStatement insert;
        private final Object where;
        private int pending;

        Sink(Connection connection, PreparedStatement insert, Object where) {
            this.connection = connection;
            this.insert = insert;
            this.where = where;
        }

        @Override
        public void add(@Nullable Object[] cells) {
            try {
                for (int i = 0; i < cells.length; i++) {
                    set(i + 1, cells[i]);
                }
                insert.addBatch();
                if (++pending == BATCH) {
                    flush();
                }
            } catch (SQLException e) {
                throw failed(where, e);
            }
        }

        private void set(int place, @Nullable Object cell) throws SQLException {
            if (cell == null) {
                insert.setNull(place, Types.NULL);
            } else if (cell instanceof Instant instant) {
                insert.setObject(place, instant.atOffset(ZoneOffset.UTC));
            } else if (cell instanceof BigDecimal decimal) {
                insert.setBigDecimal(place, decimal);
            } else {
                insert.setObject(place, cell);
            }
        }

        private void flush() throws SQLException {
            insert.executeBatch();
            connection.commit();
            pending = 0;
        }

        @Override
        public long finish() {
            try {
                if (pending > 0) {
                    flush();
                }
                return -1;
            } catch (SQLException e) {
                throw failed(where, e);
            }
        }

        @Override
        public void close() {
            quietly(connection);
        }
    }
}
