package dev.weft.io;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** The process's one DuckDB, in memory, opened when rows are first read or written: its start costs about a second. */
final class Duck implements AutoCloseable {

    private @Nullable DuckDBConnection first;

    /** Returns a connection of its own; the caller closes it. */
    synchronized Connection connect() {
        try {
            if (first == null) {
                var settings = new Properties();
                settings.setProperty("jdbc_stream_results", "true");
                settings.setProperty("preserve_insertion_order", "true");
                first = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:", settings);
            }
            return first.duplicate();
        } catch (SQLException e) {
            throw new IllegalStateException("Could not start DuckDB: " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized void close() {
        if (first != null) {
            try {
                first.close();
            } catch (SQLException e) {
                throw new IllegalStateException("Could not stop DuckDB: " + e.getMessage(), e);
            }
        }
    }

    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
