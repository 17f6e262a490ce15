package dev.weft.api;

import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The name of one slice of an asset, such as {@code 2024-05-01} or, with several dimensions, {@code 2024-05-01|eu}: the keys of the
 * dimensions joined by {@code |} in alphabetical order of the dimensions' names.
 *
 * @param text the key as people write it; not empty, without control characters
 */
public record PartitionKey(String text) implements Comparable<PartitionKey> {

    public PartitionKey {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("A partition key is empty. Give it at least one character.");
        }
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                throw new IllegalArgumentException(
                        "The partition key \"%s\" has a control character. Leave it out.".formatted(text));
            }
        }
    }

    public static PartitionKey of(String text) {
        return new PartitionKey(text);
    }

    /** Returns the key of several dimensions, each given by name. */
    public static PartitionKey of(Map<String, String> dimensions) {
        SortedMap<String, String> sorted = new TreeMap<>(Comparator.naturalOrder());
        sorted.putAll(dimensions);
        return new PartitionKey(
                Collections.unmodifiableSortedMap(sorted).values().stream().collect(Collectors.joining("|")));
    }

    // Written out, as in AssetKey.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PartitionKey key && text.equals(key.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public int compareTo(PartitionKey other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
