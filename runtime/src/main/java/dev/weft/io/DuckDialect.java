package dev.weft.io;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Tables in a DuckDB file, which one process at a time can have open. */
final class DuckDialect implements TableDialect {

    private final Path file;
    private final Duck duck;

    DuckDialect(Path file, Path scratch) {
        this.file = file;
        this.duck = Duck.of(file, scratch);
    }

    @Override
    public String kind() {
        return "duckdb";
    }

    @Override
    public String place() {
        return file.toString();
    }

    @Override
    public Connection connect() {
        return duck.connect();
    }

    @Override
    public void readOneMoment(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
    }

    @Override
    public String qualified(String table) {
        return "main." + Duck.quoted(table);
    }

    @Override
    public String schema() {
        return "main";
    }

    @Override
    public int longestName() {
        return 200;
    }

    @Override
    public void prepare(Connection connection) {
        // "main" is always there
    }

    @Override
    public RowSink sink(Connection connection, String table, RowType type, Object where) throws SQLException {
        connection.close();
        return new DuckSink(
                new DuckRows(duck, type),
                select -> "CREATE TABLE %s AS %s".formatted(qualified(table), select),
                () -> -1,
                why -> "The rows of %s could not be written to DuckDB: %s".formatted(where, why));
    }

    @Override
    public Optional<String> wider(String there, String wanted) {
        return DuckType.parse(there).with(DuckType.parse(wanted)).map(DuckType::sql);
    }

    @Override
    public boolean isConflict(SQLException e) {
        return String.valueOf(e.getMessage()).contains("onflict");
    }

    @Override
    public void close() {
        duck.close();
    }
}
