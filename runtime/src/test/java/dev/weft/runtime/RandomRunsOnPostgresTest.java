package dev.weft.runtime;

import dev.weft.catalog.CatalogSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A few of the random projects, with a catalog on a real server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RandomRunsOnPostgresTest {

    private EmbeddedPostgres server;

    @BeforeAll
    void start() throws IOException {
        server = EmbeddedPostgres.start();
    }

    @AfterAll
    void stop() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 9, 12})
    void whatRunsWasPlannedTheRestIsUnchangedAndTheValuesAreThoseOfAFullRecomputation(int seed, @TempDir Path folder)
            throws IOException, InterruptedException, SQLException {
        var database = "seed" + seed;
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + database);
        }
        var settings = CatalogSettings.postgres(server.getJdbcUrl("postgres", database), "postgres", "");
        RandomRunsTest.play(seed, folder, settings.allowUnsafe());
    }
}
