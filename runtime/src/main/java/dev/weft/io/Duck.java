package dev.weft.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Properties;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/**
 * One DuckDB: the process's own in memory, for columnar files, or that of a database file. Started when rows are first read or written, for that costs
 * some tenths of a second. What does not fit into its memory goes to a folder for scratch.
 */
final class Duck implements AutoCloseable {

    private static final long MOST_MEMORY = 1L << 30;

    private final @Nullable Path database;
    private final Path scratch;
    private @Nullable DuckDBConnection first;

    private Duck(@Nullable Path database, Path scratch) {
        this.database = database;
        this.scratch = scratch;
    }

    /** Returns one in memory. */
    static Duck inMemory(Path scratch) {
        return new Duck(null, scratch);
    }

    /** Returns that of a database file. */
    static Duck of(Path database, Path scratch) {
        return new Duck(database, scratch);
    }

    /** Returns a connection of its own; the caller closes it. */
    synchronized DuckDBConnection connect() {
        try {
            if (first == null) {
                first = start();
            }
            return first.duplicate();
        } catch (SQLException e) {
            throw new IllegalStateException(problem(e), e);
        }
    }

    private DuckDBConnection start() throws SQLException {
        var settings = new Properties();
        settings.setProperty("jdbc_stream_results", "true");
        settings.setProperty("preserve_insertion_order", "true");
        settings.setProperty("memory_limit", memory() / (1 << 20) + "MiB");
        settings.setProperty("temp_directory", scratch.toString());
        if (database != null) {
            try {
                Files.createDirectories(database.toAbsolutePath().getParent());
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "Could not make the folder of %s: %s".formatted(database, e.getMessage()), e);
            }
        }
        return (DuckDBConnection)
                new DuckDBDriver().connect("jdbc:duckdb:" + (database == null ? "" : database), settings);
    }

    /** A quarter of the machine's memory, at most a gigabyte: the heap is elsewhere, and others live here too. */
    private static long memory() {
        return java.lang.management.ManagementFactory.getOperatingSystemMXBean()
                        instanceof com.sun.management.OperatingSystemMXBean machine
                ? Math.min(MOST_MEMORY, machine.getTotalMemorySize() / 4)
                : MOST_MEMORY / 4;
    }

    /** Returns what went wrong without the statement that DuckDB quotes: Weft wrote it, and it helps nobody who reads the message. */
    static String said(Exception e) {
        var message = String.valueOf(e.getMessage());
        int statement = message.indexOf("\n\nLINE ");
        return statement < 0 ? message : message.substring(0, statement);
    }

    private String problem(SQLException e) {
        var message = String.valueOf(e.getMessage());
        if (database == null) {
            return "Could not start DuckDB: " + message;
        }
        if (message.contains("lock")) {
            return "%s is in use by another process, and a DuckDB file can be open in one at a time. Close the other (%s), or wait for it."
                    .formatted(database, message.lines().findFirst().orElse(""));
        }
        return "Could not open %s: %s".formatted(database, message);
    }

    @Override
    public synchronized void close() {
        if (first != null) {
            try {
                first.close();
            } catch (SQLException e) {
                throw new IllegalStateException("Could not stop DuckDB: " + e.getMessage(), e);
            }
            first = null;
        }
    }

    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
