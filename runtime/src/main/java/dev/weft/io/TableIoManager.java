package dev.weft.io;

import dev.weft.api.Files;
import dev.weft.api.Rows;
import dev.weft.api.Staging;
import dev.weft.api.Writer;
import dev.weft.asset.AssetDefinition;
import dev.weft.asset.ValueType;
import dev.weft.event.Stored;
import dev.weft.spi.IoManager;
import dev.weft.spi.LostVersionException;
import dev.weft.spi.Remains;
import dev.weft.spi.Sealed;
import dev.weft.spi.Stage;
import dev.weft.spi.StageRequest;
import dev.weft.spi.TargetPublication;
import java.lang.reflect.Type;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keeps rows in tables of a database, one for each asset, in which a partition's rows are told by a column. A version is written to a table of its own
 * and replaces the asset's or partition's rows in one transaction ({@link Tables}).
 */
final class TableIoManager implements IoManager {

    private final String name;
    private final TableDialect dialect;
    private final Tables tables;

    TableIoManager(String name, TableDialect dialect, StoreIdentity identity) {
        this.name = name;
        this.dialect = dialect;
        this.tables = new Tables(dialect, identity);
    }

    @Override
    public List<String> kinds(AssetDefinition asset) {
        return List.of(dialect.kind());
    }

    @Override
    public Optional<String> refusal(AssetDefinition asset) {
        if (!(asset.value() instanceof ValueType.Rows rows)) {
            return Optional.of(
                    "the store \"%s\" keeps rows in tables, and %s is %s. Return List<R> or Stream<R> of a record, or give it an io whose kind is files."
                            .formatted(
                                    name,
                                    asset.key(),
                                    asset.value() instanceof ValueType.Files
                                            ? "files"
                                            : asset.value().simple()));
        }
        return rows.columns().stream()
                .filter(column ->
                        asset.partitionColumn().filter(column.name()::equals).isPresent())
                .filter(column ->
                        !PartitionColumn.KINDS.containsKey(column.type().name()))
                .findFirst()
                .map(column ->
                        "its partition column %s is %s; it can be %s. Change its type, or name a column that the rows do not have."
                                .formatted(
                                        column.name(),
                                        column.type().simple(),
                                        PartitionColumn.KINDS.keySet().stream()
                                                .map(type -> type.substring(type.lastIndexOf('.') + 1))
                                                .sorted()
                                                .collect(Collectors.joining(", "))));
    }

    @Override
    public Stage stage(StageRequest request) {
        return new TableStage(request, tables.claim(request.asset(), request.what(), (Class<?>) request.type()));
    }

    @Override
    public <R extends Record> Stream<R> rows(List<Stored> versions, Class<R> row) {
        var type = RowType.of(row);
        return OneByOne.rows(versions, version -> RecordStream.of(version, type, row, read -> cursor(version, read)));
    }

    private CellCursor cursor(Stored version, RowType type) throws SQLException {
        var connection = dialect.connect();
        boolean opened = false;
        try {
            dialect.readOneMoment(connection);
            var place = tables.place(connection, version);
            opened = true;
            return ResultSetCursor.of(
                    connection, place.table(), place.condition(), place.arguments(), type, version.what());
        } finally {
            if (!opened) {
                connection.close();
            }
        }
    }

    @Override
    public Rows relation(List<Stored> versions) {
        var connection = dialect.connect();
        boolean opened = false;
        try {
            var parts = new ArrayList<String>();
            for (var version : versions) {
                parts.add("SELECT * FROM " + tables.place(connection, version).expression());
            }
            var relation = parts.stream().collect(Collectors.joining(" UNION ALL ", "(", ")"));
            var rows = new StoredRelation(connection, relation, versions, this::rows);
            opened = true;
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException("%s cannot be read: %s".formatted(dialect.place(), e.getMessage()), e);
        } finally {
            if (!opened) {
                JdbcDialect.quietly(connection);
            }
        }
    }

    @Override
    public Object value(Stored version, Type type) {
        throw new LostVersionException(
                version, "The store \"%s\" keeps rows, and %s is none.".formatted(name, version.what()), null);
    }

    @Override
    public Files files(Stored version) {
        throw new LostVersionException(version, "The store \"%s\" keeps rows, no files.".formatted(name), null);
    }

    @Override
    public boolean exists(Stored version) {
        return tables.exists(version);
    }

    @Override
    public String place(Stored version) {
        return "%s of %s".formatted(version.location(), dialect.place());
    }

    @Override
    public String shown(Stored version) {
        return "table %s of %s".formatted(version.location(), dialect.place());
    }

    @Override
    public void showLatest(Stored latest) {
        // the table is what people open
    }

    @Override
    public void delete(Stored version) {
        tables.delete(version);
    }

    @Override
    public List<Remains> remains() {
        return tables.staged();
    }

    @Override
    public void remove(Remains remains) {
        tables.drop(remains.versionId());
    }

    @Override
    public Optional<TargetPublication> target() {
        return Optional.of(tables);
    }

    @Override
    public void close() {
        dialect.close();
    }

    /** One version while it is written. */
    private final class TableStage implements Stage {

        private final StageRequest request;
        private final StageLife life;
        private final TableRegistry.Claimed claimed;

        TableStage(StageRequest request, TableRegistry.Claimed claimed) {
            this.request = request;
            this.life = new StageLife(request);
            this.claimed = claimed;
        }

        @Override
        public void writeRows(Stream<? extends Record> stream) {
            stream.forEachOrdered(rowWriter()::write);
        }

        @Override
        public Writer<Record> rowWriter() {
            life.check();
            var type = RowType.of((Class<?>) request.type());
            tables.announce(request.versionId());
            try {
                var sink =
                        dialect.sink(dialect.connect(), Tables.stagingName(request.versionId()), type, request.what());
                var writer = new RowWriter(type, claimed.partition().guard(sink, type, request.what()));
                return life.guard(writer);
            } catch (SQLException e) {
                throw JdbcDialect.failed(request.what(), e);
            }
        }

        @Override
        public void writeValue(Object value) {
            throw new IllegalStateException("The store \"%s\" keeps rows.".formatted(name));
        }

        @Override
        public Staging files() {
            throw new IllegalStateException("The store \"%s\" keeps rows.".formatted(name));
        }

        @Override
        public Sealed seal() {
            life.check();
            var rows = life.rows();
            if (rows == null) {
                throw new IllegalStateException("Nothing was written for %s.".formatted(request.what()));
            }
            return new Sealed(new Stored(request.what(), request.versionId(), name, claimed.table()), rows.finish());
        }

        @Override
        public void abandon() {
            life.abandon();
        }
    }

    /** Opens a connection that sees what outside readers see; the caller closes it. */
    Connection connect() {
        return dialect.connect();
    }
}
