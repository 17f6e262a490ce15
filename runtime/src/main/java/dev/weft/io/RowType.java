package dev.weft.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import dev.weft.api.Column;
import dev.weft.asset.TypeRef;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A record as the type of rows: its components as columns, and the way from a record to its cells and back. Made once per stream, so that a row costs no
 * look-up.
 */
final class RowType {

    private final Class<?> row;
    private final List<Field> fields;
    private final MethodHandle constructor;

    private RowType(Class<?> row, List<Field> fields, MethodHandle constructor) {
        this.row = row;
        this.fields = fields;
        this.constructor = constructor;
    }

    /** Returns the type of a record's rows. */
    static RowType of(Class<?> row) {
        if (!row.isRecord()) {
            throw new IllegalArgumentException("%s is not a record: rows are records.".formatted(row.getName()));
        }
        var components = row.getRecordComponents();
        var fields = Arrays.stream(components).map(RowType::field).toList();
        try {
            var constructor = row.getDeclaredConstructor(Arrays.stream(components)
                    .map(component -> component.getType())
                    .toArray(Class[]::new));
            constructor.setAccessible(true);
            var handle = MethodHandles.lookup()
                    .unreflectConstructor(constructor)
                    .asSpreader(Object[].class, components.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
            return new RowType(row, fields, handle);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("A record has its canonical constructor: " + row.getName(), e);
        }
    }

    private static Field field(RecordComponent component) {
        var declared = JsonValues.MAPPER.constructType(component.getGenericType());
        boolean optional = declared.getRawClass() == Optional.class;
        var type = optional ? declared.containedType(0) : declared;
        var renamed = component.getAnnotation(Column.class);
        var accessor = component.getAccessor();
        accessor.setAccessible(true);
        try {
            return new Field(
                    renamed == null ? component.getName() : renamed.value(),
                    component,
                    type,
                    CellKind.of(type),
                    optional,
                    MethodHandles.lookup()
                            .unreflect(accessor)
                            .asType(MethodType.methodType(Object.class, Object.class)),
                    decoder(type));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("An accessor that was made accessible is not: " + accessor, e);
        }
    }

    /** One column. {@code type} is what an {@code Optional} component holds. */
    record Field(
            String name,
            RecordComponent component,
            JavaType type,
            CellKind kind,
            boolean optional,
            MethodHandle accessor,
            Function<Object, Object> decoder) {

        /** Tells whether the component cannot be null. */
        boolean isPrimitive() {
            return component.getType().isPrimitive();
        }

        private @Nullable Object cell(@Nullable Object value) {
            var there = optional && value instanceof Optional<?> maybe ? maybe.orElse(null) : value;
            if (there == null) {
                return null;
            }
            return switch (kind) {
                case DECIMAL -> plain((BigDecimal) there);
                case TEXT ->
                    there instanceof String ? there : there instanceof Enum<?> constant ? constant.name() : text(there);
                case JSON -> json(there);
                default -> there;
            };
        }

        private @Nullable Object value(@Nullable Object cell) {
            var value = cell == null ? null : decoder.apply(cell);
            return optional ? Optional.ofNullable(value) : value;
        }
    }

    private static Function<Object, Object> decoder(JavaType type) {
        var raw = type.getRawClass();
        return switch (CellKind.of(type)) {
            case TEXT -> {
                if (raw == String.class) {
                    yield cell -> cell;
                }
                if (raw == char.class || raw == Character.class) {
                    yield cell -> ((String) cell).charAt(0);
                }
                if (raw.isEnum()) {
                    var constants = new HashMap<String, Object>();
                    for (var constant : raw.getEnumConstants()) {
                        constants.put(((Enum<?>) constant).name(), constant);
                    }
                    yield cell -> constant(constants.get((String) cell), (String) cell, raw);
                }
                if (raw == BigInteger.class) {
                    yield cell -> new BigInteger((String) cell);
                }
                yield cell -> JsonValues.MAPPER.convertValue(cell, type);
            }
            case JSON -> cell -> fromJson((String) cell, type);
            default -> cell -> cell;
        };
    }

    private static Object constant(@Nullable Object found, String name, Class<?> type) {
        if (found == null) {
            throw new IllegalArgumentException("\"%s\" is not a %s: it has %s."
                    .formatted(name, type.getSimpleName(), Arrays.toString(type.getEnumConstants())));
        }
        return found;
    }

    /** Returns the decimal without an exponent: {@code 1E+3} is {@code 1000}. Zeros after the point stay, for they are part of it. */
    static BigDecimal plain(BigDecimal decimal) {
        return decimal.scale() < 0 ? decimal.setScale(0) : decimal;
    }

    private static String text(Object value) {
        return value instanceof Character || value instanceof BigInteger
                ? value.toString()
                : JsonValues.MAPPER.convertValue(value, String.class);
    }

    private static String json(Object value) {
        try {
            return JsonValues.CELLS.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "Could not write a %s as JSON: %s"
                            .formatted(value.getClass().getSimpleName(), JsonValues.problem(e)),
                    e);
        }
    }

    private static Object fromJson(String json, JavaType type) {
        try {
            return JsonValues.CELLS.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "%s is no %s: %s".formatted(json, type.getRawClass().getSimpleName(), JsonValues.problem(e)), e);
        }
    }

    List<Field> fields() {
        return fields;
    }

    List<String> names() {
        return fields.stream().map(Field::name).toList();
    }

    String simpleName() {
        return row.getSimpleName();
    }

    boolean isInstance(Object value) {
        return row.isInstance(value);
    }

    /** Returns the cells of a record in the order of the columns. */
    @Nullable
    Object[] cells(Object record) {
        @Nullable Object[] cells = new Object[fields.size()];
        for (int i = 0; i < cells.length; i++) {
            var field = fields.get(i);
            cells[i] = field.cell(read(field, record));
        }
        return cells;
    }

    private static @Nullable Object read(Field field, Object record) {
        try {
            return (Object) field.accessor().invokeExact(record);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("Could not read the component %s: %s".formatted(field.name(), e), e);
        }
    }

    /**
     * Makes a record of its cells.
     *
     * @param where what the cells belong to, for messages
     * @throws IllegalStateException if a cell is null that cannot be, or the record refuses its values
     */
    Object record(@Nullable Object[] cells, Object where) {
        @Nullable Object[] values = new Object[cells.length];
        for (int i = 0; i < cells.length; i++) {
            var field = fields.get(i);
            if (cells[i] == null && field.isPrimitive()) {
                throw new IllegalStateException(
                        "Column \"%s\" of %s has a null, and %s cannot be null. Use a boxed type."
                                .formatted(
                                        field.name(), where, field.component().getType()));
            }
            values[i] = field.value(cells[i]);
        }
        try {
            return (Object) constructor.invokeExact(values);
        } catch (Throwable e) {
            throw new IllegalStateException(
                    "A row of %s cannot be a %s: %s".formatted(where, row.getSimpleName(), e), e);
        }
    }

    /** Tells why a stored version without a column cannot be read as this record. */
    IllegalStateException lacks(Field field, Object where) {
        return new IllegalStateException(
                "%s has no column \"%s\", and %s cannot be null. Use a boxed type, or materialize %s again."
                        .formatted(where, field.name(), field.component().getType(), where));
    }

    /** Returns for each column where it is among the stored ones; -1 where it is not. */
    int[] places(List<String> stored, Object where) {
        return IntStream.range(0, fields.size())
                .map(i -> {
                    var field = fields.get(i);
                    int at = stored.indexOf(field.name());
                    if (at < 0 && field.isPrimitive()) {
                        throw lacks(field, where);
                    }
                    return at;
                })
                .toArray();
    }

    /** Returns the columns as definitions tell them. */
    List<dev.weft.asset.Column> columns() {
        return fields.stream()
                .map(field -> new dev.weft.asset.Column(
                        field.name(),
                        field.component().getName(),
                        ref(field.component().getGenericType()),
                        !field.isPrimitive(),
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

    private static TypeRef ref(Type type) {
        return TypeRef.parse(
                type.getTypeName().replace(" ", "").replaceAll("\\?extends", "").replace("?super", ""));
    }
}
