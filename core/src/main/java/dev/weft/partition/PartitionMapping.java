package dev.weft.partition;

import dev.weft.api.PartitionKey;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which upstream partitions a downstream partition reads; pure data. */
public sealed interface PartitionMapping {

    /** Returns the rule in a few words, for people. */
    String describe();

    /** The code says nothing: the rule follows from the two partitions definitions when the graph is built. */
    record Inferred() implements PartitionMapping {
        @Override
        public String describe() {
            return "inferred";
        }
    }

    /** The same key, between equal definitions; nothing to map if both sides have no partitions. */
    record Identity() implements PartitionMapping {
        @Override
        public String describe() {
            return "same partition";
        }
    }

    /** Windows that overlap the step's own window, shifted by whole upstream windows: {@code [from, to]} of an equal cadence. */
    record TimeWindows(int from, int to) implements PartitionMapping {
        @Override
        public String describe() {
            if (from == 0 && to == 0) {
                return "partitions in the same time";
            }
            return from == -1 && to == -1 ? "the partition before" : "partitions %d to %d".formatted(from, to);
        }
    }

    /** All partitions that exist. */
    record All() implements PartitionMapping {
        @Override
        public String describe() {
            return "all partitions";
        }
    }

    /** The last partition that exists. */
    record Last() implements PartitionMapping {
        @Override
        public String describe() {
            return "the last partition";
        }
    }

    /** Named partitions, whatever the step's own. */
    record Specific(List<PartitionKey> keys) implements PartitionMapping {
        public Specific {
            keys = List.copyOf(keys);
        }

        @Override
        public String describe() {
            return "partitions " + keys;
        }
    }

    /** Static keys to static keys: upstream key to downstream keys. */
    record Keys(SortedMap<String, List<String>> entries) implements PartitionMapping {
        public Keys {
            entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
        }

        @Override
        public String describe() {
            return "by a table of keys";
        }
    }

    /** Dimension by dimension: upstream dimension to own dimension. */
    record Dimensions(SortedMap<String, String> pairs) implements PartitionMapping {
        public Dimensions {
            pairs = Collections.unmodifiableSortedMap(new TreeMap<>(pairs));
        }

        public static Dimensions of(Map<String, String> pairs) {
            return new Dimensions(new TreeMap<>(pairs));
        }

        @Override
        public String describe() {
            return "by dimension " + pairs;
        }
    }
}
