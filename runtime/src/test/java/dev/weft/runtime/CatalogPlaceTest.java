package dev.weft.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.catalog.CatalogException;
import dev.weft.project.Project;
import dev.weft.settings.SettingsException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogPlaceTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void aProject() throws IOException {
        Files.writeString(
                folder.resolve("Shop.java"),
                "import dev.weft.api.*; @Assets class Shop { @Asset int one() { return 1; } }");
    }

    @Test
    void aUrlSelectsPostgresAndAServerThatMayLoseCommitsIsRefused() throws IOException {
        // A server for tests does not force its log to the disk.
        try (var server = EmbeddedPostgres.start()) {
            settings(server.getJdbcUrl("postgres", "postgres"), "hush-hush");

            assertThatThrownBy(this::open)
                    .isInstanceOf(CatalogException.class)
                    .hasMessageContaining("PostgreSQL server of database postgres has fsync = off")
                    .hasMessageNotContaining("hush-hush");
        }
        assertThat(folder.resolve(".weft/catalog")).doesNotExist();
    }

    @Test
    void aServerOutOfReachAndAnotherDatabaseAreToldWithoutThePassword() throws IOException {
        settings("jdbc:postgresql://localhost:1/weft?password=hush-hush", "hush-hush");
        assertThatThrownBy(this::open)
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("out of reach")
                .hasMessageNotContaining("hush-hush");

        settings("jdbc:mysql://localhost/weft?password=hush-hush", "hush-hush");
        assertThatThrownBy(this::open)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(
                        "weft.catalog.url (application.yml, line 3) is no address of a PostgreSQL database")
                .hasMessageNotContaining("hush-hush");
    }

    @Test
    void withoutAUrlTheCatalogLiesInTheProject() {
        assertThat(CatalogPlace.of(project()).folder()).contains(folder.resolve(".weft/catalog"));
    }

    private void open() {
        try (var instance = Instance.of(project(), Clock.systemUTC())) {
            instance.catalog();
        }
    }

    private Project project() {
        return Project.open(folder, "", line -> {});
    }

    private void settings(String url, String password) throws IOException {
        Files.writeString(
                folder.resolve("application.yml"),
                "weft:\n  catalog:\n    url: \"%s\"\n    user: postgres\n    password: %s\n".formatted(url, password));
    }
}
