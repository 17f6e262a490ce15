package dev.weft.json;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one object, in order. Most objects have a few, and a text has thousands of objects: few are kept side by side and looked through,
 * which takes a third of the room of a map; many are a map.
 */
final class JsonFields {

    private static final int FEW = 24;

    private String[] names = new String[4];
    private Object[] values = new Object[4];
    private int count;
    private @Nullable Map<String, Object> many;

    /** Adds a field; returns false if there is one of this name. */
    boolean add(String name, Object value) {
        if (many != null) {
            return many.putIfAbsent(name, value) == null;
        }
        if (indexOf(name) >= 0) {
            return false;
        }
        if (count == FEW) {
            many = new LinkedHashMap<>();
            for (int i = 0; i < count; i++) {
                many.put(names[i], values[i]);
            }
            return many.putIfAbsent(name, value) == null;
        }
        if (count == names.length) {
            names = Arrays.copyOf(names, 2 * count);
            values = Arrays.copyOf(values, 2 * count);
        }
        names[count] = name;
        values[count++] = value;
        return true;
    }

    @Nullable
    Object get(String name) {
        if (many != null) {
            return many.get(name);
        }
        int index = indexOf(name);
        return index < 0 ? null : values[index];
    }

    boolean has(String name) {
        return many != null ? many.containsKey(name) : indexOf(name) >= 0;
    }

    /** Returns the names in order. */
    Iterable<String> names() {
        return many != null ? many.keySet() : Arrays.asList(names).subList(0, count);
    }

    private int indexOf(String name) {
        int hash = name.hashCode();
        for (int i = 0; i < count; i++) {
            if (names[i].hashCode() == hash && names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private int size() {
        return many != null ? many.size() : count;
    }

    /** Tells whether the other has the same fields with the same content, in whatever order. */
    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof JsonFields fields) || size() != fields.size()) {
            return false;
        }
        for (var name : names()) {
            if (!Objects.equals(get(name), fields.get(name))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int hash = 0;
        for (var name : names()) {
            hash += name.hashCode() ^ Objects.hashCode(get(name));
        }
        return hash;
    }
}
