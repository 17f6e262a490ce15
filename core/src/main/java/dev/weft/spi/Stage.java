package dev.weft.spi;

import dev.weft.api.Staging;
import dev.weft.api.Writer;
import java.util.stream.Stream;

/**
 * The place of one version while it is written, by one thread. Exactly one of the write methods is used.
 *
 * <p>After {@link #abandon} every other method throws {@link IllegalStateException}: a thread that ignored its interrupt can do no harm.
 */
public interface Stage {

    /** Writes rows, in constant memory; does not close the stream. */
    void writeRows(Stream<? extends Record> rows);

    /** Returns a writer of rows, for methods with several outputs. */
    Writer<Record> rowWriter();

    /** Writes a single value. */
    void writeValue(Object value);

    /** Returns the place for files that user code writes itself. */
    Staging files();

    /** Makes the version read-only, forces it to disk, and tells what it holds. */
    Sealed seal();

    /** Forbids any further use, from any thread; what was written stays until it is deleted. */
    void abandon();
}
