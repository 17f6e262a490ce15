package dev.weft.discovery;

import dev.weft.api.Named;
import dev.weft.api.Provides;
import dev.weft.api.Settings;
import dev.weft.settings.ProjectSettings;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The resources of a user project: one instance of each per process, made when first asked for, closed in the opposite order. Safe for use
 * by many threads.
 */
public final class Resources implements AutoCloseable {

    private final ClassLoader loader;
    private final List<String> providerClasses;
    private final SettingsReader settings;
    private final Map<Key, Object> overrides = new HashMap<>();
    private final Map<Key, Object> made = new LinkedHashMap<>();
    private final Deque<Object> inOrder = new ArrayDeque<>();
    private final Deque<Class<?>> making = new ArrayDeque<>();

    public Resources(ClassLoader loader, List<String> providerClasses) {
        this(loader, providerClasses, ProjectSettings.ofVariables(Map.of()));
    }

    /** @param settings what {@code @Settings} records are bound from */
    public Resources(ClassLoader loader, List<String> providerClasses, ProjectSettings settings) {
        this.settings = new SettingsReader(settings);
        this.loader = loader;
        this.providerClasses = List.copyOf(providerClasses);
    }

    /** Returns the one instance of an {@code @Assets} class. */
    public synchronized Object instance(Class<?> type) {
        return find(new Key(type, ""), "");
    }

    /**
     * Puts an object in place of the resource of that type, for tests. What was made before is closed and made anew when it is asked for; the
     * object itself is never closed here.
     *
     * @param name the name by which {@code @Named} asks for it; empty if the type is enough
     */
    public synchronized void override(Class<?> type, String name, Object resource) {
        close();
        made.clear();
        overrides.put(new Key(type, name), resource);
    }

    private Object find(Key key, String neededBy) {
        var there = overrides.getOrDefault(key, made.get(key));
        if (there != null) {
            return there;
        }
        if (making.contains(key.type())) {
            throw new IllegalStateException("%s needs itself through its constructor parameters%s. Break the circle."
                    .formatted(key.type().getSimpleName(), neededBy));
        }
        making.push(key.type());
        try {
            var resource = make(key, neededBy);
            made.put(key, resource);
            inOrder.push(resource);
            return resource;
        } finally {
            making.pop();
        }
    }

    private Object make(Key key, String neededBy) {
        var marked = key.type().getAnnotation(Settings.class);
        if (marked != null) {
            return settings.read(key.type(), marked.value());
        }
        var provider = provider(key);
        try {
            if (provider.isPresent()) {
                var method = provider.get();
                method.setAccessible(true);
                var owner = Modifier.isStatic(method.getModifiers())
                        ? null
                        : find(new Key(method.getDeclaringClass(), ""), neededBy);
                var resource = method.invoke(owner, arguments(method.getParameters(), method.getName()));
                if (resource == null) {
                    throw new IllegalStateException("%s.%s returned null. A @Provides method returns the resource."
                            .formatted(method.getDeclaringClass().getSimpleName(), method.getName()));
                }
                return resource;
            }
            var constructor = onlyConstructor(key, neededBy);
            constructor.setAccessible(true);
            return constructor.newInstance(
                    arguments(constructor.getParameters(), key.type().getSimpleName()));
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(
                    "Could not make the resource %s: %s".formatted(key.type().getSimpleName(), e.getCause()),
                    e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "Could not make the resource %s: %s".formatted(key.type().getSimpleName(), e.getMessage()), e);
        }
    }

    private Object[] arguments(Parameter[] parameters, String neededBy) {
        return Arrays.stream(parameters)
                .map(parameter -> {
                    var named = parameter.getAnnotation(Named.class);
                    return find(
                            new Key(parameter.getType(), named == null ? "" : named.value()),
                            ", needed by " + neededBy);
                })
                .toArray();
    }

    private Constructor<?> onlyConstructor(Key key, String neededBy) {
        var type = key.type();
        boolean concrete = !type.isInterface()
                && !Modifier.isAbstract(type.getModifiers())
                && key.name().isEmpty();
        var constructors = type.getDeclaredConstructors();
        if (!concrete || constructors.length != 1 || type.getClassLoader() != loader) {
            throw new IllegalStateException(
                    "There is no resource of type %s%s%s. Add a @Provides method that returns it, or a class with one constructor."
                            .formatted(type.getName(), key.name().isEmpty() ? "" : " named " + key.name(), neededBy));
        }
        return constructors[0];
    }

    private Optional<Method> provider(Key key) {
        var found = new ArrayList<Method>();
        for (var name : providerClasses) {
            for (var method : load(name).getDeclaredMethods()) {
                var provides = method.getAnnotation(Provides.class);
                if (provides != null
                        && key.type().isAssignableFrom(method.getReturnType())
                        && (key.name().isEmpty() || key.name().equals(provides.name()))) {
                    found.add(method);
                }
            }
        }
        if (found.size() > 1) {
            throw new IllegalStateException(
                    "%d @Provides methods give a %s. Tell them apart with @Provides(name) and @Named."
                            .formatted(found.size(), key.type().getSimpleName()));
        }
        return found.stream().findFirst();
    }

    private Class<?> load(String name) {
        try {
            return loader.loadClass(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(
                    "The class %s with @Provides methods is gone. Compile again.".formatted(name), e);
        }
    }

    /** Closes what can be closed, the last made first; a failure does not keep the others from being closed. */
    @Override
    public synchronized void close() {
        while (!inOrder.isEmpty()) {
            if (inOrder.pop() instanceof AutoCloseable closeable) {
                try {
                    closeable.close();
                } catch (Exception e) {
                    org.slf4j.LoggerFactory.getLogger(Resources.class).warn("Could not close {}", closeable, e);
                }
            }
        }
    }

    private record Key(Class<?> type, String name) {}
}
