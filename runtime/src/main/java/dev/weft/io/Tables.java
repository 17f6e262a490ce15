package dev.weft.io;

import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetPartition;
import dev.weft.event.Stored;
import dev.weft.spi.LostVersionException;
import dev.weft.spi.Remains;
import dev.weft.spi.TargetPublication;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The tables of one database, and Weft's own beside them: {@code _weft_store} (whose it is), {@code _weft_table} ({@link TableRegistry}),
 * {@code _weft_staged} (which versions wait) and {@code _weft_marker} ({@link Markers}). A version waits in {@code _weft_stage_…} until one
 * transaction moves its rows and sets the marker.
 */
final class Tables implements TargetPublication {

    private static final int TRIES = 20;

    private final TableDialect dialect;
    private final StoreIdentity identity;
    private final String store;
    private final String stagings;
    private final TableRegistry registry;
    private final Markers markers;
    private final TableShape shape;
    private boolean prepared;

    Tables(TableDialect dialect, StoreIdentity identity) {
        this.dialect = dialect;
        this.identity = identity;
        this.store = dialect.qualified("_weft_store");
        this.stagings = dialect.qualified("_weft_staged");
        this.registry = new TableRegistry(dialect);
        this.markers = new Markers(dialect);
        this.shape = new TableShape(dialect);
    }

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
    TableRegistry.Claimed claim(AssetDefinition asset, AssetPartition what, Class<?> row) {
        return work("The table of %s could not be claimed".formatted(asset.key()), connection -> {
            prepare(connection);
            return registry.claim(connection, asset, what, row);
        });
    }

    private synchronized void prepare(Connection connection) throws SQLException {
        if (prepared) {
            return;
        }
        if (!markers.isThere(connection)) {
            dialect.prepare(connection);
            Sql.execute(
                    connection,
                    "CREATE TABLE IF NOT EXISTS %s (instance VARCHAR PRIMARY KEY, catalog VARCHAR NOT NULL)"
                            .formatted(store));
            registry.create(connection);
            Sql.execute(connection, "CREATE TABLE IF NOT EXISTS %s (version VARCHAR PRIMARY KEY)".formatted(stagings));
            markers.create(connection);
        }
        if (!identity.isNone()) {
            var mark = identity.mark();
            var found = Sql.first(
                    connection,
                    "SELECT instance, catalog FROM %s".formatted(store),
                    row -> List.of(row.getString(1), row.getString(2)));
            if (found.isEmpty()) {
                Sql.insert(
                        dialect, connection, "INSERT INTO %s VALUES (?, ?)".formatted(store), mark.get(0), mark.get(1));
            } else if (identity.accepts(found.get(), dialect.place())) {
                Sql.update(
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
        var marker = markers.of(connection, version.what());
        var owner = marker.filter(found -> found.version().equals(version.versionId()))
                        .isPresent()
                ? registry.owner(connection, version.location())
                : Optional.<TableRegistry.Owner>empty();
        if (owner.isPresent()) {
            var partition = owner.get().partition(version.what());
            var table = dialect.qualified(version.location());
            var literal = partition.name().isEmpty()
                    ? ""
                    : " WHERE %s = %s".formatted(Duck.quoted(partition.name()), partition.literal());
            return new Place(table, partition.condition(), partition.arguments(), table + literal);
        }
        var staging = stagingName(version.versionId());
        if (Sql.isThere(dialect, connection, staging)) {
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

    boolean exists(Stored version) {
        return work("%s could not be looked for".formatted(version.what()), connection -> {
            prepare(connection);
            return markers.of(connection, version.what())
                            .filter(marker -> marker.version().equals(version.versionId()))
                            .isPresent()
                    || Sql.isThere(dialect, connection, stagingName(version.versionId()));
        });
    }

    /** Drops what a version left behind, and its rows if it is the one in place. */
    void delete(Stored version) {
        work("%s could not be deleted".formatted(version.what()), connection -> {
            prepare(connection);
            drop(connection, version.versionId());
            var owner = registry.owner(connection, version.location());
            var marker = markers.of(connection, version.what());
            if (owner.isPresent()
                    && marker.isPresent()
                    && marker.get().version().equals(version.versionId())
                    && Sql.isThere(dialect, connection, version.location())) {
                connection.setAutoCommit(false);
                markers.lock(connection, version.what());
                clear(connection, version.location(), owner.get().partition(version.what()));
                markers.set(connection, version.what(), "", marker.get().token());
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
        markers.add(connection, what);
        var staging = stagingName(version.versionId());
        var owner = registry.owner(connection, version.location())
                .orElseThrow(() -> new IllegalStateException(
                        "The table %s is not registered in %s.".formatted(version.location(), dialect.place())));
        var partition = owner.partition(what);
        if (Sql.isThere(dialect, connection, staging)) {
            // Not in the transaction, for not every database can: an empty table or column harms nobody.
            shape.fit(connection, version.location(), staging, partition);
        }
        connection.setAutoCommit(false);
        markers.lock(connection, what);
        var marker = markers.of(connection, what).orElseThrow();
        if (marker.token() > token) {
            connection.rollback();
            return false;
        }
        if (!marker.version().equals(version.versionId())) {
            if (!Sql.isThere(dialect, connection, staging)) {
                connection.rollback();
                throw new LostVersionException(
                        version, "The staged rows of %s are gone from %s.".formatted(what, dialect.place()), null);
            }
            clear(connection, version.location(), partition);
            shape.move(connection, staging, version.location(), partition);
        }
        markers.set(connection, what, version.versionId(), token);
        connection.commit();
        return true;
    }

    private void clear(Connection connection, String table, PartitionColumn partition) throws SQLException {
        Sql.update(
                connection,
                "DELETE FROM %s %s".formatted(dialect.qualified(table), partition.condition()),
                partition.arguments().toArray());
    }

    /** Notes that a version is going to be staged, so that it can be found whatever becomes of its attempt. */
    void announce(String versionId) {
        work("A version could not be staged", connection -> {
            Sql.insert(dialect, connection, "INSERT INTO %s VALUES (?)".formatted(stagings), versionId);
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
        Sql.execute(connection, "DROP TABLE IF EXISTS " + dialect.qualified(stagingName(versionId)));
        Sql.update(connection, "DELETE FROM %s WHERE version = ?".formatted(stagings), versionId);
    }

    @Override
    public Optional<String> marker(AssetPartition what) {
        return work("The marker of %s could not be read".formatted(what), connection -> {
            prepare(connection);
            return markers.of(connection, what).map(Markers.Marker::version).filter(version -> !version.isEmpty());
        });
    }

    @Override
    public void raiseToken(AssetPartition what, long token) {
        work("The token of %s could not be raised".formatted(what), connection -> {
            prepare(connection);
            markers.raise(connection, what, token);
            return what;
        });
    }

    static String stagingName(String versionId) {
        return "_weft_stage_" + hash(versionId);
    }

    static String hash(String text) {
        return ContentHash.of(text.getBytes(StandardCharsets.UTF_8)).text();
    }
}
