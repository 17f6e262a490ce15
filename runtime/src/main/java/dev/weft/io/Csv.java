package dev.weft.io;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows as comma-separated values after RFC 4180, with a line of names. Null is nothing at all, the empty text is {@code ""}. */
final class Csv implements RowFormat {

    @Override
    public String name() {
        return "csv";
    }

    @Override
    public RowSink sink(Path file, RowType type) throws IOException {
        return new Sink(file, type);
    }

    @Override
    public CellCursor cursor(Path file, RowType type, Object where) throws IOException {
        return new Cursor(Files.newBufferedReader(file), type, where);
    }

    @Override
    public String relation(List<Path> files) throws IOException {
        return Sidecar.relation(
                "read_csv",
                files,
                "header = true, delim = ',', quote = '\"', escape = '\"', nullstr = '', allow_quoted_nulls = false");
    }

    @Override
    public List<Path> companions(Path file) {
        return List.of(Sidecar.of(file));
    }

    /** Appends a field: as it is where that is plain, else in quotes. */
    static void append(Appendable out, @Nullable String text) throws IOException {
        if (text == null) {
            return;
        }
        boolean plain = !text.isEmpty();
        for (int i = 0; i < text.length() && plain; i++) {
            char c = text.charAt(i);
            plain = c > ' ' && c != ',' && c != '"' && c != '\\';
        }
        out.append(plain ? text : '"' + text.replace("\"", "\"\"") + '"');
    }

    /** Writes a file. */
    private static final class Sink implements RowSink {

        private final Path file;
        private final RowType type;
        private final ColumnFacts[] facts;
        private final Writer out;

        Sink(Path file, RowType type) throws IOException {
            this.file = file;
            this.type = type;
            this.facts = ColumnFacts.of(type);
            this.out = new BufferedWriter(Files.newBufferedWriter(file), 1 << 16);
            line(type.names());
        }

        private void line(List<String> names) throws IOException {
            for (int i = 0; i < names.size(); i++) {
                out.append(i == 0 ? "" : ",");
                append(out, names.get(i));
            }
            out.append('\n');
        }

        @Override
        public void add(@Nullable Object[] cells) {
            try {
                for (int i = 0; i < cells.length; i++) {
                    var cell = cells[i];
                    facts[i].see(cell);
                    out.append(i == 0 ? "" : ",");
                    append(out, cell == null ? null : CellText.of(cell));
                }
                out.append('\n');
            } catch (IOException e) {
                throw Sidecar.failed(file, e);
            }
        }

        @Override
        public long finish() {
            try {
                return Sidecar.finish(out, file, type, ColumnFacts.flatDuckTypes(facts));
            } catch (IOException e) {
                throw Sidecar.failed(file, e);
            }
        }

        @Override
        public void close() {
            Sidecar.quietly(out);
        }
    }

    /** Reads a file. */
    private static final class Cursor implements CellCursor {

        private final Reader in;
        private final RowType type;
        private final int[] places;
        private final int width;
        private List<@Nullable String> line = List.of();

        Cursor(BufferedReader in, RowType type, Object where) throws IOException {
            this.in = in;
            this.type = type;
            boolean opened = false;
            try {
                var names = line();
                if (names == null) {
                    throw new IOException("it has no line of names");
                }
                this.places = type.places(names.stream().map(String::valueOf).toList(), where);
                this.width = names.size();
                opened = true;
            } finally {
                if (!opened) {
                    in.close();
                }
            }
        }

        @Override
        public boolean next() throws IOException {
            var next = line();
            if (next == null) {
                return false;
            }
            if (next.size() != width) {
                throw new IOException("a line has %d fields, not %d: %s".formatted(next.size(), width, next));
            }
            line = next;
            return true;
        }

        /** Returns the fields of the next line; null after the last one. */
        private @Nullable List<@Nullable String> line() throws IOException {
            int c = in.read();
            if (c < 0) {
                return null;
            }
            var fields = new ArrayList<@Nullable String>(width);
            var text = new StringBuilder();
            while (true) {
                boolean quoted = c == '"';
                c = quoted ? quoted(text) : plain(text, c);
                fields.add(text.isEmpty() && !quoted ? null : text.toString());
                text.setLength(0);
                if (c == '\n') {
                    return fields;
                }
                if (c < 0) {
                    throw new IOException("the file ends in the middle of a line");
                }
                c = in.read();
            }
        }

        /** Returns what ended the field. */
        private int plain(StringBuilder text, int first) throws IOException {
            int c = first;
            while (c >= 0 && c != ',' && c != '\n') {
                if (c != '\r') {
                    text.append((char) c);
                }
                c = in.read();
            }
            return c;
        }

        private int quoted(StringBuilder text) throws IOException {
            while (true) {
                int c = in.read();
                if (c < 0) {
                    return c;
                }
                if (c == '"') {
                    int after = in.read();
                    if (after != '"') {
                        return after == '\r' ? in.read() : after;
                    }
                }
                text.append((char) c);
            }
        }

        @Override
        public void read(@Nullable Object[] cells) {
            for (int i = 0; i < cells.length; i++) {
                var text = places[i] < 0 ? null : line.get(places[i]);
                cells[i] = text == null
                        ? null
                        : CellText.parse(type.fields().get(i).kind(), text);
            }
        }

        @Override
        public void close() {
            try {
                in.close();
            } catch (IOException e) {
                throw new UncheckedIOException("Could not close a file of rows: " + e.getMessage(), e);
            }
        }
    }
}
