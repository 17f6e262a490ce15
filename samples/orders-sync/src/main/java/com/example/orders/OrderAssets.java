package com.example.orders;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.weft.api.Asset;
import dev.weft.api.AssetCheck;
import dev.weft.api.Assets;
import dev.weft.api.CheckResult;
import dev.weft.api.DataVersion;
import dev.weft.api.ExternalAsset;
import dev.weft.api.PartitionKey;
import dev.weft.api.Provides;
import dev.weft.api.Retry;
import dev.weft.api.Rows;
import dev.weft.api.Upstream;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** The nightly copy of the shop's orders, and what the business reads of it. */
@Assets(group = "orders")
public class OrderAssets {

    private static final String WAREHOUSE = "warehouse";

    private final Shop shop;

    OrderAssets(Shop shop) {
        this.shop = shop;
    }

    @Provides
    static Shop shop(ShopSettings settings) {
        return Shop.of(settings);
    }

    /** The orders of a day in the shop's database. */
    @ExternalAsset(owners = "team:shop")
    @Days
    DataVersion shop_orders(PartitionKey day) {
        return shop.ordersOf(day);
    }

    /** The shop's customers. */
    @ExternalAsset(owners = "team:shop")
    DataVersion shop_customers() {
        return shop.customersVersion();
    }

    /** The shop's products. */
    @ExternalAsset(owners = "team:shop")
    DataVersion shop_products() {
        return shop.productsVersion();
    }

    /** The day's orders, as the shop has them. */
    @Asset(io = WAREHOUSE, partitionColumn = "day")
    @Days
    @Retry(max = 2, delay = "PT5S")
    Stream<Order> orders(PartitionKey day, Upstream<?> shop_orders) {
        return shop.orders(LocalDate.parse(day.text()));
    }

    /** The lines of the day's orders, as the shop has them. */
    @Asset(io = WAREHOUSE, partitionColumn = "day")
    @Days
    @Retry(max = 2, delay = "PT5S")
    Stream<OrderLine> order_lines(PartitionKey day, Upstream<?> shop_orders) {
        return shop.lines(LocalDate.parse(day.text()));
    }

    /** All customers. */
    @Asset(io = WAREHOUSE)
    @Retry(max = 2, delay = "PT5S")
    Stream<Customer> customers(Upstream<?> shop_customers) {
        return shop.customers();
    }

    /** All products. */
    @Asset(io = WAREHOUSE)
    @Retry(max = 2, delay = "PT5S")
    Stream<Product> products(Upstream<?> shop_products) {
        return shop.products();
    }

    /** The day's lines that count, cleaned and joined: cancelled orders are left out, countries are spelt one way. */
    @Asset(io = WAREHOUSE, partitionColumn = "day")
    @Days
    List<Sale> sales(
            List<Order> orders, List<OrderLine> order_lines, List<Customer> customers, List<Product> products) {
        var counting = byId(orders.stream().filter(OrderAssets::counts).toList(), Order::id);
        var customersById = byId(customers, Customer::id);
        var productsById = byId(products, Product::id);
        var sales = new ArrayList<Sale>();
        for (var line : order_lines) {
            var order = counting.get(line.orderId());
            if (order != null) {
                var customer = customersById.get(order.customerId());
                var product = productsById.get(line.productId());
                sales.add(new Sale(
                        order.day(),
                        order.id(),
                        order.customerId(),
                        customer == null ? "??" : country(customer.country()),
                        product == null ? "unknown" : product.category(),
                        product == null ? "product " + line.productId() : product.name(),
                        line.quantity(),
                        line.price().multiply(BigDecimal.valueOf(line.quantity()))));
            }
        }
        return sales;
    }

    private static <T> Map<Long, T> byId(List<T> all, Function<T, Long> id) {
        return all.stream().collect(toMap(id, Function.identity()));
    }

    static boolean counts(Order order) {
        return !order.status().strip().equalsIgnoreCase("cancelled");
    }

    static String country(String written) {
        var country = written.strip().toUpperCase(Locale.ROOT);
        return country.matches("[A-Z]{2}") ? country : "??";
    }

    /** What the day brought, by country and category. */
    @Asset(io = WAREHOUSE, partitionColumn = "day")
    @Days
    List<DailyRevenue> daily_revenue(List<Sale> sales) {
        record Cell(LocalDate day, String country, String category) {}
        return sales.stream()
                .collect(groupingBy(sale -> new Cell(sale.day(), sale.country(), sale.category())))
                .entrySet()
                .stream()
                .map(entry -> new DailyRevenue(
                        entry.getKey().day(),
                        entry.getKey().country(),
                        entry.getKey().category(),
                        entry.getValue().stream().map(Sale::orderId).distinct().count(),
                        sum(entry.getValue())))
                .sorted(Comparator.comparing(DailyRevenue::country).thenComparing(DailyRevenue::category))
                .toList();
    }

    private static BigDecimal sum(List<Sale> sales) {
        return sales.stream().map(Sale::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** What each customer has brought on all days: summed up by the warehouse itself, which has the rows. */
    @Asset(io = WAREHOUSE)
    List<CustomerValue> customer_value(Rows sales) throws SQLException {
        var values = new ArrayList<CustomerValue>();
        try (var statement = sales.connection().createStatement();
                var rows = statement.executeQuery(
                        """
                        SELECT "customerId", count(DISTINCT "orderId"), sum(amount), max(day)
                        FROM %s GROUP BY 1 ORDER BY 3 DESC, 1
                        """
                                .formatted(sales.relation()))) {
            while (rows.next()) {
                values.add(new CustomerValue(
                        rows.getLong(1), rows.getLong(2), rows.getBigDecimal(3), rows.getObject(4, LocalDate.class)));
            }
        }
        return values;
    }

    /** A day without orders is a broken copy, not a quiet day. */
    @AssetCheck(blocking = true)
    CheckResult the_day_has_orders(List<Order> orders) {
        return CheckResult.of(!orders.isEmpty(), "no orders at all").with("orders", orders.size());
    }

    /** Orders and lines are copied one after the other: what came in between must not tear them apart. */
    @AssetCheck(blocking = true)
    CheckResult every_line_has_its_order(List<Sale> sales, List<OrderLine> order_lines, List<Order> orders) {
        var known = new HashSet<Long>();
        orders.forEach(order -> known.add(order.id()));
        long torn = order_lines.stream()
                .filter(line -> !known.contains(line.orderId()))
                .count();
        return CheckResult.of(torn == 0, torn + " of " + order_lines.size() + " lines have no order")
                .with("sales", sales.size());
    }

    /** No euro is lost on the way to the report. */
    @AssetCheck(blocking = true)
    CheckResult revenue_adds_up(List<DailyRevenue> daily_revenue, List<Sale> sales) {
        var reported =
                daily_revenue.stream().map(DailyRevenue::revenue).reduce(BigDecimal.ZERO, BigDecimal::add);
        return CheckResult.of(
                reported.compareTo(sum(sales)) == 0, "%s reported, %s sold".formatted(reported, sum(sales)));
    }

    /** Products or customers that the copy does not know are worth a look. */
    @AssetCheck
    CheckResult everything_is_known(List<Sale> sales) {
        long unknown = sales.stream()
                .filter(sale -> sale.category().equals("unknown"))
                .count();
        return unknown == 0 ? CheckResult.pass() : CheckResult.warn(unknown + " sales of unknown products");
    }
}
