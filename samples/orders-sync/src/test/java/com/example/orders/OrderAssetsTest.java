package com.example.orders;

import static dev.weft.testkit.WeftAssertions.assertThat;
import static dev.weft.testkit.WeftAssertions.because;

import dev.weft.testkit.WeftTest;
import dev.weft.testkit.WithAssets;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithAssets(value = OrderAssets.class, partition = "2026-11-02")
class OrderAssetsTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 2);

    @Test
    void aDayIsCopiedFromTheShopJoinedAndSummedUp(WeftTest weft, @TempDir Path folder) {
        var run = weft.at("2026-11-04T01:00:00Z")
                .resource(new Shop(sample(folder)))
                .materialize("+daily_revenue");

        assertThat(run)
                .checkPassed("the_day_has_orders")
                .checkPassed("every_line_has_its_order")
                .checkPassed("revenue_adds_up")
                .rows("sales", Sale.class)
                .isNotEmpty()
                .allMatch(sale -> sale.day().equals(DAY))
                .allMatch(sale -> sale.country().matches("[A-Z]{2}|[?]{2}"))
                .noneMatch(sale -> sale.category().equals("unknown"));
    }

    @Test
    void cancelledOrdersDoNotCountAndWhatIsUnknownIsSaid(WeftTest weft, @TempDir Path folder) {
        weft.resource(new Shop(sample(folder)))
                .given("orders", order(1, "paid"), order(2, "Cancelled "))
                .given("order_lines", line(1, 7, 2, "9.99"), line(1, 8, 1, "1.00"), line(2, 7, 5, "9.99"))
                .given("customers", new Customer(1, Optional.empty(), " nl"))
                .given("products", new Product(7, "globe 7", "books"));

        var run = weft.materialize("sales");

        assertThat(run)
                .checkWarned("everything_is_known", because("1 sales of unknown products"))
                .rows("sales", Sale.class)
                .containsExactlyInAnyOrder(
                        new Sale(DAY, 1, 1, "NL", "books", "globe 7", 2, new BigDecimal("19.98")),
                        new Sale(DAY, 1, 1, "NL", "unknown", "product 8", 1, new BigDecimal("1.00")));
    }

    @Test
    void linesWithoutTheirOrderKeepTheDayFromBeingPublished(WeftTest weft, @TempDir Path folder) {
        weft.resource(new Shop(sample(folder)))
                .given("orders", order(1, "paid"))
                .given("order_lines", line(1, 7, 2, "9.99"), line(2, 7, 5, "9.99"))
                .given("customers", new Customer(1, Optional.empty(), "DE"))
                .given("products", new Product(7, "globe 7", "books"));

        assertThat(weft.materialize("sales")).blocked("sales", because("1 of 2 lines have no order"));
    }

    @Test
    void aDayWithoutOrdersIsNotPublished(WeftTest weft, @TempDir Path folder) {
        var shop = sample(folder);
        weft.at("2026-11-20T01:00:00Z").resource(new Shop(shop)).partition("2026-11-15");

        assertThat(weft.materialize("orders")).blocked("orders", because("no orders at all"));
    }

    private static JdbcDataSource sample(Path folder) {
        var database = new JdbcDataSource();
        database.setURL("jdbc:h2:" + folder.resolve("shop"));
        SampleShop.open(database, LocalDate.of(2026, 11, 3));
        return database;
    }

    private static Order order(long id, String status) {
        return new Order(DAY, id, 1, DAY.atTime(12, 0), status);
    }

    private static OrderLine line(long order, long product, int quantity, String price) {
        return new OrderLine(DAY, order, product, quantity, new BigDecimal(price));
    }
}
