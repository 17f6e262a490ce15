package dev.weft.io;

import dev.weft.event.Stored;
import dev.weft.spi.LostVersionException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The records of one version, made of cells as they are asked for. What cannot be read is a lost version. */
final class RecordStream<R extends Record> implements Iterator<R>, AutoCloseable {

    private final Stored version;
    private final RowType type;
    private final Class<R> row;
    private final CellCursor cursor;
    private final @Nullable Object[] cells;
    private boolean ready;
    private boolean done;

    private RecordStream(Stored version, RowType type, Class<R> row, CellCursor cursor) {
        this.version = version;
        this.type = type;
        this.row = row;
        this.cursor = cursor;
        this.cells = new Object[type.fields().size()];
    }

    /** Opens a version. */
    interface Opening {
        CellCursor open(RowType type) throws IOException, SQLException;
    }

    static <R extends Record> Stream<R> of(Stored version, RowType type, Class<R> row, Opening opening) {
        try {
            var records = new RecordStream<>(version, type, row, opening.open(type));
            return StreamSupport.stream(Spliterators.spliteratorUnknownSize(records, Spliterator.ORDERED), false)
                    .onClose(records::close);
        } catch (IOException | SQLException e) {
            throw lost(version, e);
        }
    }

    @Override
    public boolean hasNext() {
        if (!ready && !done) {
            try {
                done = !cursor.next();
                ready = !done;
                if (ready) {
                    cursor.read(cells);
                }
            } catch (IOException | SQLException | RuntimeException e) {
                throw lost(version, e);
            }
        }
        return ready;
    }

    @Override
    public R next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        ready = false;
        return row.cast(type.record(cells, version.what()));
    }

    /** Returns the error for rows that are there no more, or are damaged. */
    static LostVersionException lost(Stored version, Exception cause) {
        var problem = cause instanceof IOException e ? JsonValues.problem(e) : Duck.said(cause);
        return new LostVersionException(
                version, "The stored rows of %s cannot be read: %s".formatted(version.what(), problem), cause);
    }

    @Override
    public void close() {
        cursor.close();
    }
}
