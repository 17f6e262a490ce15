package dev.weft.discovery;

import dev.weft.api.Secret;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Binds {@code @Settings} records from environment variables: {@code warehouse.userName} is {@code WAREHOUSE_USER_NAME}. */
final class SettingsReader {

    private final Map<String, String> environment;

    SettingsReader(Map<String, String> environment) {
        this.environment = environment;
    }

    Object read(Class<?> type, String prefix) {
        if (!type.isRecord()) {
            throw new IllegalStateException(
                    "%s is marked @Settings(\"%s\") but is no record. Make it one.".formatted(type.getName(), prefix));
        }
        var components = type.getRecordComponents();
        var values = Arrays.stream(components)
                .map(component -> value(component, prefix))
                .toArray();
        try {
            var constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            // What the record's own check says, as its author wrote it.
            var cause = Objects.requireNonNullElse(e.getCause(), e);
            throw new IllegalStateException(
                    "The settings %s are not accepted by %s: %s"
                            .formatted(prefix, type.getSimpleName(), cause.getMessage()),
                    cause);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Could not make the settings %s: %s".formatted(prefix, e.getMessage()), e);
        }
    }

    private Object value(RecordComponent component, String prefix) {
        var variable = variable(prefix + "." + component.getName());
        var text = Optional.ofNullable(environment.get(variable));
        if (component.getType() == Optional.class) {
            Type inner = ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
            return text.map(it -> convert(it, inner, variable));
        }
        return convert(
                text.orElseThrow(
                        () -> new IllegalStateException("The setting %s.%s is missing. Set the environment variable %s."
                                .formatted(prefix, component.getName(), variable))),
                component.getType(),
                variable);
    }

    /** Returns the name of a setting's variable: words in capitals, joined by underscores. */
    static String variable(String setting) {
        return setting.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replaceAll("[.-]", "_")
                .toUpperCase(Locale.ROOT);
    }

    private static Object convert(String text, Type type, String variable) {
        try {
            return converted(text, (Class<?>) type);
        } catch (RuntimeException e) {
            // Neither the value nor the cause that quotes it: it may be a secret put in the wrong place.
            throw new IllegalStateException("The environment variable %s has a value that is no %s. Correct it."
                    .formatted(variable, ((Class<?>) type).getSimpleName()));
        }
    }

    private static Object converted(String text, Class<?> type) {
        if (type == String.class) {
            return text;
        } else if (type == Secret.class) {
            return Secret.of(text);
        } else if (type == URI.class) {
            return URI.create(text);
        } else if (type == Path.class) {
            return Path.of(text);
        } else if (type == Duration.class) {
            return Duration.parse(text);
        } else if (type == int.class || type == Integer.class) {
            return Integer.valueOf(text);
        } else if (type == long.class || type == Long.class) {
            return Long.valueOf(text);
        } else if (type == double.class || type == Double.class) {
            return Double.valueOf(text);
        } else if ((type == boolean.class || type == Boolean.class)
                && (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"))) {
            return Boolean.valueOf(text);
        } else if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .filter(constant -> constant.toString().equalsIgnoreCase(text))
                    .findFirst()
                    .orElseThrow();
        }
        throw new IllegalArgumentException(type.getName());
    }
}
