package dev.weft.io;

import java.io.IOException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Stored rows as cells of a record's columns, one row after the other; used by one thread. */
interface CellCursor extends AutoCloseable {

    /** Goes to the next row; false after the last one. */
    boolean next() throws IOException, SQLException;

    /** Fills in the cells of the row; a column that is not stored is null. */
    void read(@Nullable Object[] cells) throws IOException, SQLException;

    @Override
    void close();
}
