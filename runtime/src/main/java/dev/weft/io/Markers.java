package dev.weft.io;

import dev.weft.asset.AssetPartition;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Which version of each asset partition is in place, and the highest token that was seen: rows of {@code _weft_marker}, one for an asset partition.
 */
final class Markers {

    private final TableDialect dialect;
    private final String table;

    Markers(TableDialect dialect) {
        this.dialect = dialect;
        this.table = dialect.qualified("_weft_marker");
    }

    /** A version in place, empty for none, and the token of the attempt that put it there or was fenced off since. */
    record Marker(String version, long token) {}

    void create(Connection connection) throws SQLException {
        Sql.execute(
                connection,
                "CREATE TABLE IF NOT EXISTS %s (asset VARCHAR NOT NULL, partition_key VARCHAR NOT NULL, version VARCHAR NOT NULL, token BIGINT NOT NULL, PRIMARY KEY (asset, partition_key))"
                        .formatted(table));
    }

    boolean isThere(Connection connection) throws SQLException {
        return Sql.isThere(dialect, connection, "_weft_marker");
    }

    /** Returns the marker of an asset partition; empty if it has none. */
    Optional<Marker> of(Connection connection, AssetPartition what) throws SQLException {
        if (!isThere(connection)) {
            return Optional.empty();
        }
        return Sql.first(
                connection,
                "SELECT version, token FROM %s WHERE asset = ? AND partition_key = ?".formatted(table),
                row -> new Marker(row.getString(1), row.getLong(2)),
                what.asset().text(),
                partitionText(what));
    }

    /** Adds an empty marker where there is none. */
    void add(Connection connection, AssetPartition what) throws SQLException {
        if (of(connection, what).isEmpty()) {
            Sql.insert(
                    dialect,
                    connection,
                    "INSERT INTO %s VALUES (?, ?, '', 0)".formatted(table),
                    what.asset().text(),
                    partitionText(what));
        }
    }

    /** Holds the marker's row to the end of the transaction. */
    void lock(Connection connection, AssetPartition what) throws SQLException {
        Sql.update(
                connection,
                "UPDATE %s SET token = token WHERE asset = ? AND partition_key = ?".formatted(table),
                what.asset().text(),
                partitionText(what));
    }

    void set(Connection connection, AssetPartition what, String version, long token) throws SQLException {
        Sql.update(
                connection,
                "UPDATE %s SET version = ?, token = ? WHERE asset = ? AND partition_key = ?".formatted(table),
                version,
                token,
                what.asset().text(),
                partitionText(what));
    }

    /** Raises the token, so that an attempt with a lower one comes too late. */
    void raise(Connection connection, AssetPartition what, long token) throws SQLException {
        add(connection, what);
        Sql.update(
                connection,
                "UPDATE %s SET token = ? WHERE asset = ? AND partition_key = ? AND token < ?".formatted(table),
                token,
                what.asset().text(),
                partitionText(what),
                token);
    }

    private static String partitionText(AssetPartition what) {
        return what.partition().map(key -> key.text()).orElse("");
    }
}
