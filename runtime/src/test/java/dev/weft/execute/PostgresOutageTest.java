package dev.weft.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.catalog.CatalogSettings;
import dev.weft.plan.PlanRequest;
import dev.weft.run.RunStatus;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real server that is stopped in the midst of a run and started again. */
@Timeout(180)
class PostgresOutageTest {

    @TempDir
    private Path folder;

    @Test
    @SuppressWarnings("InterruptedExceptionSwallowed") // a test ends by it
    void aRunWaitsForItsCatalogAndRecordsNothingTwice() throws Exception {
        var server = new AtomicReference<>(start(0));
        int port = server.get().getPort();
        var url = server.get().getJdbcUrl("postgres", "postgres");
        var back = new CountDownLatch(1);
        try (var lab = LabInstance.in(
                folder.resolve("data"),
                CatalogSettings.postgres(url, "postgres", "").allowUnsafe())) {
            Lab.BEHAVIOUR.put("top", () -> {
                server.get().close();
                restart(server, port, back);
                return "top";
            });
            var run = LabInstance.id();

            var result = lab.run(
                    lab.plan(PlanRequest.Force.NONE, "top", "left", "right", "bottom", "below"),
                    run,
                    new RunListener() {});

            back.await();
            assertThat(result.status()).isEqualTo(RunStatus.SUCCEEDED);
            for (var name : new String[] {"top", "left", "right", "bottom", "below"}) {
                assertThat(lab.catalog().versions(LabInstance.key(name), 9)).hasSize(1);
            }
            var events = lab.catalog().events(run, 0, 1000);
            assertThat(events).extracting(event -> event.id()).doesNotHaveDuplicates();
            assertThat(lab.catalog().run(run).orElseThrow().status()).isEqualTo(RunStatus.SUCCEEDED);
        } finally {
            server.get().close();
        }
    }

    private void restart(AtomicReference<EmbeddedPostgres> server, int port, CountDownLatch back) {
        var thread = new Thread(
                () -> {
                    try {
                        server.set(start(port));
                        back.countDown();
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                },
                "restart");
        thread.setDaemon(true);
        thread.start();
    }

    private EmbeddedPostgres start(int port) throws IOException {
        var builder = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("server"))
                .setCleanDataDirectory(false);
        if (port != 0) {
            builder.setPort(port);
        }
        return builder.start();
    }
}
