package dev.weft.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Writes one JSON object, its fields in the order of the calls; what is empty or a default is left out. */
public final class JsonWriter {

    private static final JsonFactory JSON = new JsonFactory();

    private final JsonGenerator json;

    private JsonWriter(JsonGenerator json) {
        this.json = json;
    }

    /** Returns the object that the content writes. */
    public static String object(Consumer<JsonWriter> content) {
        var text = new StringWriter();
        try (var generator = JSON.createGenerator(text)) {
            new JsonWriter(generator).braces(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** Returns an enum constant as JSON says it: in lower case. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    public JsonWriter text(String field, String value) {
        return put(() -> json.writeStringField(field, value));
    }

    public JsonWriter textUnless(String omitted, String field, String value) {
        return value.equals(omitted) ? this : text(field, value);
    }

    /** Writes a value as its {@code toString()} says it, if there is one. */
    public JsonWriter text(String field, Optional<?> value) {
        value.ifPresent(present -> text(field, present.toString()));
        return this;
    }

    public JsonWriter word(String field, Enum<?> value) {
        return text(field, word(value));
    }

    public <E extends Enum<E>> JsonWriter wordUnless(E omitted, String field, E value) {
        return value == omitted ? this : word(field, value);
    }

    public JsonWriter number(String field, long value) {
        return put(() -> json.writeNumberField(field, value));
    }

    public JsonWriter numberUnless(long omitted, String field, long value) {
        return value == omitted ? this : number(field, value);
    }

    public JsonWriter decimal(String field, double value) {
        return put(() -> json.writeNumberField(field, value));
    }

    public JsonWriter flag(String field, boolean value) {
        return put(() -> json.writeBooleanField(field, value));
    }

    public JsonWriter flagUnless(boolean omitted, String field, boolean value) {
        return value == omitted ? this : flag(field, value);
    }

    /** Writes an array of texts, also an empty one. */
    public JsonWriter texts(String field, Collection<String> values) {
        return put(() -> {
            json.writeArrayFieldStart(field);
            for (var value : values) {
                json.writeString(value);
            }
            json.writeEndArray();
        });
    }

    public JsonWriter textsUnlessEmpty(String field, Collection<String> values) {
        return values.isEmpty() ? this : texts(field, values);
    }

    public JsonWriter textsUnlessEmpty(String field, Map<String, String> values) {
        return values.isEmpty() ? this : object(field, inner -> values.forEach(inner::text));
    }

    public JsonWriter object(String field, Consumer<JsonWriter> content) {
        put(() -> json.writeFieldName(field));
        return braces(content);
    }

    /** Writes an array of objects; nothing for none. */
    public <T> JsonWriter objectsUnlessEmpty(String field, Collection<T> values, BiConsumer<JsonWriter, T> content) {
        if (values.isEmpty()) {
            return this;
        }
        put(() -> json.writeArrayFieldStart(field));
        values.forEach(value -> braces(inner -> content.accept(inner, value)));
        return put(json::writeEndArray);
    }

    private JsonWriter braces(Consumer<JsonWriter> content) {
        put(json::writeStartObject);
        content.accept(this);
        return put(json::writeEndObject);
    }

    private interface Output {
        void write() throws IOException;
    }

    private JsonWriter put(Output output) {
        try {
            output.write();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }
}
