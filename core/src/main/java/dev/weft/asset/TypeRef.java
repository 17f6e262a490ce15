package dev.weft.asset;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A Java type by name, so that definitions can be compared without loading a class.
 *
 * @param name the binary name ({@code com.acme.Shop$Order}), a primitive, {@code ?} for an unbounded wildcard, or with {@code []} for an array;
 *     wildcards with an upper bound are written as that bound
 * @param arguments the type arguments
 */
public record TypeRef(String name, List<TypeRef> arguments) {

    public TypeRef {
        arguments = List.copyOf(arguments);
    }

    public static TypeRef of(String name, TypeRef... arguments) {
        return new TypeRef(name, List.of(arguments));
    }

    /**
     * Reads what {@link #toString()} writes, such as {@code java.util.Map<java.lang.String,int[]>}.
     *
     * @throws IllegalArgumentException if the text is not a type
     */
    public static TypeRef parse(String text) {
        return new TypeRefParser(text).parse();
    }

    /** Returns the name without its package, as code would say it: {@code List<Order>}. */
    public String simple() {
        var last = name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
        return arguments.isEmpty()
                ? last
                : last + arguments.stream().map(TypeRef::simple).collect(Collectors.joining(", ", "<", ">"));
    }

    public boolean isPrimitive() {
        return switch (name) {
            case "boolean", "byte", "short", "char", "int", "long", "float", "double" -> true;
            default -> false;
        };
    }

    @Override
    public String toString() {
        return arguments.isEmpty()
                ? name
                : name + arguments.stream().map(TypeRef::toString).collect(Collectors.joining(",", "<", ">"));
    }
}
