package dev.weft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Views from end to end, with versions of their code as it is compiled. */
class ViewsTest {

    private static final String ASSETS = """
            import dev.weft.api.*;
            import java.util.*;
            import java.util.stream.*;

            @Assets
            class Shop {
                record Order(String product, int amount) {}
                record Amount(int amount) {}

                @Asset List<Order> orders() { return List.of(new Order("tea", 5), new Order("desk", 300)); }

                /** The large ones. */
                @Asset(virtual = true)
                Stream<Order> large(Stream<Order> orders) { return orders.filter(order -> Size.isLarge(order.amount())); }

                @Asset int volume(List<Amount> large) { return large.stream().mapToInt(Amount::amount).sum(); }

                @Asset int count(List<Order> orders) { return orders.size(); }

                @Asset(virtual = true) void v_orders(Upstream<?> orders) {}

                @Asset int rows_of_view(Upstream<?> v_orders) { return 1; }
            }
            """;
    private static final String SIZE = "class Size { static boolean isLarge(int amount) { return amount >= 100; } }";

    @TempDir
    private Path folder;

    private Shell shell;

    @BeforeEach
    void materialize() throws IOException {
        Files.writeString(folder.resolve("Shop.java"), ASSETS);
        Files.writeString(folder.resolve("Size.java"), SIZE);
        shell = new Shell(folder);
        assertThat(shell.weft("materialize")).isZero();
    }

    @Test
    void viewsAreListedAndShownAsWhatTheyAre() {
        assertThat(shell.out()).contains("· large  virtual: computed where it is read", "5 succeeded");
        shell.weft("list");
        assertThat(shell.out()).containsPattern("large +Stream<Order> virtual +The large ones");
        shell.weft("list", "large", "--json", "--status");
        assertThat(shell.out())
                .contains("\"virtual\":true", "\"status\":{\"fresh\":1}")
                .doesNotContain("\"io\"");
        shell.weft("show", "large");
        assertThat(shell.out())
                .contains("virtual: computed where it is read", "made of     orders", "feeds       volume");
        shell.weft("show", "v_orders");
        assertThat(shell.out()).contains("virtual: a view elsewhere", "fresh");
        shell.weft("lineage", "volume", "--json");
        assertThat(shell.out()).contains("\"key\":\"large\"", "\"key\":\"orders\"");
        shell.weft("show", "volume", "--json");
        assertThat(shell.out())
                .contains("{\"asset\":\"large\",\"dataVersion\":", "{\"asset\":\"orders\",\"dataVersion\":");
    }

    @Test
    void aViewHasNoStepAndSaysSo() {
        assertThat(shell.weft("plan", "--exit-code")).isZero();
        assertThat(shell.weft("materialize", "large", "--force")).isZero();
        assertThat(shell.out()).contains("virtual: computed where it is read");
        assertThat(shell.weft("report", "large")).isEqualTo(2);
        assertThat(shell.err()).contains("large is virtual: it is computed where it is read (Shop.large)");
        shell.weft("why", "large");
        assertThat(shell.out()).contains("large is fresh because", "virtual: computed where it is read");
    }

    @Test
    void aChangedViewMakesWhatReadsItStaleAndNamesTheMethod() throws IOException {
        Files.writeString(folder.resolve("Size.java"), SIZE.replace(">= 100", ">= 1"));

        assertThat(shell.weft("plan", "--exit-code")).isEqualTo(10);
        assertThat(shell.out())
                .containsPattern("\\+ volume +the view large changed: Size\\.isLarge changed")
                .contains("1 step over 1 asset");
        shell.weft("materialize");
        shell.weft("show", "volume");
        assertThat(shell.out()).contains("305");
        assertThat(shell.weft("plan", "status:stale")).isNotEqualTo(10);
    }

    @Test
    void aChangedViewElsewhereIsMadeAgainAndThenWhatReadsIt() throws IOException {
        Files.writeString(
                folder.resolve("Shop.java"),
                ASSETS.replace("v_orders(Upstream<?> orders) {}", "v_orders(Upstream<?> orders) { Size.isLarge(1); }"));

        shell.weft("plan");
        assertThat(shell.out())
                .containsPattern("\\+ v_orders +Shop.v_orders changed")
                .containsPattern("\\+ rows_of_view +v_orders runs first")
                .contains("2 steps over 2 assets");
    }

    @Test
    void whatAViewReadsDecidesForItsReaders() throws IOException {
        Files.writeString(folder.resolve("Shop.java"), ASSETS.replace("\"tea\", 5", "\"tea\", 500"));

        shell.weft("materialize");

        assertThat(shell.out()).contains("4 succeeded", "· v_orders  fresh");
    }
}
