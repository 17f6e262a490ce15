package dev.weft.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.weft.event.Content;
import java.util.List;
import java.util.OptionalLong;

/** The one JSON form of values: sorted properties, times as ISO 8601 text, so that equal values have equal bytes. */
final class JsonValues {

    static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new Jdk8Module())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    private static final int PREVIEW = 1000;

    private JsonValues() {}

    /** Returns a value as people read it. */
    static String pretty(Object value) throws JsonProcessingException {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
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
