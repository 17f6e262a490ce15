package dev.weft.runtime;

import dev.weft.catalog.CatalogSettings;
import dev.weft.io.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A few of the random projects, with a catalog on a real server. */
class RandomRunsOnPostgresTest {

    @RegisterExtension
    static final PostgresServer SERVER = new PostgresServer();

    @ParameterizedTest
    @ValueSource(ints = {3, 5, 7})
    void whatRunsWasPlannedTheRestIsUnchangedAndTheValuesAreThoseOfAFullRecomputation(int seed, @TempDir Path folder)
            throws IOException, InterruptedException, SQLException {
        var database = "seed" + seed;
        try (var connection = SERVER.database().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + database);
        }
        var url = SERVER.url().replace("/postgres?", "/" + database + "?");
        RandomRunsTest.play(
                seed, folder, CatalogSettings.postgres(url, "postgres", "").allowUnsafe());
    }
}
