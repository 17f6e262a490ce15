package dev.weft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A project whose settings name a PostgreSQL server, a real one, from its first command on. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("InterruptedExceptionSwallowed") // a test that is interrupted has failed
class PostgresCommandsTest {

    private static final String PROJECT = """
            import dev.weft.api.*;
            import java.math.BigDecimal;
            import java.nio.file.Files;
            import java.nio.file.Path;
            import java.util.List;

            @Assets
            public class Shop {
                public record Order(int id, BigDecimal price) {}

                @Asset List<Order> orders() throws Exception {
                    if (Files.exists(Path.of("FOLDER", "wait"))) {
                        Files.createFile(Path.of("FOLDER", "started"));
                        while (Files.exists(Path.of("FOLDER", "wait"))) { Thread.sleep(20); }
                    }
                    return List.of(new Order(1, new BigDecimal("3.50")), new Order(2, new BigDecimal("1.25")));
                }

                @AssetCheck(blocking = true)
                CheckResult prices_are_positive(List<Order> orders) {
                    return orders.stream().allMatch(order -> order.price().signum() > 0) ? CheckResult.pass() : CheckResult.fail("no");
                }

                @Asset BigDecimal income(List<Order> orders) {
                    return orders.stream().map(Order::price).reduce(BigDecimal.ZERO, BigDecimal::add);
                }
            }
            """;

    private EmbeddedPostgres server;
    private int databases;
    private Path folder;
    private Shell shell;

    @BeforeAll
    void startServer() throws IOException {
        // The test server drops durability by default, and Weft refuses such a one.
        server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
    }

    @AfterAll
    void stopServer() throws IOException {
        server.close();
    }

    @BeforeEach
    void write(@TempDir Path temporary) throws IOException, SQLException {
        folder = temporary;
        databases++;
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE weft" + databases);
        }
        Files.writeString(folder.resolve("Shop.java"), PROJECT.replace("FOLDER", folder.toString()));
        Files.writeString(folder.resolve("application.yml"), """
                weft:
                  catalog:
                    url: jdbc:postgresql://localhost:%d/weft%d
                    user: postgres
                """.formatted(server.getPort(), databases));
        shell = new Shell(folder.resolve("Shop.java"));
    }

    @Test
    void allCommandsWorkOnTheServersCatalog() throws IOException {
        assertThat(shell.weft("catalog", "info")).as(shell.err()).isZero();
        assertThat(shell.out()).contains("PostgreSQL at jdbc:postgresql://localhost:" + server.getPort());

        assertThat(shell.weft("materialize", "--json")).as(shell.err()).isZero();
        assertThat(shell.out()).contains("\"materialized\"").contains("income");

        assertThat(shell.weft("materialize")).isZero();
        assertThat(shell.out()).contains("Nothing to do").doesNotContain("materialized");

        assertThat(shell.weft("show", "income")).isZero();
        assertThat(shell.out()).contains("fresh").contains("4.75");
        assertThat(shell.weft("runs")).isZero();
        assertThat(shell.out().lines().filter(line -> line.contains("succeeded")))
                .hasSize(1);
        assertThat(shell.weft("plan", "--exit-code")).isZero();
        assertThat(shell.weft("check")).isZero();
        assertThat(shell.weft("lineage", "income")).isZero();
        assertThat(shell.out()).contains("orders");
        assertThat(shell.weft("doctor")).as(shell.out()).isZero();
        assertThat(shell.weft("catalog", "rebuild")).isZero();

        assertThat(shell.weft("materialize", "--force")).isZero();
        assertThat(shell.weft("gc", "--json")).isZero();
        assertThat(shell.out()).contains("\"versions\":2");
        assertThat(shell.weft("wipe", "income", "--yes")).as(shell.err()).isZero();
        assertThat(shell.weft("plan", "--exit-code")).isEqualTo(10);
        assertThat(folder.resolve(".weft/catalog")).doesNotExist();
    }

    @Test
    void twoProcessesAtOnceMakeEachAssetOnce() throws Exception {
        Files.createFile(folder.resolve("wait"));
        var first = start("first", "materialize", "--json");
        while (!Files.exists(folder.resolve("started"))) {
            assertThat(first.waitFor(20, TimeUnit.MILLISECONDS))
                    .as(output("first"))
                    .isFalse();
        }
        var second = start("second", "materialize", "--json");
        // It waits for the first one, and readers wait for nobody.
        assertThat(shell.weft("runs", "--json")).isZero();
        assertThat(shell.out()).contains("running");

        Files.delete(folder.resolve("wait"));

        assertThat(first.waitFor()).as(output("first")).isZero();
        assertThat(second.waitFor()).as(output("second")).isZero();
        assertThat(shell.weft("show", "orders", "--json")).isZero();
        assertThat(output("first") + output("second"))
                .containsOnlyOnce("\"type\":\"materialized\",\"asset\":\"orders\"");
    }

    private Process start(String name, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.weft.cli.Main",
                "-p",
                folder.resolve("Shop.java").toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name).toFile())
                .start();
    }

    private String output(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }
}
