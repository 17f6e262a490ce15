package dev.weft.io;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The column types of a file that is text, in a small file beside it: for SQL, which would have to guess them. */
final class Sidecar {

    private Sidecar() {}

    static Path of(Path file) {
        return file.resolveSibling(file.getFileName() + ".columns");
    }

    /** Closes a file of rows and writes what says its columns' types; returns the bytes of the rows. */
    static long finish(Closeable rows, Path file, RowType type, List<String> types) throws IOException {
        rows.close();
        write(file, type, types);
        return Files.size(file);
    }

    /** Closes a file of rows; where it mattered, {@link #finish} has said what is wrong. */
    static void quietly(Closeable rows) {
        try {
            rows.close();
        } catch (IOException e) {
            // said before
        }
    }

    private static void write(Path file, RowType type, List<String> types) throws IOException {
        var columns = new LinkedHashMap<String, String>();
        for (int i = 0; i < types.size(); i++) {
            // Bytes are text in files that are text.
            columns.put(type.fields().get(i).name(), types.get(i).equals("BLOB") ? "VARCHAR" : types.get(i));
        }
        Files.write(of(file), JsonValues.MAPPER.writeValueAsBytes(columns));
    }

    /** Returns the expression of DuckDB that reads the files: those with equal columns by one call of the function. */
    static String relation(String function, List<Path> files, String options) throws IOException {
        var byColumns = new LinkedHashMap<Map<String, String>, List<Path>>();
        for (var file : files) {
            Map<String, String> columns = JsonValues.MAPPER.readValue(of(file).toFile(), new TypeReference<>() {});
            byColumns
                    .computeIfAbsent(columns, any -> new java.util.ArrayList<>())
                    .add(file);
        }
        var parts = byColumns.entrySet().stream()
                .map(entry -> "SELECT * FROM %s([%s], columns = {%s}, %s)"
                        .formatted(
                                function,
                                entry.getValue().stream()
                                        .map(file -> Duck.literal(file.toString()))
                                        .collect(Collectors.joining(", ")),
                                entry.getKey().entrySet().stream()
                                        .map(column ->
                                                Duck.literal(column.getKey()) + ": " + Duck.literal(column.getValue()))
                                        .collect(Collectors.joining(", ")),
                                options))
                .collect(Collectors.joining(" UNION ALL BY NAME "));
        return "(%s)".formatted(parts);
    }

    static UncheckedIOException failed(Path file, IOException e) {
        return new UncheckedIOException(
                "Could not write %s: %s. Is the disk full or read-only?".formatted(file, JsonValues.problem(e)), e);
    }
}
