package dev.weft.event;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Trees of maps, lists, texts, numbers and booleans as JSON; null fields and elements are not read. */
final class JsonTree {

    private JsonTree() {}

    static void write(@Nullable Object value, JsonGenerator to) throws IOException {
        if (value == null) {
            to.writeNull();
        } else if (value instanceof Map<?, ?> map) {
            to.writeStartObject();
            for (var entry : map.entrySet()) {
                to.writeFieldName(withoutNul(String.valueOf(entry.getKey())));
                write(entry.getValue(), to);
            }
            to.writeEndObject();
        } else if (value instanceof Iterable<?> list) {
            to.writeStartArray();
            for (var element : list) {
                write(element, to);
            }
            to.writeEndArray();
        } else if (value instanceof Boolean flag) {
            to.writeBoolean(flag);
        } else if (value instanceof Number number) {
            write(number, to);
        } else {
            to.writeString(withoutNul(value.toString()));
        }
    }

    private static void write(Number number, JsonGenerator to) throws IOException {
        if (number instanceof Double || number instanceof Float) {
            to.writeNumber(number.doubleValue());
        } else if (number instanceof Integer
                || number instanceof Long
                || number instanceof Short
                || number instanceof Byte) {
            to.writeNumber(number.longValue());
        } else {
            to.writeNumber(new java.math.BigDecimal(number.toString()));
        }
    }

    private static String withoutNul(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "The text \"%s\" has a NUL character, which the catalog cannot keep. Leave it out."
                            .formatted(text.replace('\0', '?')));
        }
        return text;
    }

    static @Nullable Object read(JsonParser from) throws IOException {
        var token = from.currentToken();
        if (token == null) {
            throw new IOException("The text ends too early.");
        }
        return switch (token) {
            case START_OBJECT -> readObject(from);
            case START_ARRAY -> readArray(from);
            case VALUE_STRING -> from.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT -> from.getNumberValue();
            case VALUE_NUMBER_FLOAT -> from.getDoubleValue();
            default -> null;
        };
    }

    private static Map<String, Object> readObject(JsonParser from) throws IOException {
        var map = new LinkedHashMap<String, Object>();
        while (from.nextToken() != JsonToken.END_OBJECT) {
            var name = from.currentName();
            from.nextToken();
            var value = read(from);
            if (value != null) {
                map.put(name, value);
            }
        }
        return map;
    }

    private static List<Object> readArray(JsonParser from) throws IOException {
        var list = new ArrayList<>();
        while (from.nextToken() != JsonToken.END_ARRAY) {
            var value = read(from);
            if (value != null) {
                list.add(value);
            }
        }
        return list;
    }
}
