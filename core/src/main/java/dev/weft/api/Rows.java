package dev.weft.api;

import java.sql.Connection;
import java.util.List;
import java.util.stream.Stream;

/** An unloaded relation, for code that pushes its work down to where the rows are. */
public interface Rows {

    /** Returns the name by which SQL on {@link #connection()} reads the rows, quoted as needed. */
    String relation();

    /** Returns the column names, in order. */
    List<String> columns();

    /** Returns the connection on which {@link #relation()} can be read; closed by Weft when the step ends. */
    Connection connection();

    /** Returns the rows as records; the stream is closed by Weft when the step ends. */
    <R extends Record> Stream<R> as(Class<R> row);
}
