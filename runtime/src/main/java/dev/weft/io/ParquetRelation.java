package dev.weft.io;

import dev.weft.api.Rows;
import dev.weft.event.Stored;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Parquet files as one relation of DuckDB. */
final class ParquetRelation implements Rows {

    private final Connection connection;
    private final String relation;
    private final List<Stored> versions;
    private final FileIoManager store;

    ParquetRelation(Duck duck, List<Path> files, List<Stored> versions, FileIoManager store) {
        this.connection = duck.connect();
        this.relation = files.stream()
                .map(file -> Duck.literal(file.toString()))
                .collect(Collectors.joining(", ", "read_parquet([", "], union_by_name = true)"));
        this.versions = versions;
        this.store = store;
    }

    @Override
    public String relation() {
        return relation;
    }

    @Override
    public List<String> columns() {
        try (var statement = connection.createStatement();
                var described = statement.executeQuery("DESCRIBE SELECT * FROM " + relation)) {
            var names = new ArrayList<String>();
            while (described.next()) {
                names.add(described.getString(1));
            }
            return names;
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "Could not read the columns of %s: %s".formatted(relation, e.getMessage()), e);
        }
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public <R extends Record> Stream<R> as(Class<R> row) {
        return store.rows(versions, row);
    }
}
