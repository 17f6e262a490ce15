package dev.weft.io;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One PostgreSQL for all classes of tests that ask for it; it starts with the first and stops after the last. */
public final class PostgresServer implements BeforeAllCallback {

    private @Nullable EmbeddedPostgres server;

    @Override
    public void beforeAll(ExtensionContext context) {
        server = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(PostgresServer.class))
                .getOrComputeIfAbsent("server", key -> start(), EmbeddedPostgres.class);
    }

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public DataSource database() {
        return server().getPostgresDatabase();
    }

    public String url() {
        return server().getJdbcUrl("postgres", "postgres");
    }

    private EmbeddedPostgres server() {
        return Objects.requireNonNull(server, "asked before the tests");
    }
}
