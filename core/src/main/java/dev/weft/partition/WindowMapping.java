package dev.weft.partition;

import dev.weft.api.PartitionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Windows to the windows that overlap them, shifted by whole upstream windows. */
final class WindowMapping {

    private WindowMapping() {}

    static List<PartitionKey> upstreamOf(
            PartitionMapping.TimeWindows mapping, TimeKeys upstream, TimeKeys downstream, PartitionKey own) {
        int number = downstream.grid().number(own.text()).orElseThrow(() -> unknown(own));
        TimeGrid grid = upstream.grid();
        int first = grid.shift(grid.at(downstream.grid().start(number)), mapping.from());
        int last = grid.shift(grid.at(downstream.grid().end(number).minusNanos(1)), mapping.to());
        List<PartitionKey> read = between(grid, first, last, upstream::mayExist);
        boolean required = read.isEmpty() && mapping.from() == 0 && mapping.to() == 0;
        return required ? between(grid, first, last, any -> true) : read;
    }

    /** Returns the windows that read the key, and maybe others that exist. */
    static List<PartitionKey> readers(
            PartitionMapping.TimeWindows mapping, TimeKeys upstream, PartitionKey key, TimeKeys downstream) {
        int number = upstream.grid().number(key.text()).orElseThrow(() -> unknown(key));
        TimeGrid grid = downstream.grid();
        int first = grid.at(upstream.grid().start(upstream.grid().shift(number, -mapping.to())));
        int last = grid.at(upstream.grid()
                .end(upstream.grid().shift(number, -mapping.from()))
                .minusNanos(1));
        return between(grid, first, last, candidate -> downstream.contains(grid.text(candidate)));
    }

    private static List<PartitionKey> between(TimeGrid grid, int first, int last, IntPredicate condition) {
        List<PartitionKey> keys = new ArrayList<>();
        for (int number = first; !grid.start(number).isAfter(grid.start(last)); number = grid.shift(number, 1)) {
            if (condition.test(number)) {
                keys.add(PartitionKey.of(grid.text(number)));
            }
        }
        return List.copyOf(keys);
    }

    private static IllegalArgumentException unknown(PartitionKey key) {
        return new IllegalArgumentException("%s names no window of time of its definition.".formatted(key));
    }
}
