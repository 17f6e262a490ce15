package @@package@@;

import static dev.weft.testkit.WeftAssertions.assertThat;
import static dev.weft.testkit.WeftAssertions.because;

import dev.weft.testkit.WeftTest;
import dev.weft.testkit.WithAssets;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithAssets(ShopAssets.class)
class ShopAssetsTest {

    private static final Order TEA = new Order(1, "tea", 2, new BigDecimal("3.50"));
    private static final Order POT = new Order(2, "pot", 1, new BigDecimal("39.00"));

    private Path file;

    @BeforeEach
    void theShopWritesToATemporaryFolder(WeftTest weft, @TempDir Path folder) {
        file = folder.resolve("orders.csv");
        weft.resource(new OrdersFile(file));
    }

    @Test
    void aProductEarnsQuantityTimesPrice(WeftTest weft) {
        var run = weft.given("orders", TEA, TEA, POT).materialize("product_revenue, best_seller");

        assertThat(run).materializedOnly("product_revenue", "best_seller").succeeded();
        assertThat(run.rows("product_revenue", ProductRevenue.class))
                .extracting(ProductRevenue::product)
                .containsExactly("pot", "tea");
        assertThat(run.value("best_seller", String.class)).isEqualTo("pot");
    }

    @Test
    void ordersWithoutAQuantityAreNotPublished(WeftTest weft) throws IOException {
        Files.writeString(file, "id,product,quantity,price\n1,tea,2,3.50\n");
        weft.materialize("orders");

        Files.writeString(file, "id,product,quantity,price\n1,tea,-2,3.50\n");
        var run = weft.materialize("orders");

        assertThat(run)
                .blocked("orders", because("1 of 1 orders have no quantity"))
                .rows("orders", Order.class)
                .allMatch(order -> order.quantity() == 2);
    }
}
