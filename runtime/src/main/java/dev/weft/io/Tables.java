package dev.weft.io;

import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetPartition;
import dev.weft.event.Stored;
import dev.weft.spi.LostVersionException;
import dev.weft.spi.Remains;
import dev.weft.spi.TargetPublication;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The tables of one database, and Weft's own beside them: {@code _weft_store} (whose it is), {@code _weft_table} (which table is which asset's), and
 * {@code _weft_staged} (which versions wait), {@code _weft_marker} (which version of each asset partition is in place, and the highest token that was seen). A version waits in {@code _weft_stage_…}
 * until one transaction moves its rows and sets the marker.
 */
final class Tables implements TargetPublication {

    private static final int TRIES = 20;

    private final TableDialect dialect;
    private final StoreIdentity identity;
    private final String store;
    private final String registry;
    private final String markers;
    private final String stagings;
    private boolean prepared;

    Tables(TableDialect dialect, StoreIdentity identity) {
        this.dialect = dialect;
        this.identity = identity;
        this.store = dialect.qualified("_weft_store");
        this.registry = dialect.qualified("_weft_table");
        this.stagings = dialect.qualified("_weft_staged");
        this.markers = dialect.qualified("_weft_marker");
    }

    /** The table of an asset, and the column of its partitions. */
    record Claimed(String table, PartitionColumn partition) {}

    /** Where rows are: a table, and the condition that finds them there. */
    record Place(String table, String condition, List<Object> arguments, String expression) {}

    private interface Work<R> {
        R with(Connection connection) throws SQLException;
    }

    private <R> R work(String what, Work<R> work) {
        try (var connection = dialect.connect()) {
            return work.with(connection);
        } catch (SQLException e) {
            throw failed(what, e);
        }
    }

    private IllegalStateException failed(String what, SQLException e) {
        return new IllegalStateException("%s in %s: %s".formatted(what, dialect.place(), e.getMessage()), e);
    }

    /**
     * Returns the table of an asset, claimed for it.
     *
     * @throws IllegalStateException if it is another asset's, somebody else made it, or its partitions stand in another column
     */
    Claimed claim(AssetDefinition asset, AssetPartition what, Class<?> row) {
        var table = tableName(asset.key().segments());
        var partition = PartitionColumn.of(asset.partitionColumn().orElse(""), what.partition(), RowType.of(row));
        return work("The table of %s could not be claimed".formatted(asset.key()), connection -> {
            prepare(connection);
            var owner = owner(connection, table);
            if (owner.isEmpty()) {
                if (isThere(connection, table)) {
                    throw new IllegalStateException(
                            "%s has a table %s that Weft did not make. Rename one of them, or give %s another schema or io."
                                    .formatted(dialect.place(), table, asset.key()));
                }
                insert(
                        connection,
                        "INSERT INTO %s VALUES (?, ?, ?, ?)".formatted(registry),
                        table,
                        asset.key().text(),
                        partition.name(),
                        partition.kind().name());
                owner = owner(connection, table);
            }
            var owned = owner.orElseThrow();
            if (!owned.asset().equals(asset.key().text())) {
                throw new IllegalStateException(
                        "%s and %s would both be the table %s of %s. Rename one of them, or give it another io."
                                .formatted(owned.asset(), asset.key(), table, dialect.place()));
            }
            if (!owned.column().equals(partition.name())
                    || !owned.kind().equals(partition.kind().name())) {
                throw new IllegalStateException(
                        "The table %s of %s tells partitions by %s, and %s now by %s. Drop the table and its rows in _weft_table and _weft_marker, then materialize all of it again."
                                .formatted(
                                        table,
                                        dialect.place(),
                                        column(owned.column()),
                                        asset.key(),
                                        column(partition.name())));
            }
            return new Claimed(table, partition);
        });
    }

    private static String column(String name) {
        return name.isEmpty() ? "no column" : "the column " + name;
    }

    private record Owner(String asset, String column, String kind) {}

    private Optional<Owner> owner(Connection connection, String table) throws SQLException {
        return first(
                connection,
                "SELECT asset, partition_column, partition_kind FROM %s WHERE table_name = ?".formatted(registry),
                row -> new Owner(row.getString(1), row.getString(2), row.getString(3)),
                table);
    }

    private synchronized void prepare(Connection connection) throws SQLException {
        if (prepared) {
            return;
        }
        if (!isThere(connection, "_weft_marker")) {
            dialect.prepare(connection);
            try (var statement = connection.createStatement()) {
                statement.execute(
                        "CREATE TABLE IF NOT EXISTS %s (instance VARCHAR PRIMARY KEY, catalog VARCHAR NOT NULL)"
                                .formatted(store));
                statement.execute(
                        "CREATE TABLE IF NOT EXISTS %s (table_name VARCHAR PRIMARY KEY, asset VARCHAR NOT NULL, partition_column VARCHAR NOT NULL, partition_kind VARCHAR NOT NULL)"
                                .formatted(registry));
                statement.execute("CREATE TABLE IF NOT EXISTS %s (version VARCHAR PRIMARY KEY)".formatted(stagings));
                statement.execute(
                        "CREATE TABLE IF NOT EXISTS %s (asset VARCHAR NOT NULL, partition_key VARCHAR NOT NULL, version VARCHAR NOT NULL, token BIGINT NOT NULL, PRIMARY KEY (asset, partition_key))"
                                .formatted(markers));
            }
        }
        if (!identity.isNone()) {
            var mark = identity.mark();
            var found = first(
                    connection,
                    "SELECT instance, catalog FROM %s".formatted(store),
                    row -> List.of(row.getString(1), row.getString(2)));
            if (found.isEmpty()) {
                insert(connection, "INSERT INTO %s VALUES (?, ?)".formatted(store), mark.get(0), mark.get(1));
            } else if (identity.accepts(found.get(), dialect.place())) {
                update(
                        connection,
                        "UPDATE %s SET instance = ?, catalog = ?".formatted(store),
                        mark.get(0),
                        mark.get(1));
            }
        }
        prepared = true;
    }

    /** Returns where the rows of a version are at the moment that the connection reads. */
    Place place(Connection connection, Stored version) throws SQLException {
        var marker = marker(connection, version.what());
        var owner = marker.filter(found -> found.version().equals(version.versionId()))
                        .isPresent()
                ? owner(connection, version.location())
                : Optional.<Owner>empty();
        if (owner.isPresent()) {
            var partition = column(owner.get(), version.what());
            var table = dialect.qualified(version.location());
            var literal = partition.name().isEmpty()
                    ? ""
                    : " WHERE %s = %s".formatted(Duck.quoted(partition.name()), literal(partition));
            return new Place(table, partition.condition(), partition.arguments(), table + literal);
        }
        var staging = stagingName(version.versionId());
        if (isThere(connection, staging)) {
            var table = dialect.qualified(staging);
            return new Place(table, "", List.of(), table);
        }
        if (marker.isPresent() && !marker.get().version().isEmpty()) {
            throw new IllegalStateException(
                    "The table %s of %s holds version %s of %s, not %s: another run has replaced it since this one began, or the database was restored. Run again."
                            .formatted(
                                    version.location(),
                                    dialect.place(),
                                    marker.get().version(),
                                    version.what(),
                                    version.versionId()));
        }
        throw new LostVersionException(
                version, "The rows of %s are gone from %s.".formatted(version.what(), dialect.place()), null);
    }

    private static String literal(PartitionColumn partition) {
        var value = partition.value();
        return switch (partition.kind()) {
            case INT, LONG -> value.toString();
            case DATE -> "DATE " + Duck.literal(value.toString());
            default -> Duck.literal(value.toString());
        };
    }

    private static PartitionColumn column(Owner owner, AssetPartition what) {
        return new PartitionColumn(owner.column(), CellKind.valueOf(owner.kind()), false, what.partition());
    }

    boolean exists(Stored version) {
        return work("%s could not be looked for".formatted(version.what()), connection -> {
            prepare(connection);
            return marker(connection, version.what())
                            .filter(marker -> marker.version().equals(version.versionId()))
                            .isPresent()
                    || isThere(connection, stagingName(version.versionId()));
        });
    }

    /** Drops what a version left behind, and its rows if it is the one in place. */
    void delete(Stored version) {
        work("%s could not be deleted".formatted(version.what()), connection -> {
            prepare(connection);
            drop(connection, version.versionId());
            var owner = owner(connection, version.location());
            var marker = marker(connection, version.what());
            if (owner.isPresent()
                    && marker.isPresent()
                    && marker.get().version().equals(version.versionId())
                    && isThere(connection, version.location())) {
                connection.setAutoCommit(false);
                lock(connection, version.what());
                clear(connection, version.location(), column(owner.get(), version.what()));
                setMarker(connection, version.what(), "", marker.get().token());
                connection.commit();
            }
            return version;
        });
    }

    @Override
    public boolean publish(Stored version, long token) {
        for (int tried = 1; ; tried++) {
            try (var connection = dialect.connect()) {
                prepare(connection);
                boolean published = publish(connection, version, token);
                connection.setAutoCommit(true);
                if (published) {
                    drop(connection, version.versionId());
                }
                return published;
            } catch (SQLException e) {
                if (tried == TRIES || !(dialect.isConflict(e) || isFaster(e))) {
                    throw failed("%s could not be published".formatted(version.what()), e);
                }
            }
        }
    }

    /** Tells whether another partition of the asset has just made the table. */
    private static boolean isFaster(SQLException e) {
        var message = String.valueOf(e.getMessage());
        return message.contains("already exists")
                || String.valueOf(e.getSQLState()).startsWith("23");
    }

    private boolean publish(Connection connection, Stored version, long token) throws SQLException {
        var what = version.what();
        addMarker(connection, what);
        var staging = stagingName(version.versionId());
        var owner = owner(connection, version.location())
                .orElseThrow(() -> new IllegalStateException(
                        "The table %s is not registered in %s.".formatted(version.location(), dialect.place())));
        var partition = column(owner, what);
        if (isThere(connection, staging)) {
            // Not in the transaction, for not every database can: an empty table or column harms nobody.
            fit(connection, version.location(), staging, partition);
        }
        connection.setAutoCommit(false);
        lock(connection, what);
        var marker = marker(connection, what).orElseThrow();
        if (marker.token() > token) {
            connection.rollback();
            return false;
        }
        if (!marker.version().equals(version.versionId())) {
            if (!isThere(connection, staging)) {
                connection.rollback();
                throw new LostVersionException(
                        version, "The staged rows of %s are gone from %s.".formatted(what, dialect.place()), null);
            }
            clear(connection, version.location(), partition);
            move(connection, staging, version.location(), partition);
        }
        setMarker(connection, what, version.versionId(), token);
        connection.commit();
        return true;
    }

    private void clear(Connection connection, String table, PartitionColumn partition) throws SQLException {
        update(
                connection,
                "DELETE FROM %s %s".formatted(dialect.qualified(table), partition.condition()),
                partition.arguments().toArray());
    }

    private void move(Connection connection, String from, String to, PartitionColumn partition) throws SQLException {
        var columns = new ArrayList<>(
                columns(connection, from).keySet().stream().map(Duck::quoted).toList());
        var values = new ArrayList<>(columns);
        if (!partition.name().isEmpty() && !columns.contains(Duck.quoted(partition.name()))) {
            columns.add(Duck.quoted(partition.name()));
            values.add(literal(partition));
        }
        update(
                connection,
                "INSERT INTO %s (%s) SELECT %s FROM %s"
                        .formatted(
                                dialect.qualified(to),
                                String.join(", ", columns),
                                String.join(", ", values),
                                dialect.qualified(from)));
    }

    /** Makes the asset's table hold what is staged: makes it, adds columns, widens them where the database can. */
    private void fit(Connection connection, String table, String staging, PartitionColumn partition)
            throws SQLException {
        var wanted = columns(connection, staging);
        boolean added = !partition.name().isEmpty() && !wanted.containsKey(partition.name());
        if (!isThere(connection, table)) {
            execute(
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
                execute(
                        connection,
                        "ALTER TABLE %s ADD COLUMN IF NOT EXISTS %s %s"
                                .formatted(dialect.qualified(table), name, column.getValue()));
            } else if (!type.equals(column.getValue())) {
                var wider = dialect.wider(type, column.getValue())
                        .orElseThrow(() -> new IllegalStateException(
                                "The column %s of table %s in %s is %s, and the rows now have %s. Weft adds columns and does not change their types: rename the column, or drop the table and its rows in _weft_table and _weft_marker, and materialize all of it again."
                                        .formatted(column.getKey(), table, dialect.place(), type, column.getValue())));
                if (!wider.equals(type)) {
                    execute(
                            connection,
                            "ALTER TABLE %s ALTER COLUMN %s TYPE %s".formatted(dialect.qualified(table), name, wider));
                }
            }
        }
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

    /** Notes that a version is going to be staged, so that it can be found whatever becomes of its attempt. */
    void announce(String versionId) {
        work("A version could not be staged", connection -> {
            insert(connection, "INSERT INTO %s VALUES (?)".formatted(stagings), versionId);
            return versionId;
        });
    }

    /** Returns the versions that are staged, or were to be. */
    List<Remains> staged() {
        return work("Staged versions could not be listed", connection -> {
            prepare(connection);
            var staged = new ArrayList<Remains>();
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("SELECT version FROM " + stagings)) {
                while (rows.next()) {
                    var id = rows.getString(1);
                    staged.add(new Remains(id, stagingName(id), OptionalLong.empty()));
                }
            }
            return staged;
        });
    }

    void drop(String versionId) {
        work("A staged version could not be dropped", connection -> {
            drop(connection, versionId);
            return versionId;
        });
    }

    private void drop(Connection connection, String versionId) throws SQLException {
        execute(connection, "DROP TABLE IF EXISTS " + dialect.qualified(stagingName(versionId)));
        update(connection, "DELETE FROM %s WHERE version = ?".formatted(stagings), versionId);
    }

    private record Marker(String version, long token) {}

    private Optional<Marker> marker(Connection connection, AssetPartition what) throws SQLException {
        if (!isThere(connection, "_weft_marker")) {
            return Optional.empty();
        }
        return first(
                connection,
                "SELECT version, token FROM %s WHERE asset = ? AND partition_key = ?".formatted(markers),
                row -> new Marker(row.getString(1), row.getLong(2)),
                what.asset().text(),
                partitionText(what));
    }

    private void addMarker(Connection connection, AssetPartition what) throws SQLException {
        if (marker(connection, what).isEmpty()) {
            insert(
                    connection,
                    "INSERT INTO %s VALUES (?, ?, '', 0)".formatted(markers),
                    what.asset().text(),
                    partitionText(what));
        }
    }

    /** Holds the marker's row to the end of the transaction. */
    private void lock(Connection connection, AssetPartition what) throws SQLException {
        update(
                connection,
                "UPDATE %s SET token = token WHERE asset = ? AND partition_key = ?".formatted(markers),
                what.asset().text(),
                partitionText(what));
    }

    private void setMarker(Connection connection, AssetPartition what, String version, long token) throws SQLException {
        update(
                connection,
                "UPDATE %s SET version = ?, token = ? WHERE asset = ? AND partition_key = ?".formatted(markers),
                version,
                token,
                what.asset().text(),
                partitionText(what));
    }

    @Override
    public Optional<String> marker(AssetPartition what) {
        return work("The marker of %s could not be read".formatted(what), connection -> {
            prepare(connection);
            return marker(connection, what).map(Marker::version).filter(version -> !version.isEmpty());
        });
    }

    @Override
    public void raiseToken(AssetPartition what, long token) {
        work("The token of %s could not be raised".formatted(what), connection -> {
            prepare(connection);
            addMarker(connection, what);
            update(
                    connection,
                    "UPDATE %s SET token = ? WHERE asset = ? AND partition_key = ? AND token < ?".formatted(markers),
                    token,
                    what.asset().text(),
                    partitionText(what),
                    token);
            return what;
        });
    }

    private static String partitionText(AssetPartition what) {
        return what.partition().map(key -> key.text()).orElse("");
    }

    /** Tells whether there is such a table. */
    private boolean isThere(Connection connection, String table) throws SQLException {
        return first(
                        connection,
                        "SELECT table_name FROM information_schema.tables WHERE table_schema = ? AND table_name = ?",
                        row -> row.getString(1),
                        dialect.schema(),
                        table)
                .isPresent();
    }

    /** Returns the table of a key: its segments joined, shortened to a hash where they are too long. */
    private String tableName(List<String> segments) {
        var name = String.join("_", segments);
        int longest = dialect.longestName();
        if (name.getBytes(StandardCharsets.UTF_8).length <= longest && !name.startsWith("_weft")) {
            return name;
        }
        var ascii = name.replaceAll("[^A-Za-z0-9_]", "");
        return "t%s_%s".formatted(ascii.substring(0, Math.min(ascii.length(), 20)), hash(String.join("\n", segments)));
    }

    static String stagingName(String versionId) {
        return "_weft_stage_" + hash(versionId);
    }

    private static String hash(String text) {
        return ContentHash.of(text.getBytes(StandardCharsets.UTF_8)).text();
    }

    private interface Reading<R> {
        R of(ResultSet row) throws SQLException;
    }

    private static <R> Optional<R> first(Connection connection, String sql, Reading<R> reading, Object... arguments)
            throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            try (var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(reading.of(rows)) : Optional.empty();
            }
        }
    }

    private static void update(Connection connection, String sql, Object... arguments) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            statement.executeUpdate();
        }
    }

    /** Adds a row that another process may add at the same moment. */
    private void insert(Connection connection, String sql, Object... arguments) throws SQLException {
        try {
            update(connection, sql, arguments);
        } catch (SQLException e) {
            var state = String.valueOf(e.getSQLState());
            if (!state.startsWith("23")
                    && !String.valueOf(e.getMessage()).contains("onstraint")
                    && !dialect.isConflict(e)) {
                throw e;
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
