package dev.weft.testkit;

import static dev.weft.testkit.WeftAssertions.assertThat;
import static dev.weft.testkit.WeftAssertions.assertThatThrownBy;
import static dev.weft.testkit.WeftAssertions.because;

import com.example.shop.Shop;
import com.example.shop.Shop.Order;
import com.example.shop.Shop.Revenue;
import com.example.shop.Shop.Till;
import dev.weft.api.Severity;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@WithAssets(value = Shop.class, at = "2024-05-03T06:00:00Z")
class WeftTestTest {

    private static final Instant NANOS = Instant.parse("2024-05-01T06:00:00.123456789Z");
    private static final Order TEA =
            new Order("tea", new BigDecimal("0.1000000000000000000001"), NANOS, Optional.empty());
    private static final Order CUP = new Order("cup", new BigDecimal("12.50"), NANOS.plusNanos(1), Optional.of("half"));

    @BeforeEach
    void openTheTill(WeftTest weft) {
        weft.resource(Till.class, new FixedTill(1, TEA));
    }

    @Test
    void valuesPassThroughTheEncodingOfTheirStore(WeftTest weft) {
        weft.resource(Till.class, new FixedTill(1, TEA, CUP));

        var run = weft.materialize("orders", "2024-05-01");

        assertThat(run).materializedOnly("orders[2024-05-01]").succeeded();
        var orders = run.rows("orders", Order.class);
        assertThat(orders).hasSize(2);
        assertThat(orders.get(0).at()).isEqualTo(NANOS);
        assertThat(orders.get(0).price()).isEqualTo(TEA.price());
        assertThat(orders.get(1)).isNotSameAs(CUP);
        assertThat(orders.get(1).coupon()).contains("half");
    }

    @Test
    void whatIsGivenPassesThroughItToo(WeftTest weft) {
        weft.given("orders[2024-05-01]", TEA, TEA, CUP);

        assertThat(weft.published().rows("orders", Order.class).get(2).at()).isEqualTo(CUP.at());
        assertThat(weft.materialize("revenue", "2024-05-01").rows("revenue", Revenue.class))
                .extracting(Revenue::product, revenue -> revenue.sum().stripTrailingZeros())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("cup", new BigDecimal("12.5")),
                        org.assertj.core.groups.Tuple.tuple("tea", new BigDecimal("0.2000000000000000000002")));
    }

    @Test
    void whatWasMadeIsFreshAndWhatReadsEqualContentIsCutOff(WeftTest weft) {
        weft.partition("2024-05-01");
        assertThat(weft.materialize("orders, revenue")).materializedOnly("orders", "revenue");

        assertThat(weft.plan("*")).skips("orders", because("inputs are unchanged"));
        assertThat(weft.materialize("orders, revenue")).materializedNothing().didNotRun("orders", "revenue");

        weft.resource(Till.class, new FixedTill(2, TEA));
        assertThat(weft.plan("orders, revenue"))
                .runsOnly("orders[2024-05-01]", "revenue[2024-05-01]")
                .runs("orders", because("till was seen with different content"));
        assertThat(weft.materialize("orders, revenue"))
                .materializedOnly("orders")
                .unchanged("revenue");

        weft.resource(Till.class, new FixedTill(3, TEA, CUP));
        assertThat(weft.materialize("orders, revenue")).materializedOnly("orders", "revenue");
    }

    @Test
    void aChangeOfCodeRunsTheAssetAndIsCutOffBelow(WeftTest weft) {
        weft.materialize("stock, shelf");

        weft.codeChanged("stock");

        assertThat(weft.plan("stock, shelf")).runs("stock", because("code changed"));
        assertThat(weft.materialize("stock, shelf")).materializedOnly("stock").unchanged("shelf");
        assertThat(weft.materialize("stock, shelf")).materializedNothing();
    }

    @Test
    void theClockMovesWhenTheTestMovesIt(WeftTest weft) {
        assertThat(weft.materialize("hour").value("hour", Instant.class)).isEqualTo("2024-05-03T06:00:00Z");

        weft.clock().advance(Duration.ofHours(23));
        assertThat(weft.materialize("hour")).materializedNothing();

        weft.clock().advance(Duration.ofHours(1));
        assertThat(weft.plan("hour")).runs("hour", because("refresh due"));
        assertThat(weft.materialize("hour").value("hour", Instant.class)).isEqualTo("2024-05-04T06:00:00Z");

        weft.clock().advance(Duration.ofHours(-23));
        assertThat(weft.materialize("hour")).materializedNothing();

        weft.clock().advance(Duration.ofHours(-1));
        assertThat(weft.plan("hour")).runs("hour", because("the clock was set back"));
    }

    @Test
    void partitionsExistAsTheClockStands(WeftTest weft) {
        weft.given("orders[*]");

        assertThat(weft.plan("revenue").runs()).containsExactly("revenue[2024-05-01]", "revenue[2024-05-02]");
        weft.clock().set("2024-05-04T00:00:00Z");
        weft.given("orders[2024-05-03]", CUP);

        assertThat(weft.plan("revenue").runs()).hasSize(3);
        assertThat(weft.materialize("revenue", "2024-05-02...2024-05-03")
                        .published()
                        .partitions("revenue"))
                .hasSize(2);
    }

    @Test
    void aBlockingCheckKeepsTheLastGoodVersion(WeftTest weft) {
        weft.partition("2024-05-01");
        weft.materialize("orders");
        weft.resource(Till.class, new FixedTill(2, new Order("air", BigDecimal.ZERO, NANOS, Optional.empty())));

        var run = weft.materialize("orders, revenue");

        assertThat(run)
                .blocked("orders", because("1 orders cost nothing"))
                .upstreamFailed("revenue")
                .checkFailed("prices_are_positive", because("cost nothing"));
        assertThat(run.succeeded()).isFalse();
        assertThat(run.rows("orders", Order.class)).hasSize(1);
        assertThat(weft.materialize("orders")).didNotRun("orders", because("blocked"));
        assertThat(weft.retryFailed("orders")).blocked("orders");
    }

    @Test
    void aFailureShowsTheUsersFramesAndFailsOnlyWhatIsBelow(WeftTest weft) {
        var run = weft.given("shelf", "tea").materialize("broken, below, page");

        assertThat(run)
                .failed("broken", because("no room for tea"))
                .failed("broken", because("Shop.broken(Shop.java:"))
                .upstreamFailed("below")
                .materializedOnly("page");
        assertThatThrownBy(() -> run.value("broken", String.class))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("broken has no version: failed:")
                .hasMessageContaining("no room for tea");
    }

    @Test
    void nobodyWaitsForARetry(WeftTest weft) {
        assertThat(weft.materialize("stubborn")).value("stubborn", String.class).isEqualTo("attempt 3");
    }

    @Test
    void filesLieInAFolderThatVanishes(WeftTest weft) throws IOException {
        Path page;
        try (var other = WeftTest.of(Shop.class).resource(Till.class, new FixedTill(1))) {
            page = other.given("shelf", "tea").materialize("page").files("page").path("index.html");
            assertThat(Files.readString(page)).isEqualTo("<h1>tea</h1>");
        }
        assertThat(page).doesNotExist();

        weft.given("page", Map.of("index.html", "<h1>cup</h1>", "logo/a.svg", new byte[] {1}));
        assertThat(weft.published().files("page").paths()).containsExactly("index.html", "logo/a.svg");
    }

    @Test
    void metadataLogsAndVersionsCanBeLookedAt(WeftTest weft) {
        weft.resource(Till.class, new FixedTill(1, TEA, CUP));

        var run = weft.materialize("orders", "2024-05-02");

        assertThat(run).logged("orders", "read 2 orders").metadata("orders").containsEntry("orders", 2);
        assertThat(run.dataVersion("orders")).isNotNull();
        assertThat(run.check("orders[2024-05-02]:prices_are_positive").severity())
                .isEqualTo(Severity.PASS);
    }

    @Test
    void anEmptyOptionalLeavesThePreviousVersion(WeftTest weft) {
        weft.given("shelf", "tea").materialize("offer");

        var run = weft.given("shelf", "").materialize("offer");

        assertThat(run).skipped("offer").value("offer", String.class).isEqualTo("buy tea");
    }

    @Test
    void externalDataIsObservedUnlessItIsGiven(WeftTest weft) {
        weft.given("till", "by hand").partition("2024-05-01");
        assertThat(weft.materialize("orders")).materialized("orders");

        weft.resource(Till.class, new FixedTill(2, TEA));
        assertThat(weft.materialize("orders")).materializedNothing();
        weft.given("till", "by hand again");
        assertThat(weft.materialize("orders")).materialized("orders");
    }

    @Test
    void whatIsWipedIsMissing(WeftTest weft) {
        weft.materialize("stock, shelf");

        weft.wipe("shelf");

        assertThat(weft.published().contains("shelf")).isFalse();
        assertThat(weft.plan("shelf")).runs("shelf", because("missing"));
    }

    @Test
    void forceMakesWhatIsFresh(WeftTest weft) {
        weft.materialize("stock");

        assertThat(weft.force("stock")).materializedOnly("stock");
    }

    @Nested
    class SaysWhatIsWrong {

        @Test
        void aMisspeltAsset(WeftTest weft) {
            assertThatThrownBy(() -> weft.materialize("shelv")).hasMessageContaining("shelf");
            assertThatThrownBy(() -> weft.given("shelv", "x")).hasMessageContaining("shelf");
        }

        @Test
        void anInputWithoutAValue(WeftTest weft) {
            assertThatThrownBy(() -> weft.materialize("below, page"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("below reads broken, page reads shelf")
                    .hasMessageContaining("Give it one with given(...)");
        }

        @Test
        void aValueOfAnotherType(WeftTest weft) {
            assertThatThrownBy(() -> weft.given("orders[2024-05-01]", new Revenue("tea", BigDecimal.ONE)))
                    .hasMessage("orders is made of Order; given was a Revenue.");
            assertThatThrownBy(() -> weft.given("shelf", 3))
                    .hasMessage("shelf is made of String; given was a Integer.");
            assertThatThrownBy(() -> weft.given("shelf", "a", "b"))
                    .hasMessage("shelf is one String; given were 2 values.");
        }

        @Test
        void aPartitionThatIsMissingOrUnknown(WeftTest weft) {
            assertThatThrownBy(() -> weft.given("orders", TEA))
                    .hasMessage(
                            "orders has partitions. Say which one is given: orders[2024-05-02], or orders[*] for all.");
            assertThatThrownBy(() -> weft.given("shelf[2024-05-01]", "x"))
                    .hasMessageContaining("shelf has no partitions");
            assertThatThrownBy(() -> weft.materialize("revenue", "2024-06-01"))
                    .hasMessageContaining("2024-06-01 is not a partition of revenue")
                    .hasMessageContaining("The test's clock stands at 2024-05-03T06:00:00Z.");
        }

        @Test
        void nothingToMake(WeftTest weft) {
            assertThatThrownBy(() -> weft.materialize("till")).hasMessageContaining("selects nothing");
            weft.given("shelf", "tea");
            assertThatThrownBy(() -> weft.materialize("shelf")).hasMessageContaining("is given in this test");
        }

        @Test
        void anAssertionThatDoesNotHold(WeftTest weft) {
            var run = weft.materialize("stock, shelf");

            assertThatThrownBy(() -> assertThat(run).unchanged("shelf"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("Expected shelf to be unchanged, but it went")
                    .hasMessageContaining("shelf succeeded: missing");
            assertThatThrownBy(() -> assertThat(run).materializedOnly("shelf"))
                    .hasMessageContaining("Expected only [shelf] to be made");
            assertThatThrownBy(() -> assertThat(run).rows("page")).hasMessageContaining("page is no rows");
            assertThatThrownBy(() -> assertThat(weft.plan("shelf")).runs("shelf"))
                    .hasMessageContaining("skip shelf: fresh");
        }

        @Test
        void aClassWithoutAssets() {
            assertThatThrownBy(() -> WeftTest.of(String.class).materialize("x")).isNotNull();
            assertThatThrownBy(() -> WeftTest.of(WeftTestTest.class).materialize("x"))
                    .hasMessageContaining("WeftTestTest declares no asset")
                    .hasMessageContaining("weft-processor");
        }
    }

    private record FixedTill(int version, List<Order> all) implements Till {

        FixedTill(int version, Order... orders) {
            this(version, List.of(orders));
        }

        @Override
        public List<Order> orders(String day) {
            return all;
        }
    }
}
