package dev.weft.observe;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.Observers;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

class H2TableLookTest extends TableLookContract {

    @Override
    DataSource database() {
        var database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:observe;DB_CLOSE_DELAY=-1");
        return database;
    }

    @Test
    void aDatabaseThatCannotBeReachedIsToldApart() {
        var database = new JdbcDataSource();
        database.setURL("jdbc:h2:/nowhere/there;IFEXISTS=TRUE");

        assertThatThrownBy(() -> Observers.table(database, "select 1"))
                .hasMessageStartingWith("The database of the query \"select 1\" cannot be reached: ");
    }
}
