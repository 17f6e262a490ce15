package dev.weft.partition;

import dev.weft.api.PartitionKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.function.BinaryOperator;
import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.RoaringBitmap;

/** An immutable set of partitions of one numbering; sets of two numberings do not mix. Iterates in the order of the numbers. */
public final class PartitionSet implements Iterable<PartitionKey> {

    private final PartitionNumbering numbering;
    private final RoaringBitmap numbers;

    private PartitionSet(PartitionNumbering numbering, RoaringBitmap numbers) {
        this.numbering = numbering;
        this.numbers = numbers;
        numbers.runOptimize();
    }

    public static PartitionSet empty(PartitionNumbering numbering) {
        return new PartitionSet(numbering, new RoaringBitmap());
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
        return combine(other, (ours, theirs) -> RoaringBitmap.and(ours, theirs));
    }

    public PartitionSet or(PartitionSet other) {
        return combine(other, (ours, theirs) -> RoaringBitmap.or(ours, theirs));
    }

    public PartitionSet andNot(PartitionSet other) {
        return combine(other, (ours, theirs) -> RoaringBitmap.andNot(ours, theirs));
    }

    private PartitionSet combine(PartitionSet other, BinaryOperator<RoaringBitmap> operation) {
        requireSame(numbering.id(), other.numbering.id());
        PartitionNumbering newer = numbering.given() >= other.numbering.given() ? numbering : other.numbering;
        return new PartitionSet(newer, operation.apply(numbers, other.numbers));
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

    /** Returns the set with the id of its numbering, for {@link #read}. */
    public byte[] toBytes() {
        byte[] id = numbering.id().getBytes(StandardCharsets.UTF_8);
        ByteBuffer buffer = ByteBuffer.allocate(Integer.BYTES + id.length + numbers.serializedSizeInBytes());
        buffer.putInt(id.length).put(id);
        numbers.serialize(buffer);
        return buffer.array();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PartitionSet set
                && numbering.id().equals(set.numbering.id())
                && numbers.equals(set.numbers);
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
