package dev.weft.benchmarks.peer;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;

/** A real PostgreSQL server with its durable settings on, for as long as it is open. */
public final class Postgres implements AutoCloseable {

    private static final String USER = "postgres";

    private final EmbeddedPostgres server;
    private int databases;

    private Postgres(EmbeddedPostgres server) {
        this.server = server;
    }

    /** Starts a server whose data lie in the folder, which is not there yet. */
    public static Postgres start(Path folder) throws IOException {
        return new Postgres(EmbeddedPostgres.builder()
                .setDataDirectory(folder)
                .setCleanDataDirectory(true)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "200")
                .start());
    }

    /** Returns the server's own version. */
    public String version() throws SQLException {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("show server_version")) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** Makes an empty database and returns its name. */
    public String database() throws SQLException {
        databases++;
        var name = "bench" + databases;
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        return name;
    }

    /** Returns the address of a database for Java programs. */
    public String jdbc(String database) {
        return "jdbc:postgresql://localhost:%d/%s".formatted(server.getPort(), database);
    }

    /** Returns the address of a database for others. */
    public String url(String database) {
        return "postgresql://%s:%s@localhost:%d/%s".formatted(USER, USER, server.getPort(), database);
    }

    /** Returns what a Weft process needs in its environment to keep its catalog in that database. */
    public Map<String, String> forWeft(String database) {
        return Map.of("WEFT_CATALOG_URL", jdbc(database), "WEFT_CATALOG_USER", USER, "WEFT_CATALOG_PASSWORD", USER);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
