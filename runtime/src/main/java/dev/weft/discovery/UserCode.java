package dev.weft.discovery;

import dev.weft.asset.Producer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Calls the methods of a user project; classes are loaded when a method is first needed. Safe for use by many threads. */
public final class UserCode implements AutoCloseable {

    private final ClassLoader loader;
    private final Resources resources;
    private final Map<String, Method> methods = new ConcurrentHashMap<>();

    public UserCode(ClassLoader loader, Resources resources) {
        this.loader = loader;
        this.resources = resources;
    }

    public ClassLoader classLoader() {
        return loader;
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
