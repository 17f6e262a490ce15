package dev.weft.partition;

import dev.weft.api.PartitionKey;
import dev.weft.api.TimeWindow;
import dev.weft.fingerprint.Fingerprint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** Every combination of the keys of several dimensions. */
final class ProductKeys implements Keys {

    /** Up to about the year 2500, hours are numbered below the one, longer windows below the other. */
    private static final long LAST_HOUR = 10_000_000;

    private static final long LAST_DAY = 200_000;

    private final SortedMap<String, Keys> dimensions;
    private @Nullable PartitionNumbering numbering;

    ProductKeys(SortedMap<String, Keys> dimensions) {
        this.dimensions = dimensions;
    }

    /** Returns the keys of the dimensions, in the order of their names; empty if the text has another number of them. */
    static Optional<List<String>> split(String key, int dimensions) {
        List<String> parts = List.of(key.split("\\|", -1));
        return parts.size() == dimensions ? Optional.of(parts) : Optional.empty();
    }

    /** Returns one of each, in every combination; the last list turns fastest. */
    static List<String> product(List<List<String>> lists) {
        List<String> joined = List.of();
        for (int i = 0; i < lists.size(); i++) {
            List<String> longer = new ArrayList<>();
            for (String head : i == 0 ? List.of("") : joined) {
                for (String key : lists.get(i)) {
                    longer.add(i == 0 ? key : head + "|" + key);
                }
            }
            joined = longer;
        }
        return List.copyOf(joined);
    }

    @Override
    public long count() {
        return dimensions.values().stream().mapToLong(Keys::count).reduce(1, Math::multiplyExact);
    }

    @Override
    public List<String> all() {
        return product(dimensions.values().stream().map(Keys::all).toList());
    }

    @Override
    public boolean contains(String key) {
        return split(key, dimensions.size()).filter(this::containsAll).isPresent();
    }

    private boolean containsAll(List<String> parts) {
        int position = 0;
        for (Keys keys : dimensions.values()) {
            if (!keys.contains(parts.get(position++))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Optional<String> first() {
        return one(Keys::first);
    }

    @Override
    public Optional<String> last() {
        return one(Keys::last);
    }

    private Optional<String> one(Function<Keys, Optional<String>> choice) {
        return product(dimensions.values().stream()
                        .map(keys -> choice.apply(keys).stream().toList())
                        .toList())
                .stream()
                .findFirst();
    }

    /** Returns every combination of the ranges of the dimensions. */
    @Override
    public List<String> range(String from, String to) {
        List<String> first = split(from, dimensions.size()).orElseThrow();
        List<String> last = split(to, dimensions.size()).orElseThrow();
        List<List<String>> ranges = new ArrayList<>();
        for (Keys keys : dimensions.values()) {
            ranges.add(keys.range(first.get(ranges.size()), last.get(ranges.size())));
        }
        return product(ranges);
    }

    /** Returns the window of the one dimension that has windows. */
    @Override
    public Optional<TimeWindow> window(String key) {
        return split(key, dimensions.size()).flatMap(this::onlyWindow);
    }

    private Optional<TimeWindow> onlyWindow(List<String> parts) {
        List<TimeWindow> windows = new ArrayList<>();
        int position = 0;
        for (Keys keys : dimensions.values()) {
            keys.window(parts.get(position++)).ifPresent(windows::add);
        }
        return windows.size() == 1 ? Optional.of(windows.get(0)) : Optional.empty();
    }

    @Override
    public List<String> in(TimeWindow window) {
        if (dimensions.values().stream().noneMatch(TimeKeys.class::isInstance)) {
            return List.of();
        }
        return product(dimensions.values().stream()
                .map(keys -> keys instanceof TimeKeys ? keys.in(window) : keys.all())
                .toList());
    }

    @Override
    public synchronized PartitionNumbering numbering() {
        PartitionNumbering known = numbering;
        if (known == null) {
            known = radix().<PartitionNumbering>map(this::tuples)
                    .orElseGet(() -> PartitionNumbering.table(
                            extent(), all().stream().map(PartitionKey::of).toList()));
            numbering = known;
        }
        return known;
    }

    private PartitionNumbering tuples(int radix) {
        String id = dimensions.entrySet().stream()
                .map(dimension -> dimension.getKey() + "="
                        + dimension.getValue().numbering().id())
                .collect(Collectors.joining("|"));
        return new PartitionNumbering.Tuples(id, List.copyOf(dimensions.values()), radix);
    }

    /** Returns how many tuples each window has, if tuples can be numbered by arithmetic. */
    private Optional<Integer> radix() {
        long radix = 1;
        long windows = 1;
        for (Keys keys : dimensions.values()) {
            if (keys instanceof TimeKeys time) {
                windows *= time.grid().isDense() ? LAST_DAY : LAST_HOUR;
            } else {
                radix *= Math.max(1, keys.count());
            }
            if (radix * windows > Integer.MAX_VALUE) {
                return Optional.empty();
            }
        }
        return Optional.of((int) radix);
    }

    @Override
    public RoaringBitmap numbers() {
        RoaringBitmap numbers = new RoaringBitmap();
        Optional<Integer> radix = radix();
        if (count() == 0) {
            return numbers;
        }
        if (radix.isEmpty()) {
            numbers.add(0L, count());
            return numbers;
        }
        RoaringBitmap windows = RoaringBitmap.bitmapOf(0);
        for (Keys keys : dimensions.values()) {
            windows = keys instanceof TimeKeys ? keys.numbers() : windows;
        }
        int width = radix.get();
        PartitionSet.ofNumbers(numbering(), windows)
                .forEachRun((first, last) -> Numbers.add(numbers, first * width, last * width + width - 1));
        return numbers;
    }

    @Override
    public String extent() {
        return Fingerprint.of(dimensions.entrySet().stream()
                .flatMap(dimension ->
                        Stream.of(dimension.getKey(), dimension.getValue().extent()))
                .toList());
    }

    @Override
    public String describe() {
        return dimensions.entrySet().stream()
                .map(dimension -> "%s (%s)"
                        .formatted(dimension.getKey(), dimension.getValue().describe()))
                .collect(Collectors.joining(" | "));
    }
}
