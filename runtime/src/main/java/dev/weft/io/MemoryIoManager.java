package dev.weft.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.weft.api.Files;
import dev.weft.api.Rows;
import dev.weft.api.Staging;
import dev.weft.api.Writer;
import dev.weft.asset.AssetDefinition;
import dev.weft.asset.ValueType;
import dev.weft.event.Content;
import dev.weft.event.Stored;
import dev.weft.spi.IoManager;
import dev.weft.spi.LostVersionException;
import dev.weft.spi.Sealed;
import dev.weft.spi.Stage;
import dev.weft.spi.StageRequest;
import dev.weft.spi.TargetPublication;
import java.io.IOException;
import java.lang.reflect.Type;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Keeps values in this process's memory, as cells and JSON, so that nobody can change them; other processes do not have them. */
final class MemoryIoManager implements IoManager {

    private final String name;
    private final Duck duck;
    private final Map<String, Object> values = new ConcurrentHashMap<>();

    MemoryIoManager(String name, Duck duck) {
        this.name = name;
        this.duck = duck;
    }

    /** Rows as they are kept. */
    private record Kept(RowType type, List<@Nullable Object[]> rows) {}

    @Override
    public List<String> kinds(AssetDefinition asset) {
        return List.of("memory");
    }

    @Override
    public Optional<String> refusal(AssetDefinition asset) {
        return asset.value() instanceof ValueType.Files
                ? Optional.of(
                        "the store \"%s\" keeps values in memory, and %s is files. Give it an io whose kind is files."
                                .formatted(name, asset.key()))
                : Optional.empty();
    }

    @Override
    public Stage stage(StageRequest request) {
        return new MemoryStage(request);
    }

    @Override
    public <R extends Record> Stream<R> rows(List<Stored> versions, Class<R> row) {
        var type = RowType.of(row);
        return OneByOne.rows(
                versions,
                version -> RecordStream.of(version, type, row, read -> new Cursor(kept(version), read, version)));
    }

    private Object found(Stored version) {
        var value = values.get(version.versionId());
        if (value == null) {
            throw new LostVersionException(
                    version,
                    "The value of %s was in the memory of a process that is not this one".formatted(version.what()),
                    null);
        }
        return value;
    }

    private Kept kept(Stored version) {
        return (Kept) found(version);
    }

    @Override
    public Rows relation(List<Stored> versions) {
        var connection = duck.connect();
        try {
            var parts = new ArrayList<String>();
            for (int i = 0; i < versions.size(); i++) {
                var kept = kept(versions.get(i));
                try (var rows = new DuckRows(duck, kept.type())) {
                    for (var row : kept.rows()) {
                        rows.add(row);
                    }
                    // A temporary table belongs to its connection: others see the rows in one of the whole database.
                    var table = "weft_memory_" + versions.get(i).versionId().replaceAll("[^A-Za-z0-9]", "_");
                    try (var statement = rows.connection().createStatement()) {
                        statement.execute("CREATE OR REPLACE TABLE %s AS %s".formatted(table, rows.select()));
                    }
                    parts.add("SELECT * FROM " + table);
                }
            }
            var relation = "(" + String.join(" UNION ALL BY NAME ", parts) + ")";
            return new StoredRelation(connection, relation, versions, this::rows);
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB took no rows: " + e.getMessage(), e);
        }
    }

    @Override
    public Object value(Stored version, Type type) {
        try {
            return JsonValues.MAPPER.readValue((byte[]) found(version), JsonValues.MAPPER.constructType(type));
        } catch (IOException e) {
            throw new LostVersionException(
                    version, "The value of %s cannot be read: %s".formatted(version.what(), JsonValues.problem(e)), e);
        }
    }

    @Override
    public Files files(Stored version) {
        throw new IllegalStateException("The store \"%s\" keeps no files: this is a bug.".formatted(name));
    }

    @Override
    public boolean exists(Stored version) {
        return values.containsKey(version.versionId());
    }

    @Override
    public void showLatest(Stored latest) {
        // nobody else can look into this process
    }

    @Override
    public void delete(Stored version) {
        values.remove(version.versionId());
    }

    @Override
    public Optional<TargetPublication> target() {
        return Optional.empty();
    }

    @Override
    public void close() {
        values.clear();
    }

    /** Reads kept rows in the columns of another record. */
    private static final class Cursor implements CellCursor {

        private final Kept kept;
        private final RowType type;
        private final int[] places;
        private int at = -1;

        Cursor(Kept kept, RowType type, Stored version) {
            this.kept = kept;
            this.type = type;
            this.places = type.places(kept.type().names(), version.what());
        }

        @Override
        public boolean next() {
            return ++at < kept.rows().size();
        }

        @Override
        public void read(@Nullable Object[] cells) {
            var row = kept.rows().get(at);
            for (int i = 0; i < cells.length; i++) {
                cells[i] = places[i] < 0
                        ? null
                        : CellText.as(
                                type.fields().get(i).kind(),
                                kept.type().fields().get(places[i]).kind(),
                                row[places[i]]);
            }
        }

        @Override
        public void close() {}
    }

    /** One version while it is written. */
    private final class MemoryStage implements Stage {

        private final StageRequest request;
        private final StageLife life;
        private @Nullable Object value;
        private @Nullable Content content;

        MemoryStage(StageRequest request) {
            this.request = request;
            this.life = new StageLife(request);
        }

        @Override
        public void writeRows(Stream<? extends Record> stream) {
            stream.forEachOrdered(rowWriter()::write);
        }

        @Override
        public Writer<Record> rowWriter() {
            life.check();
            var type = RowType.of((Class<?>) request.type());
            var kept = new ArrayList<@Nullable Object[]>();
            value = new Kept(type, kept);
            var writer = new RowWriter(type, new RowSink() {
                @Override
                public void add(@Nullable Object[] cells) {
                    kept.add(cells);
                }

                @Override
                public long finish() {
                    return -1;
                }

                @Override
                public void close() {}
            });
            return life.guard(writer);
        }

        @Override
        public void writeValue(Object written) {
            life.check();
            try {
                var bytes = JsonValues.MAPPER.writeValueAsBytes(written);
                value = bytes;
                content = JsonValues.content(bytes, JsonValues.pretty(written), bytes.length);
            } catch (JsonProcessingException e) {
                throw JsonValues.unwritable(request.what(), e);
            }
        }

        @Override
        public Staging files() {
            throw new IllegalStateException("The store \"%s\" keeps no files.".formatted(name));
        }

        @Override
        public Sealed seal() {
            life.check();
            var rows = life.rows();
            if (rows != null) {
                content = rows.finish();
            }
            if (content == null || value == null) {
                throw new IllegalStateException("Nothing was written for %s.".formatted(request.what()));
            }
            values.put(request.versionId(), value);
            return new Sealed(new Stored(request.what(), request.versionId(), name, request.versionId()), content);
        }

        @Override
        public void abandon() {
            life.abandon();
        }
    }
}
