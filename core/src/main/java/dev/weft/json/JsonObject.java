package dev.weft.json;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A JSON object that knows its place in the text; each method throws {@link JsonException} for a field of another type. */
public final class JsonObject {

    /** The constants of enums by their words: making a word takes longer than reading all else of a short object. */
    private static final ClassValue<Map<String, Object>> CONSTANTS = new ClassValue<>() {
        @Override
        protected Map<String, Object> computeValue(Class<?> type) {
            var constants = new LinkedHashMap<String, Object>();
            for (var constant : type.getEnumConstants()) {
                constants.put(JsonWriter.word((Enum<?>) constant), constant);
            }
            return constants;
        }
    };

    private final JsonPlace place;
    private final JsonFields fields;

    private JsonObject(JsonPlace place, JsonFields fields) {
        this.place = place;
        this.fields = fields;
    }

    static JsonObject of(JsonPlace place, @Nullable Object value) {
        if (value instanceof JsonFields fields) {
            return new JsonObject(place, fields);
        }
        throw mismatch(place, value, "an object");
    }

    static List<JsonObject> listOf(JsonPlace place, @Nullable Object value) {
        return each(place, value, JsonObject::of);
    }

    /** Returns the names of the fields, in order. */
    public Set<String> names() {
        var names = new LinkedHashSet<String>();
        fields.names().forEach(names::add);
        return Collections.unmodifiableSet(names);
    }

    public boolean has(String field) {
        return fields.has(field);
    }

    /** Returns this object, which has no other fields than these. */
    public JsonObject only(Set<String> known) {
        for (var name : fields.names()) {
            if (!known.contains(name)) {
                throw new JsonException("%s is not known here.".formatted(place.field(name)));
            }
        }
        return this;
    }

    public String text(String field) {
        // The place is made for an error only: there are dozens of fields for each asset.
        return fields.get(field) instanceof String text ? text : asText(place.field(field), fields.get(field));
    }

    public String text(String field, String otherwise) {
        return has(field) ? text(field) : otherwise;
    }

    public Optional<String> optionalText(String field) {
        return has(field) ? Optional.of(text(field)) : Optional.empty();
    }

    /** Returns what a text stands for; what the function refuses is reported with the field's place. */
    public <T> T parsed(String field, Function<String, T> parser) {
        var text = text(field);
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw unreadable(place.field(field), text, e);
        }
    }

    /** Returns what a text stands for, or nothing without the field. */
    public <T> Optional<T> optionalParsed(String field, Function<String, T> parser) {
        return has(field) ? Optional.of(parsed(field, parser)) : Optional.empty();
    }

    public int integer(String field, int otherwise) {
        if (!has(field)) {
            return otherwise;
        }
        if (fields.get(field) instanceof Long number && number == number.intValue()) {
            return number.intValue();
        }
        throw mismatch(place.field(field), fields.get(field), "an integer");
    }

    public double decimal(String field, double otherwise) {
        if (!has(field)) {
            return otherwise;
        }
        if (fields.get(field) instanceof Number number) {
            return number.doubleValue();
        }
        throw mismatch(place.field(field), fields.get(field), "a number");
    }

    public boolean flag(String field, boolean otherwise) {
        if (!has(field)) {
            return otherwise;
        }
        if (fields.get(field) instanceof Boolean flag) {
            return flag;
        }
        throw mismatch(place.field(field), fields.get(field), "true or false");
    }

    /** Returns the texts of an array; empty without the field. */
    public List<String> texts(String field) {
        return parsedTexts(field, text -> text);
    }

    /** Returns what the texts of an array stand for; empty without the field. */
    public <T> List<T> parsedTexts(String field, Function<String, T> parser) {
        return has(field)
                ? each(place.field(field), fields.get(field), (at, value) -> parse(at, asText(at, value), parser))
                : List.of();
    }

    public JsonObject object(String field) {
        return of(place.field(field), fields.get(field));
    }

    public Optional<JsonObject> optionalObject(String field) {
        return has(field) ? Optional.of(object(field)) : Optional.empty();
    }

    /** Returns the objects of an array; empty without the field. */
    public List<JsonObject> objects(String field) {
        return has(field) ? listOf(place.field(field), fields.get(field)) : List.of();
    }

    /** Returns all fields as texts. */
    public SortedMap<String, String> textsByName() {
        return byName(this::text);
    }

    /** Returns all fields, each read by the function from its name. */
    public <T> SortedMap<String, T> byName(Function<String, T> read) {
        var result = new TreeMap<String, T>();
        fields.names().forEach(name -> result.put(name, read.apply(name)));
        return result;
    }

    /** Returns the constant that a text names in lower case, such as {@code by_partition}. */
    public <E extends Enum<E>> E constant(String field, Class<E> type) {
        return parsed(field, text -> {
            var constants = CONSTANTS.get(type);
            var constant = constants.get(text);
            if (constant == null) {
                throw new IllegalArgumentException("Known are %s.".formatted(String.join(", ", constants.keySet())));
            }
            return type.cast(constant);
        });
    }

    /** Returns the constant that a text names in lower case, or the other without the field. */
    public <E extends Enum<E>> E constant(String field, E otherwise) {
        return has(field) ? constant(field, otherwise.getDeclaringClass()) : otherwise;
    }

    /** Returns the error for a field whose content is not what the caller expected. */
    public JsonException wrong(String field, String expected) {
        return mismatch(place.field(field), fields.get(field), expected);
    }

    /** Returns the error for an object whose parts do not fit together. */
    public JsonException invalid(IllegalArgumentException cause) {
        return new JsonException("%s cannot be read: %s".formatted(place, cause.getMessage()), cause);
    }

    private interface Element<T> {
        T read(JsonPlace place, @Nullable Object value);
    }

    private static <T> List<T> each(JsonPlace place, @Nullable Object value, Element<T> element) {
        if (!(value instanceof List<?> values)) {
            throw mismatch(place, value, "an array");
        }
        var result = new ArrayList<T>(values.size());
        for (int i = 0; i < values.size(); i++) {
            result.add(element.read(place.element(i), values.get(i)));
        }
        return Collections.unmodifiableList(result);
    }

    private static String asText(JsonPlace place, @Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw mismatch(place, value, "a text");
    }

    private static <T> T parse(JsonPlace place, String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw unreadable(place, text, e);
        }
    }

    private static JsonException unreadable(JsonPlace place, String text, RuntimeException cause) {
        return new JsonException(
                "%s is \"%s\", which cannot be read: %s".formatted(place, text, cause.getMessage()), cause);
    }

    private static JsonException mismatch(JsonPlace place, @Nullable Object value, String expected) {
        return new JsonException(
                value == null
                        ? "%s is missing; %s was expected.".formatted(place, expected)
                        : "%s is %s; %s was expected.".formatted(place, shortForm(value), expected));
    }

    private static String shortForm(Object value) {
        if (value instanceof JsonFields) {
            return "an object";
        }
        if (value instanceof List) {
            return "an array";
        }
        return value instanceof String ? "\"" + value + "\"" : value.toString();
    }

    /** Tells whether the other has the same fields with the same content, wherever it stands. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JsonObject object && fields.equals(object.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }
}
