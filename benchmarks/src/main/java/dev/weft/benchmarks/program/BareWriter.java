package dev.weft.benchmarks.program;

import dev.weft.catalog.CatalogSettings;
import dev.weft.catalog.Catalogs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/**
 * The floor: writes what a run of Weft left behind (the same event rows, the same rows of its projections, the same value files) without deciding
 * anything. One thread inserts events in groups of 500 and upserts the projections' rows that these touched; a group is committed with the same
 * sync as Weft's, after its value files were written and forced by as many threads as Weft has workers.
 *
 * <p>Arguments: a project that was materialized (its catalog in H2), the folder to write to, and the address of an empty PostgreSQL database or
 * {@code h2}.
 */
public final class BareWriter {

    private static final int GROUP = 500;
    private static final int VERSION_DEPTH = 3;
    private static final int THREADS = Math.max(4, Runtime.getRuntime().availableProcessors());

    private final Path data;
    private final Path target;
    private final Connection connection;
    private final boolean postgres;
    private final List<Table> projections = new ArrayList<>();

    private BareWriter(Path data, Path target, Connection connection, boolean postgres) {
        this.data = data;
        this.target = target;
        this.connection = connection;
        this.postgres = postgres;
    }

    /** A table's rows, found by the asset (and partition) that they are about. */
    private record Table(String name, List<String> keys, List<String> columns, Map<String, List<Object[]>> rows) {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record EventRow(Object[] values, String about) {}

    public static void main(String[] arguments) throws Exception {
        var project = Path.of(arguments[0]);
        var target = Path.of(arguments[1]);
        boolean postgres = !arguments[2].equals("h2");
        var settings = postgres
                ? CatalogSettings.postgres(arguments[2], "postgres", "postgres")
                : CatalogSettings.h2(target.resolve("catalog"));
        Catalogs.open(settings).close();
        List<EventRow> events;
        try (var connection = DriverManager.getConnection(
                settings.url()
                        + (postgres ? (settings.url().contains("?") ? "&" : "?") + "reWriteBatchedInserts=true" : ""),
                settings.user(),
                settings.password())) {
            connection.setAutoCommit(false);
            var writer = new BareWriter(project.resolve("data"), target.resolve("data"), connection, postgres);
            try (var template = DriverManager.getConnection(
                    CatalogSettings.h2(project.resolve(".weft/catalog")).url() + ";ACCESS_MODE_DATA=r")) {
                events = writer.read(template);
            }
            var files = writer.files();
            int values = files.values().stream().mapToInt(List::size).sum();
            long start = System.nanoTime();
            writer.write(events, files);
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf("{\"run\": %.6f, \"events\": %d, \"files\": %d}%n", seconds, events.size(), values);
        }
    }

    private List<EventRow> read(Connection template) throws SQLException {
        projections.add(table(template, "version", List.of("asset", "partition_key", "seq")));
        projections.add(table(template, "step", List.of("run_id", "step_asset", "step_partition")));
        projections.add(table(template, "slot", List.of("asset", "partition_key")));
        var events = new ArrayList<EventRow>();
        try (var statement = template.createStatement();
                var rows = statement.executeQuery("select * from event order by seq")) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                var values = new Object[columns];
                for (int i = 0; i < columns; i++) {
                    values[i] = rows.getObject(i + 1);
                }
                var asset =
                        rows.getString("step_asset") != null ? rows.getString("step_asset") : rows.getString("asset");
                events.add(new EventRow(values, asset == null ? "" : asset));
            }
        }
        return events;
    }

    private static Table table(Connection template, String name, List<String> keys) throws SQLException {
        var found = new HashMap<String, List<Object[]>>();
        var columns = new ArrayList<String>();
        try (var statement = template.createStatement();
                var rows = statement.executeQuery("select * from " + name)) {
            var meta = rows.getMetaData();
            for (int i = 1; i <= meta.getColumnCount(); i++) {
                columns.add(meta.getColumnName(i).toLowerCase(java.util.Locale.ROOT));
            }
            while (rows.next()) {
                var values = new Object[columns.size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = rows.getObject(i + 1);
                }
                var asset = rows.getString(keys.contains("step_asset") ? "step_asset" : "asset");
                found.computeIfAbsent(asset, key -> new ArrayList<>()).add(values);
            }
        }
        return new Table(name, keys, columns, found);
    }

    /** Returns the value files of the template by asset, with their bytes. */
    private Map<String, List<Map.Entry<Path, byte[]>>> files() throws IOException {
        var found = new HashMap<String, List<Map.Entry<Path, byte[]>>>();
        if (!Files.exists(data)) {
            return found;
        }
        try (var walk = Files.walk(data)) {
            for (var file : walk.filter(path -> Files.isRegularFile(path, java.nio.file.LinkOption.NOFOLLOW_LINKS))
                    .toList()) {
                var relative = data.relativize(file);
                // <versions>/<asset>/<version>.json: these projects' keys have one segment and no partition. What lies
                // higher is no value.
                if (relative.getNameCount() < VERSION_DEPTH) {
                    continue;
                }
                var asset = relative.getName(relative.getNameCount() - 2).toString();
                found.computeIfAbsent(asset, key -> new ArrayList<>())
                        .add(Map.entry(relative, Files.readAllBytes(file)));
            }
        }
        return found;
    }

    private void write(List<EventRow> events, Map<String, List<Map.Entry<Path, byte[]>>> files)
            throws SQLException, InterruptedException, ExecutionException, IOException {
        var workers = Executors.newFixedThreadPool(THREADS);
        try (var insert = connection.prepareStatement(
                "insert into event values (" + marks(events.get(0).values().length) + ")")) {
            for (int from = 0; from < events.size(); from += GROUP) {
                var group = events.subList(from, Math.min(from + GROUP, events.size()));
                Set<String> assets =
                        group.stream().map(EventRow::about).collect(Collectors.toCollection(LinkedHashSet::new));
                var writing = new ArrayList<Future<?>>();
                for (var asset : assets) {
                    var values = files.remove(asset);
                    if (values != null) {
                        values.forEach(value -> writing.add(workers.submit(() -> {
                            force(target.resolve(value.getKey()), value.getValue());
                            return true;
                        })));
                    }
                }
                for (var event : group) {
                    for (int i = 0; i < event.values().length; i++) {
                        insert.setObject(i + 1, event.values()[i]);
                    }
                    insert.addBatch();
                }
                insert.executeBatch();
                for (var table : projections) {
                    upsert(table, assets);
                }
                for (var written : writing) {
                    written.get();
                }
                connection.commit();
                if (!postgres) {
                    try (var statement = connection.createStatement()) {
                        statement.execute("checkpoint sync");
                    }
                }
            }
        } finally {
            workers.shutdown();
        }
    }

    private void upsert(Table table, Set<String> assets) throws SQLException {
        try (var statement = connection.prepareStatement(statement(table))) {
            boolean any = false;
            for (var asset : assets) {
                for (var row : table.rows().getOrDefault(asset, List.of())) {
                    for (int i = 0; i < row.length; i++) {
                        statement.setObject(i + 1, row[i]);
                    }
                    statement.addBatch();
                    any = true;
                }
            }
            if (any) {
                statement.executeBatch();
            }
        }
    }

    private String statement(Table table) {
        var columns = String.join(", ", table.columns());
        var marks = marks(table.columns().size());
        if (!postgres) {
            return "merge into %s (%s) key (%s) values (%s)"
                    .formatted(table.name(), columns, String.join(", ", table.keys()), marks);
        }
        return "insert into %s (%s) values (%s) on conflict (%s) do update set %s"
                .formatted(
                        table.name(),
                        columns,
                        marks,
                        String.join(", ", table.keys()),
                        table.columns().stream()
                                .filter(column -> !table.keys().contains(column))
                                .map(column -> column + " = excluded." + column)
                                .collect(Collectors.joining(", ")));
    }

    private static String marks(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }

    /** Writes a value as Weft does: the file, then its folders up to the root of the values. */
    private void force(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(file.getParent());
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes));
            channel.force(true);
        }
        for (var folder = file.getParent(); folder != null && folder.startsWith(target); folder = folder.getParent()) {
            try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
