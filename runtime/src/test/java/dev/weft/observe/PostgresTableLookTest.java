package dev.weft.observe;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.Observers;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresTableLookTest extends TableLookContract {

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

    @Override
    DataSource database() {
        return server.getPostgresDatabase();
    }

    @Test
    void aSlowQueryIsNotWaitedForLong() {
        assertThatThrownBy(() -> Observers.table(database(), "select pg_sleep(30)", Duration.ofSeconds(1)))
                .hasMessageContaining("\"select pg_sleep(30)\" took longer than 1 s");
    }
}
