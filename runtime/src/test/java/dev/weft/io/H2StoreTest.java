package dev.weft.io;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

class H2StoreTest extends TableStoreContract {

    @Override
    Scales scales() {
        return Scales.NONE;
    }

    @Override
    Map<String, String> settings() {
        return Map.of("kind", "jdbc", "url", url(), "schema", "warehouse");
    }

    @Override
    double zero() {
        return 0.0;
    }

    private String url() {
        return "jdbc:h2:" + root.resolve("warehouse");
    }

    @Override
    Connection outside() throws SQLException {
        var connection = DriverManager.getConnection(url());
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
