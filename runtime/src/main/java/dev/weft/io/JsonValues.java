package dev.weft.io;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.weft.asset.AssetPartition;
import dev.weft.event.Content;
import dev.weft.json.JsonProblem;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

/** The one JSON form of values: sorted properties, times as ISO 8601 text, so that equal values have equal bytes. */
final class JsonValues {

    static final ObjectMapper MAPPER = mapper().build();

    /**
     * What is nested in a cell: decimals without an exponent, whole numbers of any size as text, for databases round them; and read back
     * also as databases write it, with a space between date and time, and with numbers that are none.
     */
    static final ObjectMapper CELLS = mapper().addModule(new SimpleModule()
                    .addSerializer(BigInteger.class, ToStringSerializer.instance)
                    .addDeserializer(
                            Instant.class,
                            new TimeReader<>(
                                    Instant.class, text -> Instant.parse(text.endsWith("Z") ? text : text + "Z")))
                    .addDeserializer(LocalDateTime.class, new TimeReader<>(LocalDateTime.class, LocalDateTime::parse)))
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private static JsonMapper.Builder mapper() {
        return JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .addModule(new Jdk8Module())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY);
    }

    /** Reads a time whose date and time of day a {@code T} or a space keeps apart. */
    private static final class TimeReader<T> extends StdDeserializer<T> {

        private final transient Function<String, T> parse;

        TimeReader(Class<T> type, Function<String, T> parse) {
            super(type);
            this.parse = parse;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return parse.apply(parser.getText().replace(' ', 'T'));
        }
    }

    private static final int PREVIEW = 1000;

    private JsonValues() {}

    /**
     * Returns what is wrong with a value's text, or with the value, in words about it alone: with line and column, and the field, if they are
     * known; of what went wrong otherwise, its own words.
     */
    static String problem(IOException e) {
        if (!(e instanceof JsonProcessingException json)) {
            return String.valueOf(e.getMessage());
        }
        var field = json instanceof JsonMappingException mapping ? field(mapping.getPath()) : "";
        return (field.isEmpty() ? "" : field + ": ") + JsonProblem.of(json);
    }

    /** Returns the way to a field: {@code lines[2].price}. */
    private static String field(List<JsonMappingException.Reference> path) {
        var text = new StringBuilder();
        for (var part : path) {
            if (part.getFieldName() == null) {
                text.append('[').append(part.getIndex()).append(']');
            } else {
                text.append(text.isEmpty() ? "" : ".").append(part.getFieldName());
            }
        }
        return text.toString();
    }

    /** Returns the error for a value that has no JSON form. */
    static IllegalArgumentException unwritable(AssetPartition what, JsonProcessingException e) {
        return new IllegalArgumentException(
                "The value of %s cannot be written as JSON: %s".formatted(what, problem(e)), e);
    }

    /** Returns a value as people read it. */
    static String pretty(Object value) throws JsonProcessingException {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    }

    /** Returns the value that begins with the current token, in the very digits in which it stands there, and leaves the parser at its last one. */
    static String copied(JsonParser parser) throws IOException {
        var out = new StringWriter();
        try (var generator = CELLS.createGenerator(out)) {
            int depth = 0;
            do {
                depth += copy(parser, generator);
            } while (depth > 0 && parser.nextToken() != null);
        }
        return out.toString();
    }

    private static int copy(JsonParser parser, JsonGenerator out) throws IOException {
        switch (parser.currentToken()) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> out.writeNumber(parser.getText());
            default -> out.copyCurrentEvent(parser);
        }
        return parser.currentToken().isStructStart() ? 1 : parser.currentToken().isStructEnd() ? -1 : 0;
    }

    /** Returns what is recorded of a single value. */
    static Content content(byte[] canonical, String pretty, long bytes) {
        return new Content(
                ContentHash.of(canonical),
                OptionalLong.empty(),
                OptionalLong.of(bytes),
                List.of(),
                pretty.substring(0, Math.min(pretty.length(), PREVIEW)));
    }
}
