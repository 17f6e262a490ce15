package dev.weft.partition;

import dev.weft.api.PartitionKey;
import dev.weft.api.TimeWindow;
import dev.weft.fingerprint.Fingerprint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** Keys that are listed one by one. */
final class ListedKeys implements Keys {

    private static final int SHOWN = 5;

    private final List<String> keys;
    private final Map<String, Integer> positions = new LinkedHashMap<>();
    private @Nullable PartitionNumbering numbering;

    ListedKeys(List<String> keys) {
        this.keys = List.copyOf(keys);
        for (int i = 0; i < this.keys.size(); i++) {
            positions.put(this.keys.get(i), i);
        }
    }

    @Override
    public long count() {
        return keys.size();
    }

    @Override
    public List<String> all() {
        return keys;
    }

    @Override
    public boolean contains(String key) {
        return positions.containsKey(key);
    }

    @Override
    public Optional<String> first() {
        return keys.stream().findFirst();
    }

    @Override
    public Optional<String> last() {
        return keys.isEmpty() ? Optional.empty() : Optional.of(keys.get(keys.size() - 1));
    }

    @Override
    public List<String> range(String from, String to) {
        int first = positions.getOrDefault(from, keys.size());
        int last = positions.getOrDefault(to, -1);
        return first > last ? List.of() : keys.subList(first, last + 1);
    }

    @Override
    public Optional<TimeWindow> window(String key) {
        return Optional.empty();
    }

    @Override
    public List<String> in(TimeWindow window) {
        return List.of();
    }

    @Override
    public synchronized PartitionNumbering numbering() {
        PartitionNumbering known = numbering;
        if (known == null) {
            known = PartitionNumbering.table(
                    extent(), keys.stream().map(PartitionKey::of).toList());
            numbering = known;
        }
        return known;
    }

    @Override
    public RoaringBitmap numbers() {
        RoaringBitmap numbers = new RoaringBitmap();
        numbers.add(0L, keys.size());
        return numbers;
    }

    @Override
    public String extent() {
        return Fingerprint.of(keys);
    }

    @Override
    public String describe() {
        String shown = String.join(", ", keys.subList(0, Math.min(SHOWN, keys.size())));
        return keys.size() <= SHOWN ? shown : "%s and %d more".formatted(shown, keys.size() - SHOWN);
    }
}
