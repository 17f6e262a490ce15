package dev.weft.discovery;

import dev.weft.api.AssetRegistry;
import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.asset.FactoryDefinition;
import dev.weft.asset.Parameter;
import dev.weft.asset.Producer;
import dev.weft.asset.TypeRef;
import dev.weft.asset.ValueType;
import dev.weft.partition.PartitionMapping;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** A factory that was run: its assets, and the functions that make them. */
final class Factory {

    private final FactoryDefinition definition;
    private final Map<AssetKey, Made> assets = new LinkedHashMap<>();

    private Factory(FactoryDefinition definition) {
        this.definition = definition;
    }

    /** One asset of a factory. {@code type} is that of its value, as a method would return it. */
    record Made(AssetDefinition asset, Type type, Call call) {}

    /** Makes an asset's value. */
    interface Call {
        Object make(AssetRegistry.FactoryContext context) throws Exception;
    }

    /**
     * Runs a factory.
     *
     * @param problem receives what is wrong with it or one of its assets, as a sentence; the other assets are defined all the same
     */
    static Factory run(FactoryDefinition definition, Method method, Object owner, Consumer<String> problem) {
        var factory = new Factory(definition);
        try {
            method.setAccessible(true);
            method.invoke(owner, factory.new Registry(owner, problem));
        } catch (InvocationTargetException e) {
            var cause = Objects.requireNonNullElse(e.getCause(), e);
            problem.accept("it threw %s (%s).".formatted(cause, place(cause)));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("Made accessible before: this is a bug.", e);
        }
        return factory;
    }

    /** Returns the first line of user code that the exception came through. */
    private static String place(Throwable cause) {
        return Arrays.stream(cause.getStackTrace())
                .filter(frame -> frame.getClassLoaderName() != null && frame.getFileName() != null)
                .findFirst()
                .map(frame -> "%s:%d".formatted(frame.getFileName(), frame.getLineNumber()))
                .orElse("at an unknown place");
    }

    List<AssetDefinition> assets() {
        return assets.values().stream().map(Made::asset).toList();
    }

    Optional<Made> of(AssetKey key) {
        return Optional.ofNullable(assets.get(key));
    }

    private final class Registry implements AssetRegistry<Object> {

        private final Object owner;
        private final Consumer<String> problem;

        Registry(Object owner, Consumer<String> problem) {
            this.owner = owner;
            this.problem = problem;
        }

        @Override
        public <S extends Record, R extends Record> void rows(
                String key, S spec, List<String> upstream, Class<R> row, RowsFunction<Object, S, R> function) {
            define(
                    key,
                    spec,
                    upstream,
                    new ValueType.Rows(TypeRef.of(row.getName()), JavaRows.columns(row), ValueType.Rows.Form.STREAM),
                    new JavaRows.StreamOf(row),
                    function,
                    context -> function.make(owner, spec, context));
        }

        @Override
        public <S extends Record, T> void value(
                String key, S spec, List<String> upstream, Class<T> type, ValueFunction<Object, S, T> function) {
            define(
                    key,
                    spec,
                    upstream,
                    new ValueType.Single(JavaRows.ref(type), JavaRows.supertypes(type)),
                    type,
                    function,
                    context -> function.make(owner, spec, context));
        }

        private void define(
                String name,
                Record spec,
                List<String> upstream,
                ValueType value,
                Type type,
                Serializable function,
                Call call) {
            try {
                var key = AssetKey.under(definition.prefix(), name);
                var body = body(function);
                var parameters = new ArrayList<Parameter>();
                for (var each : upstream) {
                    parameters.add(new Parameter.Input(
                            each,
                            AssetKey.parse(each),
                            Parameter.Shape.HANDLE,
                            new ValueType.Any(),
                            new PartitionMapping.Inferred(),
                            Parameter.Version.PUBLISHED));
                }
                var producer = new Producer(
                        body.getImplClass().replace('/', '.'),
                        body.getImplMethodName(),
                        parameters,
                        List.of(key),
                        Producer.Returns.VALUE,
                        0,
                        Optional.of(definition.id()),
                        Optional.of(SpecHash.of(spec)));
                var asset = AssetDefinition.builder(key, producer)
                        .group(definition.group())
                        .value(value)
                        .build();
                if (assets.putIfAbsent(key, new Made(asset, type, call)) != null) {
                    problem.accept("it declares %s twice.".formatted(key));
                }
            } catch (IllegalArgumentException e) {
                problem.accept("the asset \"%s\": %s"
                        .formatted(name, String.valueOf(e.getMessage()).replaceAll("([^.])$", "$1.")));
            }
        }
    }

    /** Returns which method a lambda stands for; one that captures would behave differently in another process, unseen. */
    private static SerializedLambda body(Serializable function) {
        try {
            var replace = function.getClass().getDeclaredMethod("writeReplace");
            replace.setAccessible(true);
            if (replace.invoke(function) instanceof SerializedLambda lambda) {
                if (lambda.getCapturedArgCount() > 0) {
                    throw new IllegalArgumentException(
                            "its function captures %s. Hand over what differs in the spec; resources are in the factory, its first argument"
                                    .formatted(captured(lambda)));
                }
                return lambda;
            }
        } catch (ReflectiveOperationException e) {
            // No lambda: said below.
        }
        throw new IllegalArgumentException("its function is a %s. Write a lambda or a method reference"
                .formatted(function.getClass().getName()));
    }

    private static String captured(SerializedLambda lambda) {
        var first = lambda.getCapturedArg(0);
        return lambda.getCapturedArgCount() == 1 && first != null
                ? "a " + first.getClass().getSimpleName()
                : lambda.getCapturedArgCount() + " values";
    }
}
