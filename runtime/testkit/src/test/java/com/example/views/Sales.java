package com.example.views;

import dev.weft.api.AllPartitions;
import dev.weft.api.Asset;
import dev.weft.api.Assets;
import dev.weft.api.DailyPartitions;
import dev.weft.api.PartitionKey;
import dev.weft.api.Previous;
import dev.weft.api.Upstream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Orders by day, views of them, and what reads the views. */
@Assets
public class Sales {

    private final Calls calls;

    Sales(Calls calls) {
        this.calls = calls;
    }

    /** What was called how often. */
    public static final class Calls {
        public final AtomicInteger views = new AtomicInteger();
        public final AtomicInteger tables = new AtomicInteger();
    }

    public record Order(String product, int amount, boolean cancelled) {}

    public record Amount(int amount) {}

    @Asset
    @DailyPartitions(start = "2024-05-01")
    List<Order> sold(PartitionKey day) {
        throw new IllegalStateException("given in tests");
    }

    /** Orders that were not cancelled. */
    @Asset(virtual = true)
    @DailyPartitions(start = "2024-05-01")
    Stream<Order> kept(Stream<Order> sold) {
        calls.views.incrementAndGet();
        return sold.filter(order -> !order.cancelled());
    }

    /** The large ones of them: a view of a view. */
    @Asset(virtual = true)
    @DailyPartitions(start = "2024-05-01")
    List<Order> large(List<Order> kept) {
        return kept.stream().filter(order -> order.amount() >= 100).toList();
    }

    @Asset(virtual = true)
    @DailyPartitions(start = "2024-05-01")
    int volume(List<Amount> large) {
        return large.stream().mapToInt(Amount::amount).sum();
    }

    /** Of one day, as a narrower record. */
    @Asset
    @DailyPartitions(start = "2024-05-01")
    int day_total(List<Amount> kept) {
        return kept.stream().mapToInt(Amount::amount).sum();
    }

    /** Of all days, by day. */
    @Asset
    Map<String, Integer> by_day(@AllPartitions Map<PartitionKey, List<Order>> large) {
        var sums = new TreeMap<String, Integer>();
        large.forEach((day, orders) ->
                sums.put(day.text(), orders.stream().mapToInt(Order::amount).sum()));
        return sums;
    }

    /** Yesterday's through a view. */
    @Asset
    @DailyPartitions(start = "2024-05-01")
    int growth(List<Order> kept, @Previous Optional<List<Order>> large) {
        return kept.size() - large.map(List::size).orElse(0);
    }

    @Asset
    @DailyPartitions(start = "2024-05-01")
    int asked(Upstream<Integer> volume) {
        return volume.load();
    }

    @Asset
    int rate() {
        return 1;
    }

    /** The same for each day. */
    @Asset(virtual = true)
    @DailyPartitions(start = "2024-05-01")
    int daily_rate(int rate) {
        return rate;
    }

    @Asset
    int rates(@AllPartitions Map<PartitionKey, Integer> daily_rate) {
        return daily_rate.size();
    }

    /** A view in a database. */
    @Asset(virtual = true)
    void v_sold(@AllPartitions Upstream<?> sold) {
        calls.tables.incrementAndGet();
    }

    @Asset
    int from_database(Upstream<?> v_sold) {
        return calls.tables.get();
    }
}
