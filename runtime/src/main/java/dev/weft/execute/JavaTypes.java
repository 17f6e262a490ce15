package dev.weft.execute;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;

/** The parts of generic Java types. */
final class JavaTypes {

    private JavaTypes() {}

    /** Returns a type argument; a wildcard as its upper bound. */
    static Type argument(Type type, int index) {
        var argument = ((ParameterizedType) type).getActualTypeArguments()[index];
        return argument instanceof WildcardType wildcard ? wildcard.getUpperBounds()[0] : argument;
    }

    static Class<?> raw(Type type) {
        return type instanceof ParameterizedType parameterized
                ? (Class<?>) parameterized.getRawType()
                : (Class<?>) type;
    }

    @SuppressWarnings("unchecked") // the processor lets only records pass as rows
    static Class<? extends Record> record(Type type) {
        return (Class<? extends Record>) raw(type);
    }
}
