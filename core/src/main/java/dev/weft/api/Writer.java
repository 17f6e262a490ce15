package dev.weft.api;

/**
 * Takes the rows of one output, in constant memory, where a method makes several outputs in one pass.
 *
 * @param <R> the record of a row
 */
public interface Writer<R> {

    /** Adds a row. */
    void write(R row);
}
