package dev.weft.io;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/** The columns of tables: what is staged has to fit into the table that it goes to. */
final class TableShape {

    private final TableDialect dialect;

    TableShape(TableDialect dialect) {
        this.dialect = dialect;
    }

    /** Makes the asset's table hold what is staged: makes it, adds columns, widens them where the database can. */
    void fit(Connection connection, String table, String staging, PartitionColumn partition) throws SQLException {
        var wanted = columns(connection, staging);
        boolean added = !partition.name().isEmpty() && !wanted.containsKey(partition.name());
        if (!Sql.isThere(dialect, connection, table)) {
            Sql.execute(
                    connection,
                    "CREATE TABLE IF NOT EXISTS %s AS SELECT *%s FROM %s WHERE 1 = 0"
                            .formatted(
                                    dialect.qualified(table),
                                    added ? ", CAST(NULL AS VARCHAR) AS " + Duck.quoted(partition.name()) : "",
                                    dialect.qualified(staging)));
            return;
        }
        var there = columns(connection, table);
        for (var column : wanted.entrySet()) {
            var type = there.get(column.getKey());
            var name = Duck.quoted(column.getKey());
            if (type == null) {
                Sql.execute(
                        connection,
                        "ALTER TABLE %s ADD COLUMN IF NOT EXISTS %s %s"
                                .formatted(dialect.qualified(table), name, column.getValue()));
            } else if (!type.equals(column.getValue())) {
                var wider = dialect.wider(type, column.getValue())
                        .orElseThrow(() -> new IllegalStateException(
                                "The column %s of table %s in %s is %s, and the rows now have %s. Weft adds columns and does not change their types: rename the column, or drop the table and its rows in _weft_table and _weft_marker, and materialize all of it again."
                                        .formatted(column.getKey(), table, dialect.place(), type, column.getValue())));
                if (!wider.equals(type)) {
                    Sql.execute(
                            connection,
                            "ALTER TABLE %s ALTER COLUMN %s TYPE %s".formatted(dialect.qualified(table), name, wider));
                }
            }
        }
    }

    /** Adds the staged rows to the table, with the partition where they do not say it. */
    void move(Connection connection, String from, String to, PartitionColumn partition) throws SQLException {
        var columns = new ArrayList<>(
                columns(connection, from).keySet().stream().map(Duck::quoted).toList());
        var values = new ArrayList<>(columns);
        if (!partition.name().isEmpty() && !columns.contains(Duck.quoted(partition.name()))) {
            columns.add(Duck.quoted(partition.name()));
            values.add(partition.literal());
        }
        Sql.update(
                connection,
                "INSERT INTO %s (%s) SELECT %s FROM %s"
                        .formatted(
                                dialect.qualified(to),
                                String.join(", ", columns),
                                String.join(", ", values),
                                dialect.qualified(from)));
    }

    /** Returns the types of a table's columns by name. */
    private Map<String, String> columns(Connection connection, String table) throws SQLException {
        try (var statement = connection.createStatement();
                var none = statement.executeQuery("SELECT * FROM %s WHERE 1 = 0".formatted(dialect.qualified(table)))) {
            var meta = none.getMetaData();
            var types = new LinkedHashMap<String, String>();
            for (int i = 1; i <= meta.getColumnCount(); i++) {
                types.put(meta.getColumnLabel(i), meta.getColumnTypeName(i));
            }
            return types;
        }
    }
}
