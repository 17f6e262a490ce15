package dev.weft.io;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Short statements on a connection. */
final class Sql {

    private Sql() {}

    /** Makes something of a row. */
    interface Reading<R> {
        R of(ResultSet row) throws SQLException;
    }

    /** Returns the first row of a query; empty without one. */
    static <R> Optional<R> first(Connection connection, String sql, Reading<R> reading, Object... arguments)
            throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            try (var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(reading.of(rows)) : Optional.empty();
            }
        }
    }

    static void update(Connection connection, String sql, Object... arguments) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            statement.executeUpdate();
        }
    }

    /** Adds a row that another process may add at the same moment. */
    static void insert(TableDialect dialect, Connection connection, String sql, Object... arguments)
            throws SQLException {
        try {
            update(connection, sql, arguments);
        } catch (SQLException e) {
            var state = String.valueOf(e.getSQLState());
            if (!state.startsWith("23")
                    && !String.valueOf(e.getMessage()).contains("onstraint")
                    && !dialect.isConflict(e)) {
                throw e;
            }
        }
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Tells whether there is such a table. */
    static boolean isThere(TableDialect dialect, Connection connection, String table) throws SQLException {
        return first(
                        connection,
                        "SELECT table_name FROM information_schema.tables WHERE table_schema = ? AND table_name = ?",
                        row -> row.getString(1),
                        dialect.schema(),
                        table)
                .isPresent();
    }
}
