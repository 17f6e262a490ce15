package dev.weft.io;

import java.io.IOException;
import java.sql.SQLException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Rows on their way through DuckDB, to where one statement puts all of them. */
final class DuckSink implements RowSink {

    private final DuckRows rows;
    private final UnaryOperator<String> statement;
    private final Size size;
    private final UnaryOperator<String> failure;

    /** Tells how many bytes the rows have become, or -1. */
    interface Size {
        long bytes() throws IOException;
    }

    /**
     * @param statement makes the statement that takes the rows, from the query that gives them
     * @param failure makes the sentence for what goes wrong, from what DuckDB says
     */
    DuckSink(DuckRows rows, UnaryOperator<String> statement, Size size, UnaryOperator<String> failure) {
        this.rows = rows;
        this.statement = statement;
        this.size = size;
        this.failure = failure;
    }

    @Override
    public void add(@Nullable Object[] cells) {
        try {
            rows.add(cells);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public long finish() {
        try (var taking = rows.connection().createStatement()) {
            taking.execute(statement.apply(rows.select()));
            return size.bytes();
        } catch (SQLException | IOException e) {
            throw failed(e);
        }
    }

    private IllegalStateException failed(Exception e) {
        return new IllegalStateException(failure.apply(String.valueOf(e.getMessage())), e);
    }

    @Override
    public void close() {
        rows.close();
    }
}
