package dev.weft.io;

import org.jspecify.annotations.Nullable;

/** Takes the cells of rows into one store's form, in constant memory; used by one thread. */
interface RowSink extends AutoCloseable {

    /** Adds a row. The array belongs to the sink from now on. */
    void add(@Nullable Object[] cells);

    /** Writes what is still held back; nothing is added afterwards. Returns the size in bytes, or -1 if it is unknown. */
    long finish();

    /** Gives back what is held open, also where {@link #finish} was never called; may be called twice. */
    @Override
    void close();
}
