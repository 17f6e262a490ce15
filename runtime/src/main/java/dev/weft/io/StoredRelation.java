package dev.weft.io;

import dev.weft.api.Rows;
import dev.weft.event.Stored;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** Stored versions as one relation of a connection. */
final class StoredRelation implements Rows {

    private final Connection connection;
    private final String relation;
    private final List<String> columns;
    private final List<Stored> versions;
    private final BiFunction<List<Stored>, Class<? extends Record>, Stream<? extends Record>> rows;

    StoredRelation(
            Connection connection,
            String relation,
            List<Stored> versions,
            BiFunction<List<Stored>, Class<? extends Record>, Stream<? extends Record>> rows) {
        this.connection = connection;
        this.relation = relation;
        this.versions = versions;
        this.rows = rows;
        try {
            this.columns = List.copyOf(
                    ResultSetCursor.columnTypes(connection, relation).keySet());
        } catch (SQLException e) {
            close(connection);
            throw RecordStream.lost(versions.get(0), e);
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // the reason why it is closed is what counts
        }
    }

    @Override
    public String relation() {
        return relation;
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public <R extends Record> Stream<R> as(Class<R> row) {
        return rows.apply(versions, row).map(row::cast);
    }
}
