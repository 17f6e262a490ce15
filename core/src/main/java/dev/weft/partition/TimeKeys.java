package dev.weft.partition;

import dev.weft.api.TimeWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.roaringbitmap.RoaringBitmap;

/** Keys of windows of time, by arithmetic. */
final class TimeKeys implements Keys {

    private final TimeGrid grid;
    private final int first;
    private final int last;
    private final Optional<Integer> lastEver;
    private final PartitionNumbering numbering;

    TimeKeys(TimeWindowPartitionsDefinition definition, Instant now) {
        this.grid = TimeGrid.of(definition);
        this.numbering = PartitionNumbering.of(grid);
        this.first = grid.from(definition.start());
        this.lastEver = definition.end().map(end -> grid.shift(grid.at(TimeGrid.instant(end, definition.zone())), -1));
        int complete = grid.shift(grid.at(now), Math.subtractExact(definition.endOffset(), 1));
        this.last = lastEver.filter(ever -> isAfter(complete, ever)).orElse(complete);
    }

    TimeGrid grid() {
        return grid;
    }

    /** Tells whether a window lies between the definition's start and its end, at whatever time it comes into being. */
    boolean mayExist(int number) {
        return !isAfter(first, number)
                && lastEver.filter(ever -> isAfter(number, ever)).isEmpty();
    }

    private boolean isAfter(int number, int other) {
        return grid.start(number).isAfter(grid.start(other));
    }

    private boolean isEmpty() {
        return isAfter(first, last);
    }

    @Override
    public long count() {
        return isEmpty() ? 0 : grid.count(first, last);
    }

    @Override
    public List<String> all() {
        return between(first, last);
    }

    private List<String> between(int from, int to) {
        List<String> keys = new ArrayList<>();
        for (int number = from; !isAfter(number, to); number = grid.shift(number, 1)) {
            keys.add(grid.text(number));
        }
        return List.copyOf(keys);
    }

    @Override
    public boolean contains(String key) {
        OptionalInt number = grid.number(key);
        return number.isPresent() && !isAfter(first, number.getAsInt()) && !isAfter(number.getAsInt(), last);
    }

    @Override
    public Optional<String> first() {
        return isEmpty() ? Optional.empty() : Optional.of(grid.text(first));
    }

    @Override
    public Optional<String> last() {
        return isEmpty() ? Optional.empty() : Optional.of(grid.text(last));
    }

    @Override
    public List<String> range(String from, String to) {
        return between(grid.number(from).orElseThrow(), grid.number(to).orElseThrow());
    }

    @Override
    public Optional<TimeWindow> window(String key) {
        OptionalInt number = grid.number(key);
        return number.isPresent() ? Optional.of(grid.window(number.getAsInt())) : Optional.empty();
    }

    @Override
    public List<String> in(TimeWindow window) {
        if (isEmpty()) {
            return List.of();
        }
        int from = grid.at(window.start());
        int to = grid.at(window.end().minusNanos(1));
        return between(isAfter(first, from) ? first : from, isAfter(to, last) ? last : to);
    }

    @Override
    public PartitionNumbering numbering() {
        return numbering;
    }

    @Override
    public RoaringBitmap numbers() {
        RoaringBitmap numbers = new RoaringBitmap();
        if (!isEmpty()) {
            grid.addRange(numbers, first, last);
        }
        return numbers;
    }

    @Override
    public String extent() {
        return isEmpty() ? grid.id() + " none" : "%s %d %d".formatted(grid.id(), first, last);
    }

    /** Takes away the windows that lie before the definition's start or after its end. */
    void keepPossible(RoaringBitmap windows) {
        if (grid.isDense()) {
            Numbers.removeBelow(windows, first);
            lastEver.ifPresent(ever -> Numbers.removeAbove(windows, ever));
            return;
        }
        Numbers.keep(windows, this::mayExist);
    }

    int firstNumber() {
        return first;
    }

    Optional<Integer> lastEver() {
        return lastEver;
    }

    @Override
    public String describe() {
        return isEmpty()
                ? "%s from %s, none of which is over yet".formatted(grid.unit(), grid.text(first))
                : "%s from %s to %s".formatted(grid.unit(), grid.text(first), grid.text(last));
    }
}
