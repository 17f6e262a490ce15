package dev.weft.catalog;

import dev.weft.api.PartitionKey;
import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetPartition;
import dev.weft.run.StepId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A connection with its prepared statements; for one thread at a time. */
final class Session implements AutoCloseable {

    private final Connection connection;
    private final Dialect dialect;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    private Session(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    static Session open(CatalogSettings settings) throws SQLException {
        var dialect = settings.isPostgres() ? Dialect.POSTGRES : Dialect.H2;
        var login = new Properties();
        login.setProperty("user", settings.user());
        login.setProperty("password", settings.password());
        return new Session(JdbcDrivers.connect(settings.url(), login), dialect);
    }

    Connection connection() {
        return connection;
    }

    Dialect dialect() {
        return dialect;
    }

    PreparedStatement prepare(String sql) throws SQLException {
        var known = statements.get(sql);
        if (known == null) {
            known = connection.prepareStatement(sql);
            statements.put(sql, known);
        }
        known.clearParameters();
        return known;
    }

    /** Runs a query and gives each row to the consumer. */
    void each(String sql, List<?> parameters, RowConsumer consumer) throws SQLException {
        var statement = prepare(sql);
        bind(statement, parameters);
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                consumer.accept(rows);
            }
        }
    }

    <T> List<T> list(String sql, List<?> parameters, RowReader<T> reader) throws SQLException {
        var list = new ArrayList<T>();
        each(sql, parameters, row -> list.add(reader.read(row)));
        return List.copyOf(list);
    }

    int update(String sql, Object... parameters) throws SQLException {
        var statement = prepare(sql);
        bind(statement, List.of(parameters));
        return statement.executeUpdate();
    }

    void batch(String sql, Collection<Object[]> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        var statement = prepare(sql);
        for (var row : rows) {
            bind(statement, java.util.Arrays.asList(row));
            statement.addBatch();
        }
        try {
            statement.executeBatch();
        } catch (AssertionError e) {
            // PostgreSQL's driver says so where the connection is cut within a batch. 08006: connection failure
            throw new SQLException("The connection was lost: " + e.getMessage(), "08006", e);
        } finally {
            if (!connection.isClosed()) {
                statement.clearBatch();
            }
        }
    }

    /** Reads the rows with the given keys of text columns: one round trip where there is a network. */
    void keyed(
            String table, String columns, List<String> keyColumns, Collection<List<String>> keys, RowConsumer consumer)
            throws SQLException {
        if (keys.isEmpty()) {
            return;
        }
        if (dialect == Dialect.H2) {
            var sql = "select %s from %s t where %s"
                    .formatted(
                            columns,
                            table,
                            keyColumns.stream().map(name -> name + " = ?").collect(Collectors.joining(" and ")));
            for (var key : keys) {
                each(sql, key, consumer);
            }
            return;
        }
        var marks = keyColumns.stream().map(name -> "?::varchar[]").collect(Collectors.joining(", "));
        var names = IntStream.range(0, keyColumns.size()).mapToObj(i -> "k" + i).collect(Collectors.joining(", "));
        var join = IntStream.range(0, keyColumns.size())
                .mapToObj(i -> "t.%s = k.k%d".formatted(keyColumns.get(i), i))
                .collect(Collectors.joining(" and "));
        var arrays = new ArrayList<Object>();
        for (int i = 0; i < keyColumns.size(); i++) {
            int column = i;
            arrays.add(texts(keys.stream().map(key -> key.get(column)).toList()));
        }
        each(
                "select %s from unnest(%s) as k(%s) join %s t on %s".formatted(columns, marks, names, table, join),
                arrays,
                consumer);
    }

    /** Runs a query that ends with a column, for each of these numbers in it: one round trip where there is a network. */
    void eachNumbered(String sql, List<Long> numbers, RowConsumer consumer) throws SQLException {
        if (dialect == Dialect.H2) {
            for (var number : numbers) {
                each(sql + " = ?", List.of(number), consumer);
            }
        } else {
            each(sql + " = any(?)", List.of(connection.createArrayOf("bigint", numbers.toArray())), consumer);
        }
    }

    /** Runs a query that ends with a column, for each of these texts in it: one round trip where there is a network, and a search by index everywhere. */
    void eachOf(String sql, Collection<String> texts, RowConsumer consumer) throws SQLException {
        if (dialect == Dialect.H2) {
            // H2 looks at every row of a table to find those whose column is in an array.
            for (var text : texts) {
                each(sql + " = ?", List.of(text), consumer);
            }
        } else {
            each(sql + " = any(?)", List.of(texts(texts)), consumer);
        }
    }

    java.sql.Array texts(Collection<String> texts) throws SQLException {
        return connection.createArrayOf("varchar", texts.toArray());
    }

    private static void bind(PreparedStatement statement, List<?> parameters) throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            statement.setObject(i + 1, parameters.get(i));
        }
    }

    static String partition(AssetPartition what) {
        return what.partition().map(PartitionKey::text).orElse("");
    }

    /** Returns what names a step in its two columns: the asset of its first output, and that one's partition. */
    static String asset(StepId step) {
        return step.first().asset().text();
    }

    static String partition(StepId step) {
        return partition(step.first());
    }

    /** Returns the statement that inserts rows or replaces those with the same key. */
    String upsert(String table, List<String> keys, String columns) {
        var others = new ArrayList<>(List.of(columns.split(", ")));
        others.removeAll(keys);
        return dialect().upsert(table, keys, others);
    }

    static AssetPartition assetPartition(String asset, String partition) {
        return new AssetPartition(
                new AssetKey(asset), partition.isEmpty() ? Optional.empty() : Optional.of(PartitionKey.of(partition)));
    }

    static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /** Takes a row. */
    interface RowConsumer {
        void accept(ResultSet row) throws SQLException;
    }

    /** Makes a value of a row. */
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }
}
