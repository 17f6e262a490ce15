package dev.weft.discovery;

import dev.weft.api.Secret;
import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The hash of a record by its content: equal in every process for equal components. */
final class SpecHash {

    private final MessageDigest digest;

    private SpecHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** @throws IllegalArgumentException if a component has no stable content */
    static String of(Record spec) {
        var hash = new SpecHash();
        hash.add(spec);
        return HexFormat.of().formatHex(hash.digest.digest(), 0, 12);
    }

    private void add(@Nullable Object value) {
        if (value == null) {
            part("null");
        } else if (value instanceof Record row) {
            components(row);
        } else if (value instanceof Optional<?> optional) {
            add(optional.orElse(null));
        } else if (value instanceof Enum<?> constant) {
            part(constant.name());
        } else if (value instanceof Map<?, ?> map) {
            var sorted = new TreeMap<String, Object>();
            map.forEach((key, each) -> sorted.put(hashed(key), each));
            part("map " + sorted.size());
            sorted.forEach((key, each) -> {
                part(key);
                add(each);
            });
        } else if (value instanceof Set<?> set) {
            var sorted = new TreeSet<String>();
            set.forEach(each -> sorted.add(hashed(each)));
            part("set " + sorted.size());
            sorted.forEach(this::part);
        } else if (value instanceof Collection<?> list) {
            part("list " + list.size());
            list.forEach(this::add);
        } else if (value.getClass().isArray()) {
            part("list " + Array.getLength(value));
            for (int i = 0; i < Array.getLength(value); i++) {
                add(Array.get(value, i));
            }
        } else if (value instanceof Secret || value.getClass().getClassLoader() != null || isPlainObject(value)) {
            throw new IllegalArgumentException(
                    "a specification holds records, texts, numbers, times, enums, lists, sets and maps; found a "
                            + value.getClass().getName());
        } else {
            part(value.getClass().getName());
            part(value.toString());
        }
    }

    /** An object of the JDK that shows its identity only. */
    private static boolean isPlainObject(Object value) {
        return value.toString().equals(value.getClass().getName() + "@" + Integer.toHexString(value.hashCode()));
    }

    private void components(Record row) {
        part("record " + row.getClass().getRecordComponents().length);
        for (var component : row.getClass().getRecordComponents()) {
            part(component.getName());
            try {
                var accessor = component.getAccessor();
                accessor.setAccessible(true);
                add(accessor.invoke(row));
            } catch (ReflectiveOperationException e) {
                throw new IllegalArgumentException(
                        "its component %s cannot be read: %s".formatted(component.getName(), e.getCause()), e);
            }
        }
    }

    private static String hashed(@Nullable Object value) {
        var hash = new SpecHash();
        hash.add(value);
        return HexFormat.of().formatHex(hash.digest.digest());
    }

    private void part(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
    }
}
