package dev.weft.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** The catalog's tables: one query tells whether they are those of this Weft, so that Flyway is loaded only to make or change them. */
final class Schema {

    private static final List<String> MIGRATIONS = List.of("V1__catalog.sql");
    private static final int VERSION = MIGRATIONS.size();

    private Schema() {}

    /** Makes the tables of this Weft where they are missing or older. @throws CatalogException if they are newer */
    static void prepare(Connection connection, CatalogSettings settings) throws SQLException {
        int found = version(connection);
        if (found > VERSION) {
            throw new CatalogException(
                    "The catalog %s was written by a newer Weft (schema %d; this one knows up to %d). Use that Weft."
                            .formatted(settings.place(), found, VERSION));
        }
        if (found == 0 && !settings.isPostgres()) {
            create(connection);
        } else if (found < VERSION) {
            Migration.migrate(settings, found);
        }
    }

    /**
     * A new catalog has no past to migrate from, and a first command no time for Flyway. What a process had made when it was killed goes first: the
     * version is written last, so nothing was recorded there yet.
     */
    private static void create(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("drop all objects");
        }
        for (var script : MIGRATIONS) {
            try (var in = Schema.class.getResourceAsStream("migration/" + script);
                    var statement = connection.createStatement()) {
                statement.execute(new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                        .replace("${instance}", UUID.randomUUID().toString()));
            } catch (IOException e) {
                throw new UncheckedIOException("Could not read " + script, e);
            }
        }
    }

    private static int version(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select max(version) from weft_schema")) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException e) {
            // 42P01: PostgreSQL's missing table; 42S02, 42S03, 42S04: H2's
            if (e.getSQLState() != null
                    && (e.getSQLState().equals("42P01") || e.getSQLState().startsWith("42S0"))) {
                return 0;
            }
            throw e;
        }
    }

    /** Apart, so that Flyway is loaded when it is needed only. */
    static final class Migration {

        private Migration() {}

        /** Brings a catalog from the version that was found to this Weft's; it need not have been made by Flyway. */
        static void migrate(CatalogSettings settings, int found) {
            try {
                Flyway.configure(Schema.class.getClassLoader())
                        .dataSource(settings.url(), settings.user(), settings.password())
                        .loggers("slf4j")
                        .locations("classpath:dev/weft/catalog/migration")
                        .table("weft_schema_history")
                        .baselineOnMigrate(true)
                        .baselineVersion(String.valueOf(found))
                        .placeholders(Map.of("instance", UUID.randomUUID().toString()))
                        .load()
                        .migrate();
            } catch (FlywayException e) {
                throw new CatalogException(
                        "The tables of the catalog %s could not be made: %s"
                                .formatted(settings.place(), e.getMessage()),
                        e);
            }
        }
    }
}
