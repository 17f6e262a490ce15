package dev.weft.observe;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.Observers;
import dev.weft.io.PostgresServer;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresTableLookTest extends TableLookContract {

    @RegisterExtension
    static final PostgresServer SERVER = new PostgresServer();

    @Override
    DataSource database() {
        return SERVER.database();
    }

    @Test
    void aSlowQueryIsNotWaitedForLong() {
        assertThatThrownBy(() -> Observers.table(database(), "select pg_sleep(30)", Duration.ofSeconds(1)))
                .hasMessageContaining("\"select pg_sleep(30)\" took longer than 1 s");
    }
}
