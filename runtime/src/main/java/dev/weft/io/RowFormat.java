package dev.weft.io;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** How rows lie in a file. */
interface RowFormat {

    /** Returns the word by which settings and file names call it. */
    String name();

    /** Starts a file. The folder is there. */
    RowSink sink(Path file, RowType type) throws IOException;

    /** Opens a file. */
    CellCursor cursor(Path file, RowType type, Object where) throws IOException, SQLException;

    /** Returns an expression of DuckDB that reads these files as one table. */
    String relation(List<Path> files) throws IOException;

    /** Returns what lies beside a file of this format. */
    default List<Path> companions(Path file) {
        return List.of();
    }
}
