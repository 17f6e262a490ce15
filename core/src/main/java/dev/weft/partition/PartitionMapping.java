package dev.weft.partition;

import dev.weft.api.PartitionKey;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which upstream partitions a downstream partition reads; pure data. */
public sealed interface PartitionMapping {

    /** Returns the rule in a few words, for people. */
    String describe();

    /** Calls the visitor's method for this case. */
    <R> R accept(Visitor<R> visitor);

    /** One method for each case. */
    interface Visitor<R> {
        R inferred(Inferred inferred);

        R identity(Identity identity);

        R timeWindows(TimeWindows windows);

        R all(All all);

        R last(Last last);

        R specific(Specific specific);

        R keys(Keys keys);

        R dimensions(Dimensions dimensions);
    }

    /** The code says nothing: the rule follows from the two partitions definitions when the graph is built. */
    record Inferred() implements PartitionMapping {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Inferred;
        }

        @Override
        public int hashCode() {
            return Inferred.class.getName().hashCode();
        }

        @Override
        public String toString() {
            return "Inferred[]";
        }

        @Override
        public String describe() {
            return "inferred";
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.inferred(this);
        }
    }

    /** The same key, between equal definitions; nothing to map if both sides have no partitions. */
    record Identity() implements PartitionMapping {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Identity;
        }

        @Override
        public int hashCode() {
            return Identity.class.getName().hashCode();
        }

        @Override
        public String toString() {
            return "Identity[]";
        }

        @Override
        public String describe() {
            return "same partition";
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.identity(this);
        }
    }

    /** Windows that overlap the step's own window, shifted by whole upstream windows: {@code [from, to]} of an equal cadence. */
    record TimeWindows(int from, int to) implements PartitionMapping {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof TimeWindows windows && from == windows.from && to == windows.to;
        }

        @Override
        public int hashCode() {
            return 31 * from + to;
        }

        @Override
        public String toString() {
            return "TimeWindows[from=" + from + ", to=" + to + "]";
        }

        @Override
        public String describe() {
            if (from == 0 && to == 0) {
                return "partitions in the same time";
            }
            return from == -1 && to == -1 ? "the partition before" : "partitions %d to %d".formatted(from, to);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.timeWindows(this);
        }
    }

    /** All partitions that exist. */
    record All() implements PartitionMapping {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof All;
        }

        @Override
        public int hashCode() {
            return All.class.getName().hashCode();
        }

        @Override
        public String toString() {
            return "All[]";
        }

        @Override
        public String describe() {
            return "all partitions";
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.all(this);
        }
    }

    /** The last partition that exists. */
    record Last() implements PartitionMapping {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Last;
        }

        @Override
        public int hashCode() {
            return Last.class.getName().hashCode();
        }

        @Override
        public String toString() {
            return "Last[]";
        }

        @Override
        public String describe() {
            return "the last partition";
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.last(this);
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

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.specific(this);
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

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.keys(this);
        }
    }

    /**
     * Dimension by dimension: upstream dimension to own dimension; one that is not named is read whole. The only dimension of a side that
     * has no several is called by the empty name.
     */
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

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.dimensions(this);
        }
    }
}
