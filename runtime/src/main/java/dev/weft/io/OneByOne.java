package dev.weft.io;

import dev.weft.event.Stored;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The rows of several versions, each opened when the one before is read to its end. Not {@code Stream.flatMap}: whoever takes an iterator of that
 * gets a whole version in memory.
 */
final class OneByOne<R> implements Iterator<R>, AutoCloseable {

    private final Iterator<Stored> versions;
    private final Function<Stored, Stream<R>> open;
    private @Nullable Stream<R> current;
    private Iterator<R> rows = List.<R>of().iterator();

    private OneByOne(List<Stored> versions, Function<Stored, Stream<R>> open) {
        this.versions = versions.iterator();
        this.open = open;
    }

    static <R> Stream<R> rows(List<Stored> versions, Function<Stored, Stream<R>> open) {
        var all = new OneByOne<R>(versions, open);
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(all, Spliterator.ORDERED), false)
                .onClose(all::close);
    }

    @Override
    public boolean hasNext() {
        while (!rows.hasNext()) {
            close();
            if (!versions.hasNext()) {
                rows = List.<R>of().iterator();
                return false;
            }
            var next = open.apply(versions.next());
            current = next;
            rows = next.iterator();
        }
        return true;
    }

    @Override
    public R next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return rows.next();
    }

    @Override
    public void close() {
        var closing = current;
        current = null;
        if (closing != null) {
            closing.close();
        }
    }
}
