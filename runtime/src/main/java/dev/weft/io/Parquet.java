package dev.weft.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows as Parquet, by DuckDB. */
final class Parquet implements RowFormat {

    private final Duck duck;

    Parquet(Duck duck) {
        this.duck = duck;
    }

    @Override
    public String name() {
        return "parquet";
    }

    @Override
    public RowSink sink(Path file, RowType type) {
        return new Sink(file, new DuckRows(duck, type));
    }

    @Override
    public CellCursor cursor(Path file, RowType type, Object where) throws SQLException {
        return ResultSetCursor.of(duck.connect(), source(List.of(file)), "", List.of(), type, where);
    }

    @Override
    public String relation(List<Path> files) {
        return source(files);
    }

    private static String source(List<Path> files) {
        return files.stream()
                .map(file -> Duck.literal(file.toString()))
                .collect(Collectors.joining(", ", "read_parquet([", "], union_by_name = true)"));
    }

    /** The rows of one file before they are there. */
    private record Sink(Path file, DuckRows rows) implements RowSink {

        @Override
        public void add(@Nullable Object[] cells) {
            try {
                rows.add(cells);
            } catch (SQLException e) {
                throw failed(e);
            }
        }

        @Override
        public long finish() {
            try (var statement = rows.connection().createStatement()) {
                statement.execute("COPY (%s) TO %s (FORMAT parquet, COMPRESSION zstd)"
                        .formatted(rows.select(), Duck.literal(file.toString())));
                return Files.size(file);
            } catch (SQLException | IOException e) {
                throw failed(e);
            }
        }

        private IllegalStateException failed(Exception e) {
            return new IllegalStateException(
                    "Could not write %s: %s. Is the disk full or read-only?".formatted(file, e.getMessage()), e);
        }

        @Override
        public void close() {
            rows.close();
        }
    }
}
