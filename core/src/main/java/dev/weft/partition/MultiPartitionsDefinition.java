package dev.weft.partition;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Slices along several dimensions.
 *
 * @param dimensions the rule of each dimension, by name
 */
public record MultiPartitionsDefinition(SortedMap<String, PartitionsDefinition> dimensions)
        implements PartitionsDefinition {

    public MultiPartitionsDefinition {
        dimensions = Collections.unmodifiableSortedMap(new TreeMap<>(dimensions));
    }

    public static MultiPartitionsDefinition of(Map<String, PartitionsDefinition> dimensions) {
        return new MultiPartitionsDefinition(new TreeMap<>(dimensions));
    }

    @Override
    public String describe() {
        return "by " + String.join(" and ", dimensions.keySet());
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.multi(this);
    }
}
