package @@package@@;

import static java.util.stream.Collectors.groupingBy;

import dev.weft.api.Asset;
import dev.weft.api.AssetCheck;
import dev.weft.api.Assets;
import dev.weft.api.CheckResult;
import dev.weft.api.DataVersion;
import dev.weft.api.ExternalAsset;
import dev.weft.api.Provides;
import dev.weft.api.Settings;
import dev.weft.api.Upstream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** A shop's orders, turned into what each product has earned. */
@Assets(group = "shop")
class ShopAssets {

    @Settings("shop")
    record ShopSettings(Path orders) {}

    private final OrdersFile file;

    ShopAssets(OrdersFile file) {
        this.file = file;
    }

    /** Where the orders lie is a setting: see application.yml. */
    @Provides
    static OrdersFile ordersFile(ShopSettings settings) {
        return new OrdersFile(settings.orders());
    }

    /** The file that the shop leaves here. */
    @ExternalAsset
    DataVersion orders_file() {
        return file.version();
    }

    /** One row per line of an order. */
    @Asset
    List<Order> orders(Upstream<?> orders_file) {
        return file.lines().stream().map(Order::parse).toList();
    }

    /** A version of the orders that fails here is not published: the one before stays. */
    @AssetCheck(blocking = true)
    CheckResult quantities_are_positive(List<Order> orders) {
        long wrong = orders.stream().filter(order -> order.quantity() <= 0).count();
        return CheckResult.of(wrong == 0, "%d of %d orders have no quantity".formatted(wrong, orders.size()));
    }

    /** What each product has earned, the best first. */
    @Asset
    List<ProductRevenue> product_revenue(List<Order> orders) {
        return orders.stream().collect(groupingBy(Order::product)).entrySet().stream()
                .map(product -> new ProductRevenue(
                        product.getKey(),
                        product.getValue().size(),
                        product.getValue().stream().map(Order::sum).reduce(BigDecimal.ZERO, BigDecimal::add)))
                .sorted(Comparator.comparing(ProductRevenue::revenue).reversed())
                .toList();
    }

    /** The product that earned most. */
    @Asset
    String best_seller(List<ProductRevenue> product_revenue) {
        return product_revenue.get(0).product();
    }
}
