package dev.weft.catalog;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;

/**
 * Connects by the driver of the address. Java's own driver manager would look through every jar for drivers and load those of all databases; and it
 * knows for ever those that the first one who asked it could see, which may be a user's code.
 */
public final class JdbcDrivers {

    private JdbcDrivers() {}

    /**
     * Connects to an address of H2 or PostgreSQL.
     *
     * @throws SQLException if that fails, or the address is of neither
     */
    public static Connection connect(String url, Properties properties) throws SQLException {
        var connection = driver(url).connect(url, properties);
        if (connection == null) {
            throw new SQLException("No suitable driver");
        }
        return connection;
    }

    private static Driver driver(String url) {
        if (url.startsWith("jdbc:h2:")) {
            return new org.h2.Driver();
        }
        try {
            // By name: its class file mentions annotations that the compiler would warn of.
            return Class.forName("org.postgresql.Driver")
                    .asSubclass(Driver.class)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("PostgreSQL's driver is missing: this is a bug in the build", e);
        }
    }
}
