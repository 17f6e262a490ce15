package dev.weft.code;

import org.objectweb.asm.Type;

/**
 * Labels of places in code, and how people name them.
 *
 * <p>A label is {@code com/acme/Cleaning.trim(Ljava/lang/String;)V} for a method, {@code com/acme/Cleaning:LIMIT} for a field, {@code com/acme/Cleaning}
 * for what a class is, with {@code #} and a word for a side of it, and {@code library org.acme:text} for a library.
 */
final class Places {

    private static final String LIBRARY = "library ";

    private Places() {}

    static String library(Jar.Artifact artifact) {
        return LIBRARY + artifact.label();
    }

    static String side(String classLabel, String word) {
        return classLabel + "#" + word;
    }

    static String describe(String label) {
        if (label.startsWith(LIBRARY)) {
            return label.substring(LIBRARY.length());
        }
        int side = label.indexOf('#');
        if (side >= 0) {
            return describe(label.substring(0, side)) + " (" + label.substring(side + 1) + ")";
        }
        int arguments = label.indexOf('(');
        if (arguments >= 0) {
            int dot = label.lastIndexOf('.', arguments);
            return method(simple(label.substring(0, dot)), label.substring(dot + 1, arguments));
        }
        int field = label.indexOf(':');
        return field >= 0 ? simple(label.substring(0, field)) + "." + label.substring(field + 1) : simple(label);
    }

    /** Returns the method with its parameters' types, for one that shares its name with another. */
    static String describeWithParameters(String label) {
        int arguments = label.indexOf('(');
        if (arguments < 0 || label.startsWith(LIBRARY)) {
            return describe(label);
        }
        var types = java.util.Arrays.stream(Type.getArgumentTypes(label.substring(arguments)))
                .map(type -> simple(type.getClassName().replace('.', '/')))
                .collect(java.util.stream.Collectors.joining(", ", "(", ")"));
        return describe(label) + types;
    }

    private static String method(String type, String name) {
        return switch (name) {
            case "<init>" -> type + " constructor";
            case "<clinit>" -> type + " static initializer";
            default -> type + "." + name;
        };
    }

    private static String simple(String type) {
        var name = type.substring(type.lastIndexOf('/') + 1);
        int made = name.indexOf('~');
        // A class without a name is named by the method that makes it.
        return made < 0
                ? name.replace('$', '.')
                : "class in " + name.substring(0, made).replace('$', '.');
    }
}
