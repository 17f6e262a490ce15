package dev.weft.io;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** One server for all tests, one schema that is dropped after each. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresStoreTest extends TableStoreContract {

    @SuppressWarnings("NullAway.Init") // before all tests
    private EmbeddedPostgres server;

    @BeforeAll
    void start() throws IOException {
        server = EmbeddedPostgres.start();
    }

    @AfterAll
    void stop() throws IOException {
        server.close();
    }

    @AfterEach
    void drop() throws SQLException {
        try (var connection = outside();
                var statement = connection.createStatement()) {
            statement.execute("SET lock_timeout = '5s'");
            statement.execute("DROP SCHEMA \"warehouse\" CASCADE");
        }
    }

    @Override
    Map<String, String> settings() {
        return Map.of(
                "kind",
                "jdbc",
                "url",
                server.getJdbcUrl("postgres", "postgres"),
                "user",
                "postgres",
                "schema",
                "warehouse");
    }

    @Override
    boolean keepsNanoseconds() {
        return false;
    }

    @Override
    Connection outside() throws SQLException {
        var connection = server.getPostgresDatabase().getConnection();
        try (var statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA IF NOT EXISTS \"warehouse\"");
        }
        return connection;
    }

    @Override
    String table(String name) {
        return "\"warehouse\".\"" + name + "\"";
    }
}
