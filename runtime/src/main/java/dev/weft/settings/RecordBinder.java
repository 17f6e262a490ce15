package dev.weft.settings;

import dev.weft.api.Default;
import dev.weft.secret.Secrets;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes a record from settings: components that are plain values, nested records, lists, sets, maps by name, and {@code Optional}s of these. What
 * is missing and has a {@link Default} gets it. All problems are collected; none quotes a value, for it may be a secret in the wrong place.
 */
public final class RecordBinder {

    private final SettingSource source;
    private final Texts texts;
    private final List<String> problems = new ArrayList<>();

    /** @param folder the folder that relative paths are relative to */
    public RecordBinder(SettingSource source, Path folder) {
        this.source = source;
        this.texts = new Texts(folder);
    }

    /**
     * Returns the record.
     *
     * @throws SettingsException if anything is missing or wrong, with all problems, one a line
     */
    public Object bind(Class<?> type, String prefix) {
        if (!type.isRecord()) {
            throw new SettingsException("%s is no record. Make it one.".formatted(type.getName()));
        }
        var bound = record(type, prefix);
        if (!problems.isEmpty()) {
            throw new SettingsException(String.join("\n", problems));
        }
        return Objects.requireNonNull(bound);
    }

    /** Returns the record, or null where a problem was noted. */
    private @Nullable Object record(Class<?> type, String prefix) {
        int before = problems.size();
        var components = type.getRecordComponents();
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] = component(components[i], join(prefix, components[i].getName()));
        }
        return problems.size() > before ? null : construct(type, prefix, components, values);
    }

    private @Nullable Object construct(
            Class<?> type, String prefix, RecordComponent[] components, @Nullable Object[] values) {
        try {
            var constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            // What the record's own check says, as its author wrote it.
            var cause = Objects.requireNonNullElse(e.getCause(), e);
            var words = cause.getMessage() == null ? cause.toString() : cause.getMessage();
            problems.add(
                    "%s not accepted by %s: %s".formatted(named(prefix), type.getSimpleName(), Secrets.mask(words)));
        } catch (ReflectiveOperationException e) {
            problems.add("%s could not be made: %s".formatted(type.getName(), e));
        }
        return null;
    }

    private static String named(String prefix) {
        return prefix.isEmpty() ? "Values" : "The values of %s are".formatted(prefix);
    }

    private @Nullable Object component(RecordComponent component, String name) {
        var fallback = component.getAnnotation(Default.class);
        return value(
                component.getGenericType(),
                name,
                fallback == null
                        ? Optional.empty()
                        : Optional.of(new Setting(name, name, fallback.value(), "its @Default")));
    }

    private @Nullable Object value(Type type, String name, Optional<Setting> fallback) {
        var raw = raw(type);
        if (raw == Optional.class) {
            return exists(name) || fallback.isPresent()
                    ? Optional.ofNullable(value(argument(type, 0), name, fallback))
                    : Optional.empty();
        }
        if (raw == List.class || raw == Set.class) {
            return collection(type, name, fallback, raw == Set.class);
        }
        if (raw == Map.class) {
            return map(type, name);
        }
        if (raw.isRecord()) {
            return record(raw, name);
        }
        if (!texts.knows(raw)) {
            problems.add(
                    "%s: a %s cannot be read from settings. Use plain values, records, lists, sets, maps by String, and Optionals of them."
                            .formatted(name, raw.getSimpleName()));
            return null;
        }
        var setting = source.setting(name).or(() -> fallback);
        if (setting.isEmpty()) {
            problems.add("The setting %s is missing. Add it to application.yml or set the environment variable %s."
                    .formatted(SettingNames.canonical(name), SettingNames.variable(name)));
            return null;
        }
        return read(setting.get(), setting.get().value(), raw);
    }

    private @Nullable Object read(Setting setting, String text, Class<?> type) {
        try {
            return texts.read(text, type);
        } catch (RuntimeException e) {
            problems.add("The setting %s (%s) has a value that is no %s. Correct it."
                    .formatted(setting.name(), setting.origin(), texts.words(type)));
            return null;
        }
    }

    private Object collection(Type type, String name, Optional<Setting> fallback, boolean set) {
        var item = argument(type, 0);
        var items = new ArrayList<@Nullable Object>();
        int count = count(name);
        for (int i = 0; i < count; i++) {
            items.add(value(item, name + "[" + i + "]", Optional.empty()));
        }
        if (count == 0) {
            var one = source.setting(name).or(() -> fallback);
            if (one.isPresent() && !one.get().value().isBlank()) {
                for (var part : one.get().value().split(",", -1)) {
                    items.add(texts.knows(raw(item)) ? read(one.get(), part.strip(), raw(item)) : null);
                }
            } else if (one.isEmpty()) {
                problems.add(
                        "The setting %s is missing: a list. Add it to application.yml, give it a @Default(\"\"), or set the environment variable %s, parted by commas."
                                .formatted(SettingNames.canonical(name), SettingNames.variable(name)));
            }
        }
        // Where an item is null a problem was noted, and nothing is made.
        return set ? Collections.unmodifiableSet(new LinkedHashSet<>(items)) : Collections.unmodifiableList(items);
    }

    /** Items are those with an index, without a gap, so that a list with a hole is told by what is missing. */
    private int count(String name) {
        return source.settingsBelow(name).keySet().stream()
                .filter(rest -> rest.startsWith("["))
                .mapToInt(rest -> Integer.parseInt(rest.substring(1, rest.indexOf(']'))) + 1)
                .max()
                .orElse(0);
    }

    private Object map(Type type, String name) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        if (raw(argument(type, 0)) != String.class) {
            problems.add("%s: the names of a map are Strings.".formatted(name));
            return values;
        }
        var names = new TreeSet<String>();
        var written = new LinkedHashMap<String, String>();
        source.settingsBelow(name).forEach((rest, setting) -> {
            var first = rest.split("[.\\[]", 2)[0];
            names.add(first);
            written.putIfAbsent(first, segment(setting.written(), name.split("\\.", -1).length));
        });
        names.forEach(
                each -> values.put(written.get(each), value(argument(type, 1), name + "." + each, Optional.empty())));
        return Collections.unmodifiableMap(values);
    }

    private static String segment(String written, int index) {
        var parts = written.split("\\.", -1);
        return index < parts.length ? parts[index].replaceFirst("\\[.*", "") : written;
    }

    private boolean exists(String name) {
        return source.setting(name).isPresent() || !source.settingsBelow(name).isEmpty();
    }

    private static String join(String prefix, String name) {
        return prefix.isEmpty() ? name : prefix + "." + name;
    }

    private static Class<?> raw(Type type) {
        if (type instanceof ParameterizedType parameterized) {
            return (Class<?>) parameterized.getRawType();
        }
        return type instanceof Class<?> plain ? plain : Object.class;
    }

    private static Type argument(Type type, int index) {
        return type instanceof ParameterizedType parameterized
                ? parameterized.getActualTypeArguments()[index]
                : Object.class;
    }
}
