package dev.weft.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one JSON text into objects that know their place, for messages. A field that is null counts as absent. */
public final class JsonReader {

    private static final JsonFactory JSON = new JsonFactory();

    private final JsonParser parser;

    private JsonReader(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * Reads an object.
     *
     * @throws JsonException if the text is not one JSON object
     */
    public static JsonObject object(String text) {
        return JsonObject.of(JsonPlace.TEXT, read(() -> JSON.createParser(text)));
    }

    /**
     * Reads an object, and closes the stream.
     *
     * @throws JsonException if the text is not one JSON object
     */
    public static JsonObject object(InputStream text) {
        return JsonObject.of(JsonPlace.TEXT, read(() -> JSON.createParser(text)));
    }

    /**
     * Reads an array of objects.
     *
     * @throws JsonException if the text is not one JSON array of objects
     */
    public static List<JsonObject> objects(String text) {
        return JsonObject.listOf(JsonPlace.TEXT, read(() -> JSON.createParser(text)));
    }

    private interface Opening {
        JsonParser open() throws IOException;
    }

    private static @Nullable Object read(Opening opening) {
        try (var parser = opening.open().enable(JsonParser.Feature.AUTO_CLOSE_SOURCE)) {
            var value = new JsonReader(parser).whole();
            return value;
        } catch (JacksonException e) {
            throw new JsonException("This is not JSON: %s.".formatted(JsonProblem.of(e)), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable Object whole() throws IOException {
        if (parser.nextToken() == null) {
            throw new JsonException("The text is empty; JSON was expected.");
        }
        var value = value();
        if (parser.nextToken() != null) {
            throw new JsonException("Something follows the JSON's end (line %d)."
                    .formatted(parser.currentTokenLocation().getLineNr()));
        }
        return value;
    }

    private @Nullable Object value() throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> fields();
            case START_ARRAY -> elements();
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                throw new IllegalStateException(
                        "A value was expected, %s came: this is a bug.".formatted(parser.currentToken()));
        };
    }

    private Object fields() throws IOException {
        var fields = new JsonFields();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            parser.nextToken();
            var value = value();
            if (value != null && !fields.add(name, value)) {
                throw new JsonException("The field \"%s\" stands twice in one object (line %d)."
                        .formatted(name, parser.currentTokenLocation().getLineNr()));
            }
        }
        return fields;
    }

    private Object elements() throws IOException {
        var elements = new ArrayList<@Nullable Object>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value());
        }
        return elements;
    }
}
