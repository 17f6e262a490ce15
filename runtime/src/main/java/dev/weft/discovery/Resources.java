package dev.weft.discovery;

import dev.weft.api.Named;
import dev.weft.api.Provides;
import dev.weft.api.Settings;
import dev.weft.settings.ProjectSettings;
import dev.weft.settings.RecordBinder;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The resources of a user project: one instance of each per process, made when first asked for, closed in the opposite order. A resource is what a
 * {@code @Provides} method returns, else a bean of the project's Micronaut context, else an instance of a class with one constructor; a
 * {@code @Settings} record is bound from the settings. Safe for use by many threads.
 */
public final class Resources implements AutoCloseable {

    private final ClassLoader loader;
    private final List<String> providerClasses;
    private final ProjectSettings settings;
    private final Beans beans;
    private final Map<Key, Object> overrides = new HashMap<>();
    private final Map<Key, Object> made = new HashMap<>();
    private final Deque<Object> inOrder = new ArrayDeque<>();
    private final LinkedHashSet<Key> making = new LinkedHashSet<>();

    public Resources(ClassLoader loader, List<String> providerClasses) {
        this(loader, providerClasses, ProjectSettings.ofVariables(Map.of()));
    }

    /** @param settings what {@code @Settings} records are bound from */
    public Resources(ClassLoader loader, List<String> providerClasses, ProjectSettings settings) {
        this(loader, providerClasses, settings, Beans.NONE);
    }

    /** Returns the resources of a project, which may bring a Micronaut context. */
    public static Resources of(
            ClassLoader loader, List<Path> classPath, List<String> providerClasses, ProjectSettings settings) {
        return new Resources(loader, providerClasses, settings, new MicronautBeans(loader, classPath, settings));
    }

    private Resources(ClassLoader loader, List<String> providerClasses, ProjectSettings settings, Beans beans) {
        this.settings = settings;
        this.loader = loader;
        this.providerClasses = List.copyOf(providerClasses);
        this.beans = beans;
    }

    /** A container that the project brings along; nothing is started before the first question. */
    interface Beans extends AutoCloseable {

        Beans NONE = new Beans() {
            @Override
            public Optional<Object> find(Class<?> type, String name) {
                return Optional.empty();
            }

            @Override
            public void close() {}
        };

        /** Returns the container's bean of that type, and of that name unless it is empty. */
        Optional<Object> find(Class<?> type, String name);

        @Override
        void close();
    }

    /** Returns the one instance of an {@code @Assets} class. */
    public synchronized Object instance(Class<?> type) {
        return find(new Key(type, ""), "");
    }

    /** Puts an object in place of the resource of its type, for tests. */
    public synchronized void override(Class<?> type, Object resource) {
        override(type, "", resource);
    }

    /**
     * Puts an object in place of the resource of that type and name, for tests. What was made before is closed, and made anew with this object when it
     * is asked for; the object itself is never closed here.
     */
    public synchronized void override(Class<?> type, String name, Object resource) {
        closeMade();
        overrides.put(new Key(type, name), resource);
    }

    private Object find(Key key, String neededBy) {
        var there = overrides.getOrDefault(key, made.get(key));
        if (there != null) {
            return there;
        }
        if (!making.add(key)) {
            throw new IllegalStateException(
                    "These resources need each other: %s. Break the circle, with a setter or a Supplier."
                            .formatted(circle(key)));
        }
        try {
            var resource = make(key, neededBy);
            made.put(key, resource);
            return resource;
        } finally {
            making.remove(key);
        }
    }

    private String circle(Key key) {
        var path = making.stream()
                .dropWhile(other -> !other.equals(key))
                .map(Key::toString)
                .collect(Collectors.toCollection(ArrayList::new));
        path.add(key.toString());
        return String.join(" → ", path);
    }

    private Object make(Key key, String neededBy) {
        var marked = key.type().getAnnotation(Settings.class);
        if (marked != null) {
            return new RecordBinder(settings, settings.folder()).bind(key.type(), marked.value());
        }
        var provider = provider(key);
        if (provider.isPresent()) {
            return provided(provider.get(), neededBy);
        }
        var bean = beans.find(key.type(), key.name());
        // Closed by its own container.
        return bean.orElseGet(() -> constructed(key, neededBy));
    }

    /** One method's result is one resource, by whichever of its types it is asked for. */
    private Object provided(Method method, String neededBy) {
        var itself = new Key(method.getReturnType(), name(method));
        var there = made.get(itself);
        if (there != null) {
            return there;
        }
        var place = method.getDeclaringClass().getSimpleName() + "." + method.getName();
        method.setAccessible(true);
        var owner = Modifier.isStatic(method.getModifiers())
                ? null
                : find(new Key(method.getDeclaringClass(), ""), neededBy);
        var arguments = arguments(method.getParameters(), place);
        try {
            var resource = method.invoke(owner, arguments);
            if (resource == null) {
                throw new IllegalStateException(
                        "%s returned null. A @Provides method returns the resource.".formatted(place));
            }
            inOrder.push(resource);
            made.put(itself, resource);
            return resource;
        } catch (InvocationTargetException e) {
            throw failed(place, e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("%s cannot be called: %s".formatted(place, e.getMessage()), e);
        }
    }

    private Object constructed(Key key, String neededBy) {
        var constructor = onlyConstructor(key, neededBy);
        constructor.setAccessible(true);
        var arguments = arguments(constructor.getParameters(), key.type().getSimpleName());
        try {
            var resource = constructor.newInstance(arguments);
            inOrder.push(resource);
            return resource;
        } catch (InvocationTargetException e) {
            throw failed("The constructor of " + key.type().getSimpleName(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "%s cannot be made: %s".formatted(key.type().getName(), e.getMessage()), e);
        }
    }

    private static IllegalStateException failed(String place, InvocationTargetException e) {
        var cause = Objects.requireNonNullElse(e.getCause(), e);
        return new IllegalStateException("%s threw %s. It makes a resource.".formatted(place, cause), cause);
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
        var constructors = type.getDeclaredConstructors();
        boolean own = type.getClassLoader() == loader && key.name().isEmpty();
        if (own && !type.isInterface() && !Modifier.isAbstract(type.getModifiers())) {
            if (constructors.length == 1) {
                return constructors[0];
            }
            throw new IllegalStateException(
                    "%s has %d constructors%s. Leave one, or add a @Provides method that returns it."
                            .formatted(type.getSimpleName(), constructors.length, neededBy));
        }
        throw new IllegalStateException(
                "There is no resource of type %s%s%s. Add a @Provides%s method that returns it%s."
                        .formatted(
                                type.getName(),
                                key.name().isEmpty() ? "" : " named " + key.name(),
                                neededBy,
                                key.name().isEmpty() ? "" : "(name = \"%s\")".formatted(key.name()),
                                own ? ", or take a class with one constructor" : ""));
    }

    private Optional<Method> provider(Key key) {
        var found = new ArrayList<Method>();
        for (var name : providerClasses) {
            for (var method : load(name).getDeclaredMethods()) {
                if (method.isAnnotationPresent(Provides.class)
                        && key.type().isAssignableFrom(method.getReturnType())
                        && (key.name().isEmpty() || key.name().equals(name(method)))) {
                    found.add(method);
                }
            }
        }
        if (found.size() > 1) {
            throw new IllegalStateException(
                    "%d @Provides methods give a %s%s: %s. Tell them apart with @Provides(name = …) and @Named."
                            .formatted(
                                    found.size(),
                                    key.type().getSimpleName(),
                                    key.name().isEmpty() ? "" : " named " + key.name(),
                                    found.stream()
                                            .map(method ->
                                                    method.getDeclaringClass().getSimpleName() + "." + method.getName())
                                            .sorted()
                                            .collect(Collectors.joining(", "))));
        }
        return found.stream().findFirst();
    }

    private static String name(Method method) {
        return method.getAnnotation(Provides.class).name();
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
        closeMade();
        close(beans);
    }

    private void closeMade() {
        while (!inOrder.isEmpty()) {
            close(inOrder.pop());
        }
        made.clear();
    }

    private static void close(Object resource) {
        if (resource instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                org.slf4j.LoggerFactory.getLogger(Resources.class).warn("Could not close {}", closeable, e);
            }
        }
    }

    private record Key(Class<?> type, String name) {
        @Override
        public String toString() {
            return name.isEmpty() ? type.getSimpleName() : "%s \"%s\"".formatted(type.getSimpleName(), name);
        }
    }
}
