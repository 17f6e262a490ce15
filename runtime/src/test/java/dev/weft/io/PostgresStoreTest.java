package dev.weft.io;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One schema that is dropped after each. */
class PostgresStoreTest extends TableStoreContract {

    @RegisterExtension
    static final PostgresServer SERVER = new PostgresServer();

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
        return Map.of("kind", "jdbc", "url", SERVER.url(), "user", "postgres", "schema", "warehouse");
    }

    @Override
    boolean keepsNanoseconds() {
        return false;
    }

    @Override
    Connection outside() throws SQLException {
        var connection = SERVER.database().getConnection();
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
