package dev.weft.discovery;

import dev.weft.asset.Parameter;
import dev.weft.asset.Producer;
import dev.weft.settings.RunConfig;
import dev.weft.settings.SettingsException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Calls the methods of a user project; classes are loaded when a method is first needed. Safe for use by many threads. */
public final class UserCode implements AutoCloseable {

    private final ClassLoader loader;
    private final Resources resources;
    private final RunConfig config;
    private final Map<String, Method> methods = new ConcurrentHashMap<>();

    public UserCode(ClassLoader loader, Resources resources) {
        this(loader, resources, RunConfig.none(Path.of("")));
    }

    /** @param config what {@code @Config} parameters get */
    public UserCode(ClassLoader loader, Resources resources, RunConfig config) {
        this.config = config;
        this.loader = loader;
        this.resources = resources;
    }

    public ClassLoader classLoader() {
        return loader;
    }

    /** Returns the configuration that this code is called with. */
    public RunConfig config() {
        return config;
    }

    /**
     * Makes the configuration of each method once, so that a run does not begin with a wrong one.
     *
     * @throws SettingsException with all problems
     */
    public void checkConfig(Collection<Producer> producers) {
        var problems = new TreeSet<String>();
        for (var producer : producers) {
            for (int i = 0; i < producer.parameters().size(); i++) {
                if (producer.parameters().get(i) instanceof Parameter.Special special
                        && special.kind() == Parameter.Kind.CONFIG) {
                    try {
                        config.value(method(producer).getParameterTypes()[i]);
                    } catch (SettingsException e) {
                        problems.add(e.getMessage());
                    }
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new SettingsException(String.join("\n", problems));
        }
    }

    /** Returns the Java types of a method's parameters, with their arguments. */
    public List<Type> parameterTypes(Producer producer) {
        return List.of(method(producer).getGenericParameterTypes());
    }

    /** Returns the Java type that a method returns, with its arguments. */
    public Type returnType(Producer producer) {
        return method(producer).getGenericReturnType();
    }

    /**
     * Calls the method.
     *
     * @throws Throwable what the method threw
     */
    public Object invoke(Producer producer, Object[] arguments) throws Throwable {
        var method = method(producer);
        var owner = resources.instance(method.getDeclaringClass());
        try {
            return method.invoke(owner, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private Method method(Producer producer) {
        return methods.computeIfAbsent(producer.id(), id -> find(producer));
    }

    private Method find(Producer producer) {
        try {
            var found = Arrays.stream(loader.loadClass(producer.className()).getDeclaredMethods())
                    .filter(method -> method.getName().equals(producer.method()) && !method.isBridge())
                    .filter(method ->
                            method.getParameterCount() == producer.parameters().size())
                    .findFirst()
                    .orElseThrow(() ->
                            new ProjectException("%s is in the index but not in its class. Compile the project again."
                                    .formatted(producer.place())));
            found.setAccessible(true);
            return found;
        } catch (ClassNotFoundException | LinkageError e) {
            throw new ProjectException(
                    "The class %s cannot be loaded: %s. %s"
                            .formatted(
                                    producer.className(),
                                    e.getMessage(),
                                    e instanceof UnsupportedClassVersionError
                                            ? "It was compiled for a newer Java: run Weft with that one."
                                            : "Is a dependency missing?"),
                    e);
        }
    }

    @Override
    public void close() {
        resources.close();
    }
}
