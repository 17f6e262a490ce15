package dev.weft.discovery;

import dev.weft.api.Secret;
import dev.weft.settings.ProjectSettings;
import dev.weft.settings.Setting;
import dev.weft.settings.SettingNames;
import dev.weft.settings.SettingsException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/** Binds {@code @Settings} records from a project's settings. */
final class SettingsReader {

    private final ProjectSettings settings;

    SettingsReader(ProjectSettings settings) {
        this.settings = settings;
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
        var name = SettingNames.canonical(prefix + "." + component.getName());
        var setting = settings.setting(name);
        if (component.getType() == Optional.class) {
            Type inner = ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
            return setting.map(it -> convert(it, inner));
        }
        return convert(
                setting.orElseThrow(() -> new SettingsException(
                        "The setting %s is missing. Add it to application.yml or set the environment variable %s."
                                .formatted(name, SettingNames.variable(name)))),
                component.getType());
    }

    private static Object convert(Setting setting, Type type) {
        try {
            return converted(setting.value(), (Class<?>) type);
        } catch (RuntimeException e) {
            // Neither the value nor the cause that quotes it: it may be a secret put in the wrong place.
            throw new SettingsException("The setting %s (%s) has a value that is no %s. Correct it."
                    .formatted(setting.name(), setting.origin(), ((Class<?>) type).getSimpleName()));
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
