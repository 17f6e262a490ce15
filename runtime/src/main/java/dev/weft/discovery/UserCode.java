package dev.weft.discovery;

import dev.weft.api.AssetRegistry;
import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.asset.CheckDefinition;
import dev.weft.asset.DefinitionProblem;
import dev.weft.asset.DefinitionProblems;
import dev.weft.asset.FactoryDefinition;
import dev.weft.asset.Parameter;
import dev.weft.asset.Producer;
import dev.weft.graph.Definitions;
import dev.weft.secret.Secrets;
import dev.weft.settings.RunConfig;
import dev.weft.settings.SettingsException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Calls the methods of a user project; classes are loaded when a method is first needed. Safe for use by many threads. */
public final class UserCode implements AutoCloseable {

    private final ClassLoader loader;
    private final Resources resources;
    private final RunConfig config;
    private final List<FactoryDefinition> factoryDefinitions;
    private final Map<String, Method> methods = new ConcurrentHashMap<>();
    private final Map<String, Factory> factories = new ConcurrentHashMap<>();

    public UserCode(ClassLoader loader, Resources resources) {
        this(loader, resources, RunConfig.none(Path.of("")), List.of());
    }

    /**
     * @param config what {@code @Config} parameters get
     * @param factories the factories that are run again, in this process, for the functions of their assets
     */
    public UserCode(ClassLoader loader, Resources resources, RunConfig config, List<FactoryDefinition> factories) {
        this.config = config;
        this.factoryDefinitions = List.copyOf(factories);
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
        if (producer.factory().isPresent()) {
            return List.of();
        }
        return List.of(method(producer).getGenericParameterTypes());
    }

    /** Returns the Java type that a method returns, with its arguments. */
    public Type returnType(Producer producer) {
        if (producer.factory().isPresent()) {
            return made(producer).type();
        }
        return method(producer).getGenericReturnType();
    }

    /**
     * Calls the method; the function of an asset that a factory defined takes an {@link AssetRegistry.FactoryContext} only.
     *
     * @throws Throwable what the method threw
     */
    public Object invoke(Producer producer, Object[] arguments) throws Throwable {
        if (producer.factory().isPresent()) {
            var call = producer.returns() == Producer.Returns.CHECK
                    ? checkCall(producer)
                    : made(producer).call();
            return call.make((AssetRegistry.FactoryContext) arguments[0]);
        }
        var method = method(producer);
        var owner = resources.instance(method.getDeclaringClass());
        try {
            return method.invoke(owner, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /**
     * Runs factories and returns the assets and checks that they define.
     *
     * @throws DefinitionProblems if a factory throws, or what it defines is wrong: with all problems
     */
    public Definitions define(List<FactoryDefinition> factories) {
        var problems = new ArrayList<DefinitionProblem>();
        var assets = new ArrayList<AssetDefinition>();
        var checks = new ArrayList<CheckDefinition>();
        for (var factory : factories) {
            var made = run(
                    factory, sentence -> problems.add(new DefinitionProblem(factory.place(), Secrets.mask(sentence))));
            assets.addAll(made.assets());
            checks.addAll(made.checks());
        }
        if (!problems.isEmpty()) {
            throw new DefinitionProblems(problems);
        }
        return new Definitions(assets, checks);
    }

    private Factory.Made made(Producer producer) {
        var key = producer.outputs().get(0);
        return factory(producer, key).of(key).orElseThrow(() -> undefined(producer, key.text()));
    }

    private Factory.Call checkCall(Producer producer) {
        var key = producer.inputs().get(0).upstream();
        return factory(producer, key).check(producer).orElseThrow(() -> undefined(producer, "this check of " + key));
    }

    private Factory factory(Producer producer, AssetKey key) {
        var id = producer.factory().orElseThrow();
        return factories.computeIfAbsent(id, unused -> runAgain(id, key));
    }

    private static IllegalStateException undefined(Producer producer, String what) {
        return new IllegalStateException(
                "%s no longer defines %s. Try again: what it defines is read anew when what it reads has changed."
                        .formatted(producer.place(), what));
    }

    private Factory runAgain(String id, AssetKey key) {
        int hash = id.lastIndexOf('#');
        var prefix = key.prefix();
        var definition = factoryDefinitions.stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseGet(() -> new FactoryDefinition(
                        id.substring(0, hash), id.substring(hash + 1), prefix, List.of(), "default"));
        return run(definition, sentence -> {
            throw new IllegalStateException("%s: %s".formatted(definition.place(), sentence));
        });
    }

    private Factory run(FactoryDefinition definition, Consumer<String> problem) {
        try {
            var type = loader.loadClass(definition.className());
            var method = type.getDeclaredMethod(definition.method(), AssetRegistry.class);
            return Factory.run(definition, method, resources.instance(type), problem);
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new ProjectException(
                    "The factory %s cannot be loaded: %s. Compile the project again.".formatted(definition.place(), e),
                    e);
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
