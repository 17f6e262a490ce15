package dev.weft.io;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The shape of nested values that DuckDB has a type for: records, lists, maps by text, and single cells, inside of each other. It looks at values in their JSON, and
 * knows afterwards the narrowest type that holds them all. Used by one thread.
 */
sealed interface NestedShape {

    /** Looks at the value that begins with the current token, and leaves the parser at its last one. */
    void see(JsonParser at) throws IOException;

    /** Returns the type in DuckDB of what was seen. */
    String duckType();

    /** Tells whether the type depends on the values. */
    boolean varies();

    /** Returns the shape of a Java type; empty where DuckDB has no type for it, so that it stays JSON. */
    static Optional<NestedShape> of(JavaType type) {
        return Optional.ofNullable(shape(type, List.of()));
    }

    private static @Nullable NestedShape shape(JavaType type, List<JavaType> around) {
        if (type.getRawClass() == Optional.class) {
            return shape(type.containedType(0), around);
        }
        var kind = CellKind.of(type);
        if (kind != CellKind.JSON) {
            return new Cell(new ColumnFacts(kind));
        }
        if (around.contains(type)) {
            return null; // a type that holds itself has no end
        }
        var inside = new java.util.ArrayList<>(around);
        inside.add(type);
        if (type.isMapLikeType()) {
            var key = type.getKeyType().getRawClass();
            var value = shape(type.getContentType(), inside);
            return value != null && (key == String.class || key.isEnum()) ? new MapOf(value) : null;
        }
        if (Collection.class.isAssignableFrom(type.getRawClass()) || type.isArrayType()) {
            var element = type.getContentType();
            var shape = element.getRawClass() == char.class ? null : shape(element, inside);
            return shape == null ? null : new ListOf(shape);
        }
        return type.getRawClass().isRecord() ? struct(type, inside) : null;
    }

    private static @Nullable NestedShape struct(JavaType type, List<JavaType> inside) {
        var written = JsonValues.CELLS.getSerializationConfig().introspect(type).findProperties().stream()
                .collect(Collectors.toMap(BeanPropertyDefinition::getName, BeanPropertyDefinition::getPrimaryType));
        var fields = new LinkedHashMap<String, NestedShape>();
        var spelt = new HashSet<String>();
        for (var component : type.getRawClass().getRecordComponents()) {
            var property = written.get(component.getName());
            var shape = property == null ? null : shape(property, inside);
            if (shape == null || !spelt.add(component.getName().toLowerCase(Locale.ROOT))) {
                return null;
            }
            fields.put(component.getName(), shape);
        }
        return fields.isEmpty() || fields.size() != written.size() ? null : new Struct(fields);
    }

    /** A value without parts. */
    record Cell(ColumnFacts facts) implements NestedShape {

        @Override
        public void see(JsonParser at) throws IOException {
            if (facts.varies() && at.currentToken() != JsonToken.VALUE_NULL) {
                facts.see(CellText.parse(facts.kind(), at.getText()));
            }
        }

        @Override
        public String duckType() {
            return facts.kind() == CellKind.BYTES ? "VARCHAR" : facts.duckType();
        }

        @Override
        public boolean varies() {
            return facts.varies();
        }
    }

    /** A list, a set, or an array. */
    record ListOf(NestedShape element) implements NestedShape {

        @Override
        public void see(JsonParser at) throws IOException {
            boolean there = at.currentToken() == JsonToken.START_ARRAY;
            while (there && at.nextToken() != JsonToken.END_ARRAY) {
                element.see(at);
            }
        }

        @Override
        public String duckType() {
            return element.duckType() + "[]";
        }

        @Override
        public boolean varies() {
            return element.varies();
        }
    }

    /** A map by text. */
    record MapOf(NestedShape value) implements NestedShape {

        @Override
        public void see(JsonParser at) throws IOException {
            boolean there = at.currentToken() == JsonToken.START_OBJECT;
            while (there && at.nextToken() == JsonToken.FIELD_NAME) {
                at.nextToken();
                value.see(at);
            }
        }

        @Override
        public String duckType() {
            return "MAP(VARCHAR, %s)".formatted(value.duckType());
        }

        @Override
        public boolean varies() {
            return value.varies();
        }
    }

    /** A record. */
    record Struct(Map<String, NestedShape> fields) implements NestedShape {

        @Override
        public void see(JsonParser at) throws IOException {
            boolean there = at.currentToken() == JsonToken.START_OBJECT;
            while (there && at.nextToken() == JsonToken.FIELD_NAME) {
                var field = fields.get(at.currentName());
                at.nextToken();
                if (field == null) {
                    at.skipChildren();
                } else {
                    field.see(at);
                }
            }
        }

        @Override
        public String duckType() {
            return fields.entrySet().stream()
                    .map(field ->
                            Duck.quoted(field.getKey()) + " " + field.getValue().duckType())
                    .collect(Collectors.joining(", ", "STRUCT(", ")"));
        }

        @Override
        public boolean varies() {
            return fields.values().stream().anyMatch(NestedShape::varies);
        }
    }
}
