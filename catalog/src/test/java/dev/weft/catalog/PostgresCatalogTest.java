package dev.weft.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresCatalogTest extends CatalogContract {

    @RegisterExtension
    private final PostgresDatabase database = new PostgresDatabase();

    @Override
    CatalogSettings settings() {
        return database.settings();
    }

    @Test
    void aServerThatMayLoseWhatItAcknowledgedIsRefused() {
        assertThatThrownBy(() -> Catalogs.open(database.carelessSettings()))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("fsync = off");
    }

    @Test
    void aServerThatIsOutOfReachIsNamedWithoutThePassword() {
        var url = "jdbc:postgresql://localhost:1/weft?password=hush";

        assertThatThrownBy(() -> Catalogs.open(CatalogSettings.postgres(url, "weft", "hush")))
                .isInstanceOf(CatalogException.class)
                .hasMessageStartingWith("The catalog's server jdbc:postgresql://localhost:1/weft is out of reach:")
                .hasMessageContaining("weft.catalog.url")
                .hasMessageNotContaining("hush");
    }

    @Test
    void aDatabaseThatDoesNotExistIsNamed() {
        var url = database.url("postgres", "nowhere");

        assertThatThrownBy(() -> Catalogs.open(CatalogSettings.postgres(url, "postgres", "")))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("/nowhere does not exist");
    }

    @Test
    void anAddressThatIsNotWellFormedIsNamedWithoutThePassword() {
        var settings = CatalogSettings.postgres("jdbc:postgresql://host:port/weft?password=hush", "weft", "hush");

        assertThatThrownBy(() -> Catalogs.open(settings))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("is not well formed")
                .hasMessageNotContaining("hush");
    }

    @Test
    void aUserWhomTheServerDoesNotLetInIsTold() throws SQLException {
        database.execute("drop role if exists barred");
        database.execute("create role barred nologin");

        assertThatThrownBy(() -> Catalogs.open(
                        CatalogSettings.postgres(database.url("barred", database.name()), "barred", "hush")))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("does not let the user barred in")
                .hasMessageNotContaining("hush");
    }

    @Test
    void aProcessWhoseLeaseHoldsKeepsItsRunsAndOneWhoseLeaseExpiredLosesThem() throws SQLException {
        admit(FIRST, RAW);
        var claim = claim(FIRST, RAW);
        try (var other = Catalogs.open(settings())) {
            assertThat(other.endOrphans()).isEmpty();
            try (var session = Session.open(settings())) {
                session.update("update owner set heartbeat = current_timestamp - interval '11' minute");
            }

            assertThat(other.endOrphans()).containsExactly(FIRST);
        }

        assertThat(publish(FIRST, RAW, claim.token(), "late").published()).isFalse();
    }

    @Test
    void twoProcessesThatWriteAtOnceLeaveNoGapAndLoseNothing() {
        try (var other = Catalogs.open(settings())) {
            var futures = new ArrayList<CompletableFuture<List<Long>>>();
            for (int i = 0; i < 200; i++) {
                var writer = i % 2 == 0 ? catalog() : other;
                futures.add(writer.record(Optional.empty(), List.of(made(slot("a" + i % 7), "v" + i))));
            }

            assertThat(futures)
                    .extracting(future -> future.join().get(0))
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.rangeClosed(1, 200).boxed().toList());
            assertThat(catalog().sequence()).isEqualTo(200);
        }
    }

    @Test
    void aConnectionThatWasCutIsMadeAgainAndNothingIsRecordedTwice() throws SQLException {
        for (int i = 0; i < 30; i++) {
            var futures = new ArrayList<CompletableFuture<List<Long>>>();
            for (int n = 0; n < 10; n++) {
                futures.add(catalog().record(Optional.empty(), List.of(made(RAW, "v" + i + "-" + n))));
            }
            cutAll();
            futures.forEach(CompletableFuture::join);
        }

        assertThat(catalog().sequence()).isEqualTo(300);
        assertThat(catalog().versions(RAW.asset(), 1000)).hasSize(300);
    }

    private void cutAll() throws SQLException {
        database.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = '%s'"
                .formatted(database.name()));
    }
}
