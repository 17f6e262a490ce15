package dev.weft.event;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/**
 * Facts as JSON: how the event log stores them, for ever.
 *
 * <p>Kinds and fields are in snake_case. A field that a reader does not know is ignored, one that is missing is empty, 0 or false. Metadata keeps
 * texts, numbers, booleans, lists and maps; anything else becomes its text.
 */
public final class EventJson {

    private static final JsonFactory FACTORY = new JsonFactory();

    private EventJson() {}

    /** Returns the name of a fact's kind, such as {@code step_started}. */
    public static String kind(EventBody body) {
        return EventKinds.of(body).name();
    }

    /**
     * Returns a fact's fields as one line of JSON.
     *
     * @throws IllegalArgumentException if a text in it has a NUL character, which no database keeps
     */
    public static String write(EventBody body) {
        var json = new StringWriter();
        try (var generator = FACTORY.createGenerator(json)) {
            JsonTree.write(EventKinds.of(body).fields(body), generator);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return json.toString();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException if the kind is unknown or the text is not the JSON of such a fact
     */
    public static EventBody read(String kind, String json) {
        var known = EventKinds.named(kind);
        try (var parser = FACTORY.createParser(json)) {
            parser.nextToken();
            return known.read(Fields.of(JsonTree.read(parser)));
        } catch (IOException e) {
            throw new IllegalArgumentException("An event of kind %s is not JSON: %s".formatted(kind, json), e);
        }
    }
}
