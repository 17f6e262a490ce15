package dev.weft.catalog;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An empty database for each test, all in one PostgreSQL; it starts with the first test that asks and stops after the last. */
final class PostgresDatabase implements BeforeEachCallback {

    private @Nullable Server server;
    private String name = "";

    private record Server(EmbeddedPostgres postgres, AtomicInteger databases) implements AutoCloseable {

        static Server start() {
            try {
                return new Server(EmbeddedPostgres.start(), new AtomicInteger());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            postgres.close();
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) throws SQLException {
        server = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(PostgresDatabase.class))
                .getOrComputeIfAbsent("server", key -> Server.start(), Server.class);
        name = "weft" + server.databases().incrementAndGet();
        execute("create database " + name);
    }

    String name() {
        return name;
    }

    String url(String user, String database) {
        return postgres().getJdbcUrl(user, database);
    }

    /** Returns the settings of the test's database, whose server is too careless for anything but a test. */
    CatalogSettings settings() {
        return carelessSettings().allowUnsafe();
    }

    CatalogSettings carelessSettings() {
        return CatalogSettings.postgres(url("postgres", name), "postgres", "");
    }

    /** Executes a statement as the server's owner. */
    void execute(String statement) throws SQLException {
        try (var connection = postgres().getPostgresDatabase().getConnection();
                var open = connection.createStatement()) {
            open.execute(statement);
        }
    }

    private EmbeddedPostgres postgres() {
        return Objects.requireNonNull(server, "asked before the test").postgres();
    }
}
