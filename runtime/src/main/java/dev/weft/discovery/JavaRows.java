package dev.weft.discovery;

import dev.weft.api.Column;
import dev.weft.asset.TypeRef;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Java types as definitions say them, for assets that no annotation processor saw. */
final class JavaRows {

    private static final int DEEPEST = 5;

    private JavaRows() {}

    static TypeRef ref(Type type) {
        if (type instanceof ParameterizedType generic) {
            return new TypeRef(
                    ((Class<?>) generic.getRawType()).getName(),
                    Arrays.stream(generic.getActualTypeArguments())
                            .map(JavaRows::ref)
                            .toList());
        }
        if (type instanceof WildcardType wildcard) {
            return wildcard.getUpperBounds()[0] == Object.class ? TypeRef.of("?") : ref(wildcard.getUpperBounds()[0]);
        }
        if (type instanceof GenericArrayType array) {
            var component = ref(array.getGenericComponentType());
            return new TypeRef(component.name() + "[]", component.arguments());
        }
        if (type instanceof Class<?> plain && plain.isArray()) {
            return TypeRef.of(ref(plain.getComponentType()).name() + "[]");
        }
        return TypeRef.of(type.getTypeName());
    }

    static List<dev.weft.asset.Column> columns(Class<?> row) {
        return columns(row, 0);
    }

    private static List<dev.weft.asset.Column> columns(Class<?> row, int depth) {
        return Arrays.stream(row.getRecordComponents())
                .map(component -> column(component, depth))
                .toList();
    }

    private static dev.weft.asset.Column column(RecordComponent component, int depth) {
        var renamed = component.getAnnotation(Column.class);
        return new dev.weft.asset.Column(
                renamed == null ? component.getName() : renamed.value(),
                component.getName(),
                ref(component.getGenericType()),
                !component.getType().isPrimitive(),
                "",
                depth < DEEPEST ? nested(component.getGenericType(), depth + 1) : List.of());
    }

    private static List<dev.weft.asset.Column> nested(Type type, int depth) {
        if (type instanceof Class<?> plain && plain.isRecord()) {
            return columns(plain, depth);
        }
        return type instanceof ParameterizedType generic && generic.getRawType() == List.class
                ? nested(generic.getActualTypeArguments()[0], depth)
                : List.of();
    }

    /** Returns all types that a class can be assigned to, beside itself and {@code Object}. */
    static List<TypeRef> supertypes(Class<?> type) {
        Set<TypeRef> found = new LinkedHashSet<>();
        collect(type, found);
        return List.copyOf(found);
    }

    private static void collect(Class<?> type, Set<TypeRef> found) {
        Stream.concat(Stream.ofNullable(type.getGenericSuperclass()), Arrays.stream(type.getGenericInterfaces()))
                .filter(each -> each != Object.class)
                .forEach(each -> {
                    if (found.add(ref(each))) {
                        collect(
                                each instanceof ParameterizedType generic
                                        ? (Class<?>) generic.getRawType()
                                        : (Class<?>) each,
                                found);
                    }
                });
    }

    /** The type {@code Stream<R>} of a record. */
    record StreamOf(Class<?> row) implements ParameterizedType {

        @Override
        public Type[] getActualTypeArguments() {
            return new Type[] {row};
        }

        @Override
        public Type getRawType() {
            return Stream.class;
        }

        @Override
        public Type getOwnerType() {
            throw new UnsupportedOperationException("A stream's type has no owner");
        }
    }
}
