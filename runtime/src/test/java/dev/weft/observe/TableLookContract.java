package dev.weft.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.NotThereException;
import dev.weft.api.Observers;
import java.sql.SQLException;
import java.util.TimeZone;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a query tells of a table, in every database. */
abstract class TableLookContract {

    abstract DataSource database();

    @BeforeEach
    void fill() throws SQLException {
        run("DROP TABLE IF EXISTS orders");
        run("CREATE TABLE orders (id INT, updated TIMESTAMP WITH TIME ZONE)");
        run("INSERT INTO orders VALUES (1, '2024-05-01 10:00:00+00'), (2, '2024-05-02 11:30:00+02')");
    }

    @Test
    void oneShortRowIsTheVersionItself() throws SQLException {
        var query = "select max(updated), count(*) from orders";
        assertThat(Observers.table(database(), query).text()).isEqualTo("2024-05-02T09:30:00Z, 2");

        run("INSERT INTO orders VALUES (3, '2024-05-03 00:00:00+00')");
        assertThat(Observers.table(database(), query).text()).isEqualTo("2024-05-03T00:00:00Z, 3");
    }

    @Test
    void theZoneOfTheProcessDoesNotMatter() {
        var zone = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
            assertThat(Observers.table(database(), "select max(updated) from orders")
                            .text())
                    .isEqualTo("2024-05-02T09:30:00Z");
        } finally {
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void severalRowsAreHashedInTheirOrder() {
        var up = Observers.table(database(), "select id from orders order by id");
        var down = Observers.table(database(), "select id from orders order by id desc");

        assertThat(up.text()).matches("[0-9a-f]{32}");
        assertThat(up).isNotEqualTo(down).isEqualTo(Observers.table(database(), "select id from orders order by 1"));
    }

    @Test
    void noRowMeansThatThereIsNothing() {
        assertThatThrownBy(() -> Observers.table(database(), "select id from orders\n  where id > 9"))
                .isInstanceOf(NotThereException.class)
                .hasMessage("The query \"select id from orders where id > 9\" gives no row.");
    }

    @Test
    void aWrongQuerySaysWhatTheDatabaseSays() {
        assertThatThrownBy(() -> Observers.table(database(), "select max(upd) from orders"))
                .isNotInstanceOf(NotThereException.class)
                .hasMessageStartingWith("The query \"select max(upd) from orders\" failed: ")
                .hasMessageContaining("orders");
    }

    @Test
    void lookingChangesNothing() throws SQLException {
        assertThatThrownBy(() -> Observers.table(database(), "delete from orders"))
                .hasMessageContaining("failed");

        assertThat(Observers.table(database(), "select count(*) from orders").text())
                .isEqualTo("2");
    }

    private void run(String sql) throws SQLException {
        try (var connection = database().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
