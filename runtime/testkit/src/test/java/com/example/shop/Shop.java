package com.example.shop;

import dev.weft.api.Asset;
import dev.weft.api.AssetCheck;
import dev.weft.api.AssetContext;
import dev.weft.api.Assets;
import dev.weft.api.CheckResult;
import dev.weft.api.DailyPartitions;
import dev.weft.api.DataVersion;
import dev.weft.api.ExternalAsset;
import dev.weft.api.Files;
import dev.weft.api.PartitionKey;
import dev.weft.api.Refresh;
import dev.weft.api.Retry;
import dev.weft.api.Staging;
import dev.weft.api.Upstream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A shop with an asset of each kind. */
@Assets(group = "shop")
public class Shop {

    /** Where orders come from: a resource. */
    public interface Till {
        List<Order> orders(String day);

        int version();
    }

    public record Order(String product, BigDecimal price, Instant at, Optional<String> coupon) {}

    public record Revenue(String product, BigDecimal sum) {}

    private final Till till;

    Shop(Till till) {
        this.till = till;
    }

    @ExternalAsset
    DataVersion till() {
        return DataVersion.of("v" + till.version());
    }

    @Asset
    @DailyPartitions(start = "2024-05-01")
    List<Order> orders(PartitionKey day, Upstream<?> till, AssetContext context) {
        var orders = this.till.orders(day.text());
        context.log().info("read {} orders", orders.size());
        context.metadata("orders", orders.size());
        return orders;
    }

    @AssetCheck(blocking = true)
    CheckResult prices_are_positive(List<Order> orders) {
        long bad = orders.stream().filter(order -> order.price().signum() <= 0).count();
        return CheckResult.of(bad == 0, bad + " orders cost nothing");
    }

    @Asset
    @DailyPartitions(start = "2024-05-01")
    List<Revenue> revenue(List<Order> orders) {
        var sums = new TreeMap<String, BigDecimal>();
        orders.forEach(order -> sums.merge(order.product(), order.price(), BigDecimal::add));
        return sums.entrySet().stream()
                .map(entry -> new Revenue(entry.getKey(), entry.getValue()))
                .toList();
    }

    @Asset
    Map<String, Integer> stock() {
        return Map.of("tea", 3);
    }

    @Asset
    String shelf(Map<String, Integer> stock) {
        return String.join(",", stock.keySet());
    }

    @Asset
    Files page(String shelf, Staging out) throws IOException {
        java.nio.file.Files.writeString(out.path("index.html"), "<h1>" + shelf + "</h1>");
        return out.publish();
    }

    @Asset
    String broken(String shelf) {
        throw new IllegalStateException("no room for " + shelf);
    }

    @Asset
    String below(String broken) {
        return broken;
    }

    @Asset
    @Retry(max = 3, delay = "PT1H", maxDelay = "PT1H")
    String stubborn(AssetContext context) {
        if (context.attempt() < 3) {
            throw new IllegalStateException("not yet");
        }
        return "attempt " + context.attempt();
    }

    @Asset
    @Refresh(every = "P1D")
    Instant hour(AssetContext context) {
        return context.now();
    }

    @Asset
    Optional<String> offer(String shelf) {
        return shelf.isEmpty() ? Optional.empty() : Optional.of("buy " + shelf);
    }
}
