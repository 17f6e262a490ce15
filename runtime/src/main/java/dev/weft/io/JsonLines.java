package dev.weft.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows as JSON objects: one a line, or the elements of one array. Nested values are JSON too; what JSON has no form for is text. */
final class JsonLines implements RowFormat {

    private static final JsonFactory FACTORY =
            new JsonFactoryBuilder().rootValueSeparator("\n").build().setCodec(JsonValues.CELLS);

    private final boolean array;

    private JsonLines(boolean array) {
        this.array = array;
    }

    static JsonLines lines() {
        return new JsonLines(false);
    }

    static JsonLines array() {
        return new JsonLines(true);
    }

    @Override
    public String name() {
        return array ? "json" : "jsonl";
    }

    /** Returns a row as one line. */
    static String line(RowType type, @Nullable Object[] cells) {
        var out = new StringWriter();
        try (var generator = FACTORY.createGenerator(out)) {
            write(generator, type, cells);
        } catch (IOException e) {
            throw new UncheckedIOException("A row could not be written as JSON: " + JsonValues.problem(e), e);
        }
        return out.toString();
    }

    private static void write(JsonGenerator out, RowType type, @Nullable Object[] cells) throws IOException {
        out.writeStartObject();
        for (int i = 0; i < cells.length; i++) {
            var field = type.fields().get(i);
            out.writeFieldName(field.name());
            write(out, field.kind(), cells[i]);
        }
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, CellKind kind, @Nullable Object cell) throws IOException {
        if (cell == null) {
            out.writeNull();
        } else if (kind == CellKind.JSON) {
            out.writeRawValue((String) cell);
        } else if (cell instanceof BigDecimal decimal) {
            out.writeRawValue(decimal.toPlainString());
        } else if (cell instanceof Boolean flag) {
            out.writeBoolean(flag);
        } else if (cell instanceof Number number && Double.isFinite(number.doubleValue())) {
            out.writeRawValue(number.toString());
        } else {
            out.writeString(CellText.of(cell));
        }
    }

    @Override
    public RowSink sink(Path file, RowType type) throws IOException {
        return new Sink(file, type);
    }

    @Override
    public CellCursor cursor(Path file, RowType type, Object where) throws IOException {
        return new Cursor(file, type);
    }

    @Override
    public String relation(List<Path> files) throws IOException {
        return Sidecar.relation("read_json", files, array ? "format = 'array'" : "format = 'newline_delimited'");
    }

    @Override
    public List<Path> companions(Path file) {
        return List.of(Sidecar.of(file));
    }

    /** Writes a file. */
    private final class Sink implements RowSink {

        private final Path file;
        private final RowType type;
        private final JsonGenerator out;
        private final ColumnFacts[] facts;
        private long rows;

        Sink(Path file, RowType type) throws IOException {
            this.file = file;
            this.type = type;
            this.facts = ColumnFacts.of(type);
            this.out = FACTORY.createGenerator(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
            if (array) {
                out.writeStartArray();
            }
        }

        @Override
        public void add(@Nullable Object[] cells) {
            for (int i = 0; i < cells.length; i++) {
                facts[i].see(cells[i]);
            }
            try {
                write(out, type, cells);
                rows++;
            } catch (IOException e) {
                throw Sidecar.failed(file, e);
            }
        }

        @Override
        public long finish() {
            try {
                if (array) {
                    out.writeEndArray();
                }
                if (rows > 0 || array) {
                    out.writeRaw('\n');
                }
                return Sidecar.finish(out, file, type, ColumnFacts.duckTypes(facts));
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

        private final JsonParser parser;
        private final RowType type;
        private final Map<String, Integer> places = new HashMap<>();

        Cursor(Path file, RowType type) throws IOException {
            this.type = type;
            for (int i = 0; i < type.fields().size(); i++) {
                places.put(type.fields().get(i).name(), i);
            }
            parser = FACTORY.createParser(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
        }

        @Override
        public boolean next() throws IOException {
            var token = parser.nextToken();
            if (token == JsonToken.START_ARRAY) {
                token = parser.nextToken();
            }
            if (token == null || token == JsonToken.END_ARRAY) {
                return false;
            }
            if (token != JsonToken.START_OBJECT) {
                throw new IOException("expected a JSON object, found " + parser.getText());
            }
            return true;
        }

        @Override
        public void read(@Nullable Object[] cells) throws IOException {
            Arrays.fill(cells, null);
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                var place = places.get(parser.currentName());
                parser.nextToken();
                if (place == null) {
                    parser.skipChildren();
                } else {
                    cells[place] = cell(type.fields().get(place).kind());
                }
            }
            if (parser.currentToken() != JsonToken.END_OBJECT) {
                throw new IOException("the file ends in the middle of a row");
            }
        }

        private @Nullable Object cell(CellKind kind) throws IOException {
            if (parser.currentToken() == JsonToken.VALUE_NULL) {
                return null;
            }
            if (kind == CellKind.JSON) {
                return JsonValues.copied(parser);
            }
            return CellText.parse(kind, parser.getText());
        }

        @Override
        public void close() {
            try {
                parser.close();
            } catch (IOException e) {
                throw new UncheckedIOException("Could not close a file of rows: " + e.getMessage(), e);
            }
        }
    }
}
