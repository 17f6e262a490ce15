package dev.weft.io;

import dev.weft.api.Writer;
import dev.weft.event.Content;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Takes records: counts, hashes and previews them on their way into a sink. So equal rows have equal versions in every store and format. */
final class RowWriter implements Writer<Record>, AutoCloseable {

    private static final int PREVIEW_ROWS = 10;
    private static final int PREVIEW_LENGTH = 4000;

    private final RowType type;
    private final RowSink sink;
    private final RowHash hash = new RowHash();
    private final StringBuilder preview = new StringBuilder();
    private long rows;

    RowWriter(RowType type, RowSink sink) {
        this.type = type;
        this.sink = sink;
    }

    @Override
    public void write(@Nullable Record row) {
        if (row == null) {
            throw new IllegalArgumentException("A row is null. Leave it out, or return a record.");
        }
        var cells = type.cells(row);
        hash.add(cells);
        if (rows < PREVIEW_ROWS) {
            preview(cells);
        }
        rows++;
        try {
            sink.add(cells);
        } catch (RuntimeException e) {
            sink.close();
            throw e;
        }
    }

    private void preview(@Nullable Object[] cells) {
        var line = JsonLines.line(type, cells);
        if (preview.length() + line.length() < PREVIEW_LENGTH) {
            preview.append(line).append('\n');
        }
    }

    Content finish() {
        long bytes = sink.finish();
        sink.close();
        return new Content(
                hash.version(type.identity()),
                OptionalLong.of(rows),
                bytes < 0 ? OptionalLong.empty() : OptionalLong.of(bytes),
                type.columns(),
                preview.toString());
    }

    @Override
    public void close() {
        sink.close();
    }
}
