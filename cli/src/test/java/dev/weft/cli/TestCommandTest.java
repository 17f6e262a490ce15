package dev.weft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.cli.command.ExitCode;
import dev.weft.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code weft test} on a folder of sources, whose tests run in a process of their own. */
class TestCommandTest {

    private static final String SHOP = """
            import dev.weft.api.*;
            import java.util.List;

            @Assets
            class Shop {
                record Order(String product, int price) {}

                @Asset List<Order> orders() { throw new IllegalStateException("a test gives them"); }
                @Asset int revenue(List<Order> orders) { return orders.stream().mapToInt(Order::price).sum(); }
                @Asset String report(int revenue) { return "revenue: " + revenue; }
                @Asset String forgotten(String report) { return report; }
            }
            """;

    private static final String TESTS = """
            import static dev.weft.testkit.WeftAssertions.assertThat;
            import dev.weft.testkit.WeftTest;
            import dev.weft.testkit.WithAssets;
            import org.junit.jupiter.api.*;

            @WithAssets(Shop.class)
            class ShopTest {
                @Test void revenueIsASum(WeftTest weft) {
                    weft.given("orders", new Shop.Order("tea", 3), new Shop.Order("cup", 4));
                    assertThat(weft.materialize("revenue").value("revenue", Integer.class)).isEqualTo(7);
                }
                @Test void aReportIsAText() {
                    System.out.println("printed by the test");
                    assertThat(reported(new Shop())).isEqualTo("income: 7");
                }
                private static String reported(Shop shop) { return shop.report(7); }

                @Test @Disabled("not today") void skipped() {}
            }
            """;

    private static final String ENDLESS = """
            import org.junit.jupiter.api.Test;

            class EndlessTest {
                @Test void neverEnds() throws Exception {
                    while (true) { try { Thread.sleep(100_000); } catch (InterruptedException e) { if (%s) throw e; } }
                }
            }
            """;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void aShop() throws IOException {
        Files.writeString(folder.resolve("Shop.java"), SHOP);
    }

    @Test
    void testsAreShownByAssetAndFailuresWithTheUsersFrames() throws IOException {
        Files.writeString(folder.resolve("ShopTest.java"), TESTS);

        assertThat(weft("test")).isEqualTo(ExitCode.FAILED);

        assertThat(lines(out))
                .as(() -> err.toString(StandardCharsets.UTF_8))
                .containsSubsequence("report", "  ✗ ShopTest.aReportIsAText", "revenue", "  ✓ ShopTest.revenueIsASum")
                .contains("! no test: forgotten, orders")
                .anyMatch(line -> line.startsWith("3 tests: 1 passed, 1 failed, 1 skipped")
                        && line.endsWith("2 of 4 assets are tested."));
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("✗ ShopTest.aReportIsAText", "\"revenue: 7\"", "at ShopTest.aReportIsAText(ShopTest.java:")
                .contains("it printed", "printed by the test")
                .doesNotContain("org.junit.", "dev.weft.testkit");
    }

    @Test
    void aSelectionRunsTheTestsOfItsAssets() throws IOException {
        Files.writeString(folder.resolve("ShopTest.java"), TESTS);

        assertThat(weft("test", "revenue", "--json")).isEqualTo(ExitCode.OK);

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .hasSize(3)
                .anyMatch(line -> line.contains("\"type\":\"test\"")
                        && line.contains("\"method\":\"revenueIsASum\"")
                        && line.contains("\"status\":\"passed\"")
                        && line.contains("\"assets\":[\"revenue\"]"))
                .anyMatch(line -> line.startsWith(
                        "{\"type\":\"asset\",\"asset\":\"revenue\",\"tests\":[\"ShopTest.revenueIsASum\"]"))
                .anyMatch(line -> line.startsWith("{\"type\":\"summary\",\"tests\":1,\"passed\":1,\"failed\":0"));
    }

    @Test
    void aTestThatNeverEndsIsInterrupted() throws IOException {
        Files.writeString(folder.resolve("EndlessTest.java"), ENDLESS.formatted("true"));

        assertThat(weft("test", "--timeout", "PT1S")).isEqualTo(ExitCode.FAILED);

        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("✗ EndlessTest.neverEnds", "timed out after 1 second");
    }

    @Test
    void noTestIsNoSuccess() {
        assertThat(weft("test")).isEqualTo(ExitCode.FAILED);

        assertThat(lines(out)).contains("! no test: forgotten, orders, report, revenue");
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("No test was run. docs/testing.md");
    }

    private int weft(String... arguments) {
        var terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Terminal.Looks.PLAIN);
        var all = Stream.concat(
                Stream.of(arguments),
                Stream.of("-p", folder.toString(), "--class-path", System.getProperty("java.class.path")));
        return Main.execute(terminal, all.toArray(String[]::new));
    }

    private static List<String> lines(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.startsWith("  ") ? line.replaceFirst("  [0-9.]+ m?s.*", "") : line)
                .toList();
    }
}
