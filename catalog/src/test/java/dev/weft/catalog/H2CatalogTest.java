package dev.weft.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.PartitionKey;
import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetPartition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class H2CatalogTest extends CatalogContract {

    @TempDir
    private Path folder;

    @Override
    CatalogSettings settings() {
        return CatalogSettings.h2(folder.resolve("catalog")).withCommand("weft test");
    }

    @Test
    void aSecondOwnerIsRefusedAtOnceAndToldWhoHoldsIt() {
        var pid = String.valueOf(ProcessHandle.current().pid());

        assertThatThrownBy(() -> Catalogs.open(settings()))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("process " + pid + " (weft test) since ");
        assertThat(catalog().sequence()).isZero();
    }

    @Test
    void anotherProcessIsRefusedAlsoAfterAFailedSecondOpenHere() throws IOException, InterruptedException {
        assertThatThrownBy(() -> Catalogs.open(settings())).isInstanceOf(CatalogException.class);

        var child = child("once");

        assertThat(new String(child.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("(weft test) since");
        assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aCorruptFileIsNamed() throws IOException {
        catalog().record(Optional.empty(), List.of(made(RAW, "v1"))).join();
        catalog().close();
        Files.write(folder.resolve("catalog/catalog.mv.db"), new byte[20_000]);

        assertThatThrownBy(() -> Catalogs.open(settings()))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining(folder.resolve("catalog").toString())
                .hasMessageContaining("backup");
        assertThat(folder.resolve("owner.lock")).exists();
    }

    @Test
    void aCatalogOfANewerWeftIsRefused() throws SQLException {
        catalog().close();
        try (var session = Session.open(settings())) {
            session.update("insert into weft_schema values (99)");
        }

        assertThatThrownBy(() -> Catalogs.open(settings())).hasMessageContaining("newer Weft (schema 99");
    }

    @Test
    void aClosedCatalogRefusesCommands() {
        catalog().close();

        assertThatThrownBy(() -> catalog()
                        .record(Optional.empty(), List.of(made(RAW, "v1")))
                        .join())
                .hasCauseInstanceOf(CatalogException.class);
        assertThatThrownBy(() -> catalog().runs(1)).isInstanceOf(CatalogException.class);
    }

    @Test
    void nothingIsLostWhenTheCatalogWasIdleBeforeItWasClosed() throws IOException, InterruptedException {
        for (int i = 0; i < 10; i++) {
            catalog()
                    .record(Optional.empty(), List.of(made(slot("a" + i), "v1")))
                    .join();
        }
        // What must pass is H2's retention of 5 s, in which its background thread may drop chunks.
        new java.util.concurrent.CountDownLatch(1).await(6, TimeUnit.SECONDS);
        catalog().record(Optional.empty(), List.of(made(slot("a10"), "v1"))).join();

        reopen();

        for (int i = 0; i <= 10; i++) {
            assertThat(catalog().latest(AssetKey.parse("a" + i))).hasSize(1);
        }
    }

    @Test
    void aFileThatHasGrownIsCompactedOnClose() throws IOException {
        for (int i = 0; i < 500; i++) {
            catalog().record(Optional.empty(), List.of(made(RAW, "v" + i))).join();
        }
        var file = folder.resolve("catalog/catalog.mv.db");
        long before = Files.size(file);

        reopen();

        assertThat(catalog().versions(RAW.asset(), 1000)).hasSize(500);
        assertThat(before).isGreaterThan(5L << 20);
        assertThat(Files.size(file)).isLessThan(before / 4);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatWasAcknowledgedSurvivesThatTheProcessIsKilled(long seed) throws IOException, InterruptedException {
        catalog().close();
        var child = child(Long.toString(seed));
        var acknowledged = new HashSet<String>();
        try (var lines = child.inputReader()) {
            lines.lines().forEach(acknowledged::add);
        }
        assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).isEqualTo(137);

        reopen();

        var stored = catalog().latest(RAW.asset()).stream()
                .map(version -> version.materialization()
                        .stored()
                        .what()
                        .partition()
                        .orElseThrow()
                        .text())
                .collect(Collectors.toSet());
        assertThat(acknowledged).hasSizeGreaterThan(20);
        assertThat(stored).containsAll(acknowledged);
        assertThat(catalog().sequence()).isEqualTo(stored.size());
    }

    private Process child(String argument) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        folder.resolve("catalog").toString(),
                        argument)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Writes without end, says what was acknowledged, and halts at a moment that the seed decides. */
    static final class Child {

        public static void main(String[] arguments) throws InterruptedException {
            if (arguments[1].equals("once")) {
                try (var catalog = Catalogs.open(CatalogSettings.h2(Path.of(arguments[0])))) {
                    System.out.println("opened " + catalog.describe());
                } catch (CatalogException e) {
                    System.out.println(e.getMessage());
                }
                return;
            }
            var random = new Random(Long.parseLong(arguments[1]));
            int last = 50 + random.nextInt(3000);
            int pending = 1 + random.nextInt(64);
            long pause = random.nextInt(1_000_000);
            var slots = new java.util.concurrent.Semaphore(pending);
            var count = new AtomicInteger();
            var catalog = Catalogs.open(CatalogSettings.h2(Path.of(arguments[0])));
            for (int i = 0; ; i++) {
                slots.acquire();
                var key = "p" + i;
                var unused = catalog.record(
                                Optional.empty(),
                                List.of(made(AssetPartition.of(RAW.asset(), PartitionKey.of(key)), "v")))
                        .thenRun(() -> {
                            System.out.println(key);
                            System.out.flush();
                            slots.release();
                            if (count.incrementAndGet() == last) {
                                // Another thread halts, so that the writer is in the midst of something.
                                new Thread(() -> {
                                            java.util.concurrent.locks.LockSupport.parkNanos(pause);
                                            Runtime.getRuntime().halt(137);
                                        })
                                        .start();
                            }
                        });
            }
        }
    }
}
