package dev.weft.code;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/** The project's classes by name, and what extends what. */
final class Hierarchy {

    private final Map<String, ClassCode> classes = new TreeMap<>();
    private final Map<String, List<String>> below = new HashMap<>();

    Hierarchy(Collection<ClassCode> all) {
        all.forEach(type -> classes.put(type.name(), type));
        classes.values()
                .forEach(type -> type.supertypes()
                        .forEach(above -> below.computeIfAbsent(above, name -> new ArrayList<>())
                                .add(type.name())));
    }

    /** A method, with the class that has it. */
    record Found(ClassCode owner, MethodCode method) {}

    /** Returns the class of the project that has the internal name; null if there is none. */
    @Nullable
    ClassCode find(String name) {
        return classes.get(name);
    }

    Collection<ClassCode> all() {
        return classes.values();
    }

    /** Returns the names of the classes that extend or implement another directly. */
    List<String> below(String name) {
        return below.getOrDefault(name, List.of());
    }

    /** Returns the classes that extend or implement another, directly or not. */
    List<ClassCode> allBelow(String name) {
        var seen = new LinkedHashSet<String>();
        var todo = new ArrayDeque<>(below(name));
        while (!todo.isEmpty()) {
            var next = todo.remove();
            if (seen.add(next)) {
                todo.addAll(below(next));
            }
        }
        return seen.stream().map(classes::get).toList();
    }

    /** Returns a class and everything of the project above it, the nearest first. */
    List<ClassCode> withSupertypes(ClassCode type) {
        var seen = new LinkedHashSet<ClassCode>();
        var todo = new ArrayDeque<>(List.of(type));
        while (!todo.isEmpty()) {
            var next = todo.remove();
            if (seen.add(next)) {
                next.supertypes().stream()
                        .map(classes::get)
                        .filter(java.util.Objects::nonNull)
                        .forEach(todo::add);
            }
        }
        return List.copyOf(seen);
    }

    boolean isBelow(String name, String above) {
        return name.equals(above)
                || allBelow(above).stream().anyMatch(type -> type.name().equals(name));
    }

    /** Returns the method that an object of the class has: of the class or a superclass, else a default one of an interface; null if a library has it. */
    @Nullable
    Found resolve(ClassCode type, String name, String descriptor) {
        Found declared = null;
        for (var at = type; at != null; at = at.superName() == null ? null : classes.get(at.superName())) {
            var method = at.method(name, descriptor);
            if (method.isPresent()) {
                var found = new Found(at, method.get());
                if (!method.get().is(Opcodes.ACC_ABSTRACT)) {
                    return found;
                }
                declared = declared == null ? found : declared;
            }
        }
        for (var above : withSupertypes(type)) {
            var method = above.is(Opcodes.ACC_INTERFACE)
                    ? above.method(name, descriptor)
                    : java.util.Optional.<MethodCode>empty();
            if (method.isPresent()) {
                var found = new Found(above, method.get());
                if (!method.get().is(Opcodes.ACC_ABSTRACT)) {
                    return found;
                }
                declared = declared == null ? found : declared;
            }
        }
        return declared;
    }
}
