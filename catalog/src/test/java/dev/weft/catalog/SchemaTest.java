package dev.weft.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaTest {

    @TempDir
    private Path folder;

    @Test
    void aCatalogWhoseProcessWasKilledWhileItMadeTheTablesIsMadeAnew() throws SQLException {
        try (var session = Session.open(settings())) {
            session.update("create table counter (name varchar(20) primary key, seq bigint not null)");
            session.update("create table half (made int)");
        }

        try (var catalog = Catalogs.open(settings())) {
            assertThat(catalog.sequence()).isZero();
        }

        assertThat(tables()).doesNotContain("HALF").contains("EVENT", "WEFT_SCHEMA");
    }

    @Test
    void aCatalogThatWasMadeAtOnceCanBeMigratedLater() throws SQLException {
        Catalogs.open(settings()).close();

        Schema.Migration.migrate(settings(), 1);

        try (var catalog = Catalogs.open(settings());
                var session = Session.open(settings())) {
            assertThat(catalog.sequence()).isZero();
            assertThat(session.list(
                            "select \"version\" from \"weft_schema_history\" where \"type\" = 'BASELINE'",
                            List.of(),
                            row -> row.getString(1)))
                    .containsExactly("1");
        }
    }

    private List<String> tables() throws SQLException {
        try (var session = Session.open(settings())) {
            return session.list(
                    "select table_name from information_schema.tables where table_schema = 'PUBLIC'",
                    List.of(),
                    row -> row.getString(1));
        }
    }

    private CatalogSettings settings() {
        return CatalogSettings.h2(folder.resolve("catalog"));
    }
}
