package dev.weft.io;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

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
        return new DuckSink(
                new DuckRows(duck, type),
                select -> "COPY (%s) TO %s (FORMAT parquet, COMPRESSION zstd)"
                        .formatted(select, Duck.literal(file.toString())),
                () -> Files.size(file),
                why -> "Could not write %s: %s. Is the disk full or read-only?".formatted(file, why));
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
}
