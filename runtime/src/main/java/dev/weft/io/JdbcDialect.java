package dev.weft.io;

import dev.weft.catalog.JdbcDrivers;
import dev.weft.settings.SettingsException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tables in a database that is reached by JDBC: what its products share. */
abstract class JdbcDialect implements TableDialect {

    private final String url;
    private final String user;
    private final String password;
    private final String schema;
    /** Keeps an embedded database open between uses. */
    private @Nullable Connection anchor;

    JdbcDialect(String url, String user, String password, String schema) {
        this.url = url;
        this.user = user;
        this.password = password;
        this.schema = schema;
    }

    static JdbcDialect of(StoreOptions options) {
        var url = options.required("url").strip();
        var user = options.get("user").orElse("");
        var password = options.get("password").orElse("");
        if (url.startsWith("jdbc:postgresql:")) {
            return new PostgresDialect(
                    url, user, password, options.get("schema").orElse("public"));
        }
        if (url.startsWith("jdbc:h2:")) {
            return new H2Dialect(url, user, password, options.get("schema").orElse("PUBLIC"));
        }
        throw new SettingsException(
                "weft.io.%s.url is no address of PostgreSQL (jdbc:postgresql://host:5432/database) or H2 (jdbc:h2:./folder/name), the databases that a store of kind jdbc speaks.%s"
                        .formatted(
                                options.name(), url.startsWith("jdbc:duckdb:") ? " For DuckDB say kind: duckdb." : ""));
    }

    @Override
    public String place() {
        return "%s, schema %s".formatted(url.replaceAll("[?;].*$", ""), schema);
    }

    @Override
    public Connection connect() {
        try {
            keepOpen();
            return open();
        } catch (SQLException e) {
            throw new IllegalStateException("%s cannot be reached: %s".formatted(place(), e.getMessage()), e);
        }
    }

    private synchronized void keepOpen() throws SQLException {
        if (anchor == null && isEmbedded()) {
            anchor = open();
        }
    }

    private Connection open() throws SQLException {
        var properties = new Properties();
        if (!user.isEmpty()) {
            properties.setProperty("user", user);
            properties.setProperty("password", password);
        }
        return JdbcDrivers.connect(url, properties);
    }

    abstract boolean isEmbedded();

    abstract String columnType(CellKind kind);

    @Override
    public void readOneMoment(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    }

    @Override
    public String qualified(String table) {
        return Duck.quoted(schema) + "." + Duck.quoted(table);
    }

    @Override
    public String schema() {
        return schema;
    }

    @Override
    public void prepare(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA IF NOT EXISTS " + Duck.quoted(schema));
        }
    }

    /** Makes the table. */
    void create(Connection connection, String table, RowType type) throws SQLException {
        var columns = new ArrayList<String>();
        for (var field : type.fields()) {
            columns.add(Duck.quoted(field.name()) + " " + columnType(field.kind()));
        }
        try (var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE %s (%s)".formatted(qualified(table), String.join(", ", columns)));
        }
    }

    String names(RowType type) {
        return type.names().stream().map(Duck::quoted).collect(Collectors.joining(", "));
    }

    @Override
    public Optional<String> wider(String there, String wanted) {
        return Optional.empty();
    }

    @Override
    public boolean isConflict(SQLException e) {
        var state = String.valueOf(e.getSQLState());
        return state.startsWith("40") || state.equals("HYT00");
    }

    static IllegalStateException failed(Object where, Exception e) {
        return new IllegalStateException("The rows of %s could not be written: %s".formatted(where, e.getMessage()), e);
    }

    static void quietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // it is of no use any more, closed or not
        }
    }

    @Override
    public synchronized void close() {
        if (anchor != null) {
            quietly(anchor);
            anchor = null;
        }
    }
}
