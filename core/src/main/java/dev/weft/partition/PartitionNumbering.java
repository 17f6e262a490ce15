package dev.weft.partition;

import dev.weft.api.PartitionKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Numbers of partition keys, given once and for ever; their order is not that of the definition. */
public abstract class PartitionNumbering {

    /** The numbering of an asset without partitions: the number 0, without a key. */
    public static final PartitionNumbering WHOLE = new Whole();

    private final String id;

    private PartitionNumbering(String id) {
        this.id = id;
    }

    /** Numbers windows of time by arithmetic from 1970 in local time, whatever the definition's start and end. */
    public static PartitionNumbering of(TimeWindowPartitionsDefinition definition) {
        return new Windows(TimeGrid.of(definition));
    }

    static PartitionNumbering of(TimeGrid grid) {
        return new Windows(grid);
    }

    /**
     * Numbers keys by their places in a table to which keys are only ever appended.
     *
     * @param id the table's name, for ever
     */
    public static PartitionNumbering table(String id, List<PartitionKey> keys) {
        return new Table("table " + id, keys);
    }

    /** Returns the text that a stored set carries, to be read with the same numbers only. */
    public final String id() {
        return id;
    }

    /** Returns the key's number; empty if it has none. */
    public abstract OptionalInt number(PartitionKey key);

    /** Returns the key that has the number; empty if none has it, which with windows of time may change with the zone's rules. */
    public abstract Optional<PartitionKey> key(int number);

    /** Returns this numbering with numbers for the keys that had none, where it is a table; else itself. */
    public abstract PartitionNumbering with(List<PartitionKey> keys);

    /** Tells whether a range that people write goes on from the one number to the other. */
    boolean follows(int number, int next) {
        return next == number + 1;
    }

    /** Returns how many numbers a table has given; arithmetic knows all and gives none. */
    abstract int given();

    @Override
    public String toString() {
        return id;
    }

    private static final class Whole extends PartitionNumbering {

        Whole() {
            super("whole");
        }

        @Override
        public OptionalInt number(PartitionKey key) {
            return OptionalInt.empty();
        }

        @Override
        public Optional<PartitionKey> key(int number) {
            return Optional.empty();
        }

        @Override
        public PartitionNumbering with(List<PartitionKey> keys) {
            return this;
        }

        @Override
        int given() {
            return 0;
        }
    }

    /** Combinations of listed keys and at most one dimension of windows: the window's number, then the listed keys' places. */
    static final class Tuples extends PartitionNumbering {

        private final List<Keys> dimensions;
        private final int radix;

        Tuples(String id, List<Keys> dimensions, int radix) {
            super(id);
            this.dimensions = dimensions;
            this.radix = radix;
        }

        @Override
        public OptionalInt number(PartitionKey key) {
            Optional<List<String>> parts = ProductKeys.split(key.text(), dimensions.size());
            if (parts.isEmpty()) {
                return OptionalInt.empty();
            }
            int window = 0;
            int place = 0;
            for (int i = 0; i < dimensions.size(); i++) {
                OptionalInt part = dimensions
                        .get(i)
                        .numbering()
                        .number(new PartitionKey(orNone(parts.get().get(i))));
                if (part.isEmpty()) {
                    return OptionalInt.empty();
                }
                if (dimensions.get(i) instanceof TimeKeys) {
                    window = part.getAsInt();
                } else {
                    place = place * Math.toIntExact(dimensions.get(i).count()) + part.getAsInt();
                }
            }
            return OptionalInt.of(Math.addExact(Math.multiplyExact(window, radix), place));
        }

        /** No key of a dimension is empty; a text without one is no key. */
        private static String orNone(String part) {
            return part.isEmpty() ? "|" : part;
        }

        @Override
        boolean follows(int number, int next) {
            return false;
        }

        @Override
        public Optional<PartitionKey> key(int number) {
            int place = Math.floorMod(number, radix);
            String[] parts = new String[dimensions.size()];
            for (int i = dimensions.size() - 1; i >= 0; i--) {
                boolean time = dimensions.get(i) instanceof TimeKeys;
                int count = time ? 1 : Math.toIntExact(dimensions.get(i).count());
                int part = time ? Math.floorDiv(number, radix) : place % count;
                Optional<PartitionKey> key = dimensions.get(i).numbering().key(part);
                if (key.isEmpty()) {
                    return Optional.empty();
                }
                parts[i] = key.get().text();
                place /= count;
            }
            return Optional.of(PartitionKey.of(String.join("|", parts)));
        }

        @Override
        public PartitionNumbering with(List<PartitionKey> keys) {
            return this;
        }

        @Override
        int given() {
            return 0;
        }
    }

    private static final class Windows extends PartitionNumbering {

        private final TimeGrid grid;

        Windows(TimeGrid grid) {
            super(grid.id());
            this.grid = grid;
        }

        @Override
        public OptionalInt number(PartitionKey key) {
            return grid.number(key.text());
        }

        @Override
        boolean follows(int number, int next) {
            return grid.isDense() ? next == number + 1 : grid.shift(number, 1) == next;
        }

        @Override
        public Optional<PartitionKey> key(int number) {
            return grid.exists(number) ? Optional.of(PartitionKey.of(grid.text(number))) : Optional.empty();
        }

        @Override
        public PartitionNumbering with(List<PartitionKey> keys) {
            return this;
        }

        @Override
        int given() {
            return 0;
        }
    }

    private static final class Table extends PartitionNumbering {

        private final List<PartitionKey> keys;
        private final Map<PartitionKey, Integer> numbers = new HashMap<>();

        Table(String id, List<PartitionKey> keys) {
            super(id);
            this.keys = List.copyOf(keys);
            for (int number = 0; number < this.keys.size(); number++) {
                if (numbers.put(this.keys.get(number), number) != null) {
                    throw new IllegalArgumentException(
                            "The %s numbers %s twice. Keep its first number.".formatted(id, this.keys.get(number)));
                }
            }
        }

        @Override
        public OptionalInt number(PartitionKey key) {
            Integer number = numbers.get(key);
            return number == null ? OptionalInt.empty() : OptionalInt.of(number);
        }

        @Override
        public Optional<PartitionKey> key(int number) {
            return number >= 0 && number < keys.size() ? Optional.of(keys.get(number)) : Optional.empty();
        }

        @Override
        public PartitionNumbering with(List<PartitionKey> more) {
            List<PartitionKey> longer = new ArrayList<>(keys);
            more.stream().filter(key -> !numbers.containsKey(key)).distinct().forEach(longer::add);
            return longer.size() == keys.size() ? this : new Table(id(), longer);
        }

        @Override
        int given() {
            return keys.size();
        }
    }
}
