package dev.weft.partition;

import dev.weft.api.PartitionKey;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Partitions as a product of dimensions; those of one dimension are a product of one, which has no name. */
final class Dimensions {

    private Dimensions() {}

    static SortedMap<String, Partitions> of(Partitions partitions) {
        SortedMap<String, Partitions> dimensions = new TreeMap<>(partitions.dimensions());
        if (dimensions.isEmpty()) {
            dimensions.put("", partitions);
        }
        return dimensions;
    }

    /**
     * Returns what a key says of each dimension.
     *
     * @throws IllegalArgumentException if it has not one part for each
     */
    static SortedMap<String, String> parts(PartitionKey key, SortedMap<String, Partitions> dimensions) {
        List<String> values = dimensions.containsKey("")
                ? List.of(key.text())
                : ProductKeys.split(key.text(), dimensions.size())
                        .orElseThrow(() -> new IllegalArgumentException(
                                "%s needs one key for each of the dimensions %s.".formatted(key, dimensions.keySet())));
        SortedMap<String, String> parts = new TreeMap<>();
        dimensions.keySet().forEach(name -> parts.put(name, values.get(parts.size())));
        return parts;
    }
}
