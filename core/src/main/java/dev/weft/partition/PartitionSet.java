package dev.weft.partition;

import dev.weft.api.PartitionKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.RoaringBitmap;

/** An immutable set of partitions of one numbering; sets of two numberings do not mix. Iterates in the order of the numbers. */
public final class PartitionSet implements Iterable<PartitionKey> {

    /** How many members or runs are remembered: of a set that assets share, each asks for them, and texts of moments take long to make. */
    private static final int REMEMBERED = 20_000;

    private static final PartitionSet WHOLE = new PartitionSet(PartitionNumbering.WHOLE, RoaringBitmap.bitmapOf(0));
    private static final PartitionSet NOTHING = new PartitionSet(PartitionNumbering.WHOLE, new RoaringBitmap());

    private final PartitionNumbering numbering;
    private final RoaringBitmap numbers;
    /** Made when somebody asks; whoever makes it a second time makes an equal one. */
    private @Nullable List<Optional<PartitionKey>> members;

    private @Nullable List<Run> runs;

    private PartitionSet(PartitionNumbering numbering, RoaringBitmap numbers) {
        this.numbering = numbering;
        this.numbers = numbers;
        numbers.runOptimize();
    }

    public static PartitionSet empty(PartitionNumbering numbering) {
        return numbering == PartitionNumbering.WHOLE ? NOTHING : new PartitionSet(numbering, new RoaringBitmap());
    }

    /** Returns the set that stands for an asset without partitions: there is one of it. */
    public static PartitionSet whole() {
        return WHOLE;
    }

    /** Takes the bitmap for its own. */
    static PartitionSet ofNumbers(PartitionNumbering numbering, RoaringBitmap numbers) {
        return new PartitionSet(numbering, numbers);
    }

    RoaringBitmap numbers() {
        return numbers;
    }

    /**
     * Returns the set of these keys.
     *
     * @throws IllegalArgumentException if one has no number
     */
    public static PartitionSet of(PartitionNumbering numbering, Collection<PartitionKey> keys) {
        RoaringBitmap numbers = new RoaringBitmap();
        for (PartitionKey key : keys) {
            numbers.add(numbering
                    .number(key)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "%s has no number in the numbering \"%s\". Number it before it joins a set."
                                    .formatted(key, numbering))));
        }
        return new PartitionSet(numbering, numbers);
    }

    /** Returns the set of those of the keys that have a number. */
    public static PartitionSet ofKnown(PartitionNumbering numbering, Collection<PartitionKey> keys) {
        RoaringBitmap numbers = new RoaringBitmap();
        keys.forEach(key -> numbering.number(key).ifPresent(numbers::add));
        return new PartitionSet(numbering, numbers);
    }

    /** Returns the set of these members of an asset's partitions: the empty key stands for an asset without partitions. */
    public static PartitionSet ofMembers(PartitionNumbering numbering, Collection<Optional<PartitionKey>> members) {
        return numbering == PartitionNumbering.WHOLE
                ? members.isEmpty() ? empty(numbering) : whole()
                : ofKnown(numbering, members.stream().flatMap(Optional::stream).toList());
    }

    /**
     * Reads what {@link #toBytes} wrote.
     *
     * @throws IllegalArgumentException if it was written with another numbering, or is no set
     */
    public static PartitionSet read(PartitionNumbering numbering, byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        int length = buffer.remaining() < Integer.BYTES ? -1 : buffer.getInt();
        if (length < 0 || length > buffer.remaining()) {
            throw new IllegalArgumentException("%d bytes are no set of partitions.".formatted(bytes.length));
        }
        byte[] id = new byte[length];
        buffer.get(id);
        requireSame(numbering.id(), new String(id, StandardCharsets.UTF_8));
        RoaringBitmap numbers = new RoaringBitmap();
        try {
            numbers.deserialize(buffer);
        } catch (IOException | RuntimeException broken) {
            throw new IllegalArgumentException("%d bytes are no set of partitions.".formatted(bytes.length), broken);
        }
        return new PartitionSet(numbering, numbers);
    }

    public PartitionNumbering numbering() {
        return numbering;
    }

    public PartitionSet and(PartitionSet other) {
        if (isSame(this, other)) {
            return this;
        }
        return combine(other, (ours, theirs) -> RoaringBitmap.and(ours, theirs));
    }

    public PartitionSet or(PartitionSet other) {
        if (isSame(this, other)) {
            return this;
        }
        return combine(other, (ours, theirs) -> RoaringBitmap.or(ours, theirs));
    }

    public PartitionSet andNot(PartitionSet other) {
        if (isSame(this, other)) {
            return empty(numbering);
        }
        return combine(other, (ours, theirs) -> RoaringBitmap.andNot(ours, theirs));
    }

    /** Sets are often combined with themselves: that an asset has all of its partitions, and all are alike, is the rule. */
    private static boolean isSame(Object one, Object other) {
        return one == other;
    }

    /** Returns one of the two where the result equals it: sets that are the same object share what is remembered, and combine for nothing. */
    private PartitionSet combine(PartitionSet other, BinaryOperator<RoaringBitmap> operation) {
        requireSame(numbering.id(), other.numbering.id());
        PartitionNumbering newer = numbering.given() >= other.numbering.given() ? numbering : other.numbering;
        RoaringBitmap result = operation.apply(numbers, other.numbers);
        if (newer == numbering && areEqual(result, numbers)) {
            return this;
        }
        return newer == other.numbering && areEqual(result, other.numbers) ? other : new PartitionSet(newer, result);
    }

    private static boolean areEqual(RoaringBitmap one, RoaringBitmap other) {
        return one.getLongCardinality() == other.getLongCardinality() && one.equals(other);
    }

    private static void requireSame(String id, String other) {
        if (!id.equals(other)) {
            throw new IllegalArgumentException(
                    "Sets of the numberings \"%s\" and \"%s\" do not mix. Map one to the other by key."
                            .formatted(id, other));
        }
    }

    public boolean contains(PartitionKey key) {
        return numbering.number(key).stream().anyMatch(numbers::contains);
    }

    public boolean isEmpty() {
        return numbers.isEmpty();
    }

    /** Tells whether the two have a member in common. */
    public boolean intersects(PartitionSet other) {
        requireSame(numbering.id(), other.numbering.id());
        return RoaringBitmap.intersects(numbers, other.numbers);
    }

    /** Tells whether the other's members are all members of this. */
    public boolean containsAll(PartitionSet other) {
        requireSame(numbering.id(), other.numbering.id());
        return numbers.contains(other.numbers);
    }

    /** Tells whether it holds the one thing that an asset without partitions has. */
    public boolean isWhole() {
        return numbering == PartitionNumbering.WHOLE && !isEmpty();
    }

    /** Tells whether an asset partition's key, or none for an asset without partitions, is a member. */
    public boolean has(Optional<PartitionKey> key) {
        return key.map(this::contains).orElseGet(this::isWhole);
    }

    /** Returns the members as the partitions of an asset: one that is empty for an asset without partitions. */
    public List<Optional<PartitionKey>> members() {
        if (isWhole()) {
            return List.of(Optional.empty());
        }
        var known = members;
        if (known == null) {
            known = keys().stream().map(Optional::of).toList();
            if (known.size() <= REMEMBERED) {
                members = known;
            }
        }
        return known;
    }

    /** Returns the member with the smallest number. */
    public Optional<PartitionKey> first() {
        PeekableIntIterator iterator = numbers.getSignedIntIterator();
        return iterator.hasNext() ? numbering.key(iterator.next()) : Optional.empty();
    }

    /** Returns the members as the ranges that people write, in order; a range of one is its key. */
    public List<Run> runs() {
        List<Run> known = runs;
        if (known == null) {
            known = findRuns();
            if (known.size() <= REMEMBERED) {
                runs = known;
            }
        }
        return known;
    }

    private List<Run> findRuns() {
        List<Run> runs = new ArrayList<>();
        PeekableIntIterator iterator = numbers.getSignedIntIterator();
        if (isWhole() || !iterator.hasNext()) {
            return List.of();
        }
        int first = iterator.next();
        int last = first;
        long count = 1;
        while (iterator.hasNext()) {
            int next = iterator.next();
            if (!numbering.follows(last, next)) {
                add(runs, first, last, count);
                first = next;
                count = 0;
            }
            last = next;
            count++;
        }
        add(runs, first, last, count);
        return List.copyOf(runs);
    }

    private void add(List<Run> runs, int first, int last, long count) {
        Optional<PartitionKey> to = numbering.key(last);
        numbering.key(first).ifPresent(from -> runs.add(new Run(from, to.orElse(from), count)));
    }

    /** Partitions with consecutive numbers. */
    public record Run(PartitionKey first, PartitionKey last, long count) {
        /** Returns the key, or {@code FIRST...LAST}. */
        @Override
        public String toString() {
            return count == 1 ? first.text() : first + "..." + last;
        }
    }

    void forEachRun(RunOfNumbers consumer) {
        PeekableIntIterator iterator = numbers.getSignedIntIterator();
        if (!iterator.hasNext()) {
            return;
        }
        int first = iterator.next();
        int last = first;
        while (iterator.hasNext()) {
            int next = iterator.next();
            if (next != last + 1) {
                consumer.accept(first, last);
                first = next;
            }
            last = next;
        }
        consumer.accept(first, last);
    }

    /** Takes numbers from the one to the other, both included. */
    interface RunOfNumbers {
        void accept(int first, int last);
    }

    public long count() {
        return numbers.getLongCardinality();
    }

    public List<PartitionKey> keys() {
        List<PartitionKey> keys = new ArrayList<>();
        PeekableIntIterator iterator = numbers.getSignedIntIterator();
        while (iterator.hasNext()) {
            numbering.key(iterator.next()).ifPresent(keys::add);
        }
        return List.copyOf(keys);
    }

    @Override
    public Iterator<PartitionKey> iterator() {
        return keys().iterator();
    }

    /** Returns the set with the id of its numbering, for {@link #read}; a run of numbers takes a few bytes, however long it is. */
    public byte[] toBytes() {
        byte[] id = numbering.id().getBytes(StandardCharsets.UTF_8);
        RoaringBitmap packed = numbers.clone();
        packed.runOptimize();
        ByteBuffer buffer = ByteBuffer.allocate(Integer.BYTES + id.length + packed.serializedSizeInBytes());
        buffer.putInt(id.length).put(id);
        packed.serialize(buffer);
        return buffer.array();
    }

    @Override
    public boolean equals(Object other) {
        return isSame(this, other)
                || (other instanceof PartitionSet set
                        && numbering.id().equals(set.numbering.id())
                        && numbers.equals(set.numbers));
    }

    @Override
    public int hashCode() {
        return 31 * numbering.id().hashCode() + numbers.hashCode();
    }

    @Override
    public String toString() {
        return "%d partitions (%s)".formatted(count(), numbering);
    }
}
