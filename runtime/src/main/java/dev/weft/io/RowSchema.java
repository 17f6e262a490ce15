package dev.weft.io;

import com.fasterxml.jackson.databind.JavaType;
import dev.weft.api.Column;
import dev.weft.asset.TypeRef;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** The columns of a record, for DuckDB. Column types follow from the components' Java types. */
final class RowSchema {

    private static final Map<Class<?>, String> SQL = Map.ofEntries(
            Map.entry(boolean.class, "BOOLEAN"),
            Map.entry(Boolean.class, "BOOLEAN"),
            Map.entry(byte.class, "TINYINT"),
            Map.entry(Byte.class, "TINYINT"),
            Map.entry(short.class, "SMALLINT"),
            Map.entry(Short.class, "SMALLINT"),
            Map.entry(int.class, "INTEGER"),
            Map.entry(Integer.class, "INTEGER"),
            Map.entry(long.class, "BIGINT"),
            Map.entry(Long.class, "BIGINT"),
            Map.entry(float.class, "FLOAT"),
            Map.entry(Float.class, "FLOAT"),
            Map.entry(double.class, "DOUBLE"),
            Map.entry(Double.class, "DOUBLE"),
            Map.entry(LocalDate.class, "DATE"),
            Map.entry(LocalDateTime.class, "TIMESTAMP_NS"),
            Map.entry(Instant.class, "TIMESTAMP_NS"),
            Map.entry(UUID.class, "UUID"));

    private final List<Field> fields;

    /** One column. */
    record Field(String name, RecordComponent component, JavaType type) {

        Class<?> raw() {
            return type.getRawClass();
        }

        /** Tells whether the value is a record, a list or a map: kept by DuckDB as JSON text. */
        boolean isNested() {
            return raw().isRecord() || (type.isContainerType() && raw() != byte[].class);
        }

        String sqlType(int decimalScale) {
            if (raw() == BigDecimal.class) {
                return "DECIMAL(38,%d)".formatted(decimalScale);
            }
            return SQL.getOrDefault(raw(), "VARCHAR");
        }
    }

    private RowSchema(List<Field> fields) {
        this.fields = fields;
    }

    static RowSchema of(Class<?> row) {
        if (!row.isRecord()) {
            throw new IllegalArgumentException("%s is not a record: rows are records.".formatted(row.getName()));
        }
        return new RowSchema(Arrays.stream(row.getRecordComponents())
                .map(component -> new Field(
                        name(component), component, JsonValues.MAPPER.constructType(component.getGenericType())))
                .toList());
    }

    private static String name(RecordComponent component) {
        var renamed = component.getAnnotation(Column.class);
        return renamed == null ? component.getName() : renamed.value();
    }

    List<Field> fields() {
        return fields;
    }

    /** Returns the columns as definitions tell them. */
    List<dev.weft.asset.Column> columns() {
        return fields.stream()
                .map(field -> new dev.weft.asset.Column(
                        field.name(),
                        field.component().getName(),
                        ref(field.component().getGenericType()),
                        !field.component().getType().isPrimitive(),
                        "",
                        List.of()))
                .toList();
    }

    /** Returns a text that is equal for equal schemas. */
    String identity() {
        return fields.stream()
                .map(field -> field.name() + " "
                        + field.component().getGenericType().getTypeName().replaceAll("[\\w.]+[.$]", ""))
                .collect(Collectors.joining("\n"));
    }

    static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    private static TypeRef ref(Type type) {
        return TypeRef.parse(
                type.getTypeName().replace(" ", "").replaceAll("\\?extends", "").replace("?super", ""));
    }
}
