package dev.weft.io;

import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetPartition;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Which table is which asset's: rows of {@code _weft_table}. */
final class TableRegistry {

    private final TableDialect dialect;
    private final String registry;

    TableRegistry(TableDialect dialect) {
        this.dialect = dialect;
        this.registry = dialect.qualified("_weft_table");
    }

    /** The table of an asset, and the column of its partitions. */
    record Claimed(String table, PartitionColumn partition) {}

    /** Whose a table is, and how its partitions are told. */
    record Owner(String asset, String column, String kind) {

        PartitionColumn partition(AssetPartition what) {
            return new PartitionColumn(column, CellKind.valueOf(kind), false, what.partition());
        }
    }

    void create(Connection connection) throws SQLException {
        Sql.execute(
                connection,
                "CREATE TABLE IF NOT EXISTS %s (table_name VARCHAR PRIMARY KEY, asset VARCHAR NOT NULL, partition_column VARCHAR NOT NULL, partition_kind VARCHAR NOT NULL)"
                        .formatted(registry));
    }

    /**
     * Returns the table of an asset, claimed for it.
     *
     * @throws IllegalStateException if it is another asset's, somebody else made it, or its partitions stand in another column
     */
    Claimed claim(Connection connection, AssetDefinition asset, AssetPartition what, Class<?> row) throws SQLException {
        var table = tableName(asset.key().segments());
        var partition = PartitionColumn.of(asset.partitionColumn().orElse(""), what.partition(), RowType.of(row));
        var owner = owner(connection, table);
        if (owner.isEmpty()) {
            if (Sql.isThere(dialect, connection, table)) {
                throw new IllegalStateException(
                        "%s has a table %s that Weft did not make. Rename one of them, or give %s another schema or io."
                                .formatted(dialect.place(), table, asset.key()));
            }
            Sql.insert(
                    dialect,
                    connection,
                    "INSERT INTO %s VALUES (?, ?, ?, ?)".formatted(registry),
                    table,
                    asset.key().text(),
                    partition.name(),
                    partition.kind().name());
            owner = owner(connection, table);
        }
        var owned = owner.orElseThrow();
        if (!owned.asset().equals(asset.key().text())) {
            throw new IllegalStateException(
                    "%s and %s would both be the table %s of %s. Rename one of them, or give it another io."
                            .formatted(owned.asset(), asset.key(), table, dialect.place()));
        }
        if (!owned.column().equals(partition.name())
                || !owned.kind().equals(partition.kind().name())) {
            throw new IllegalStateException(
                    "The table %s of %s tells partitions by %s, and %s now by %s. Drop the table and its rows in _weft_table and _weft_marker, then materialize all of it again."
                            .formatted(
                                    table,
                                    dialect.place(),
                                    column(owned.column()),
                                    asset.key(),
                                    column(partition.name())));
        }
        return new Claimed(table, partition);
    }

    private static String column(String name) {
        return name.isEmpty() ? "no column" : "the column " + name;
    }

    /** Returns whose a table is; empty if Weft did not make it. */
    Optional<Owner> owner(Connection connection, String table) throws SQLException {
        return Sql.first(
                connection,
                "SELECT asset, partition_column, partition_kind FROM %s WHERE table_name = ?".formatted(registry),
                row -> new Owner(row.getString(1), row.getString(2), row.getString(3)),
                table);
    }

    /** Returns the table of a key: its segments joined, shortened to a hash where they are too long. */
    private String tableName(List<String> segments) {
        var name = String.join("_", segments);
        int longest = dialect.longestName();
        if (name.getBytes(StandardCharsets.UTF_8).length <= longest && !name.startsWith("_weft")) {
            return name;
        }
        var ascii = name.replaceAll("[^A-Za-z0-9_]", "");
        return "t%s_%s"
                .formatted(ascii.substring(0, Math.min(ascii.length(), 20)), Tables.hash(String.join("\n", segments)));
    }
}
