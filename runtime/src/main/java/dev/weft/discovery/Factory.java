package dev.weft.discovery;

import dev.weft.api.AssetOptions;
import dev.weft.api.AssetRegistry;
import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.asset.CheckDefinition;
import dev.weft.asset.FactoryDefinition;
import dev.weft.asset.Parameter;
import dev.weft.asset.Producer;
import dev.weft.asset.TypeRef;
import dev.weft.asset.ValueType;
import dev.weft.declaration.ClassMarks;
import dev.weft.declaration.DeclaredPartitions;
import dev.weft.declaration.DeclaredPolicy;
import dev.weft.declaration.Labels;
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
    private final Map<CheckDefinition, Call> checks = new LinkedHashMap<>();

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

    List<CheckDefinition> checks() {
        return List.copyOf(checks.keySet());
    }

    /** Returns what the method of a check calls. */
    Optional<Call> check(Producer method) {
        return checks.entrySet().stream()
                .filter(check -> check.getKey().method().equals(method))
                .map(Map.Entry::getValue)
                .findFirst();
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
            rows(key, spec, upstream, row, AssetOptions.NONE, function);
        }

        @Override
        public <S extends Record, R extends Record> void rows(
                String key,
                S spec,
                List<String> upstream,
                Class<R> row,
                AssetOptions options,
                RowsFunction<Object, S, R> function) {
            define(
                    key,
                    spec,
                    upstream,
                    options,
                    new ValueType.Rows(TypeRef.of(row.getName()), JavaRows.columns(row), ValueType.Rows.Form.STREAM),
                    new JavaRows.StreamOf(row),
                    function,
                    context -> function.make(owner, spec, context));
        }

        @Override
        public <S extends Record, T> void value(
                String key, S spec, List<String> upstream, Class<T> type, ValueFunction<Object, S, T> function) {
            value(key, spec, upstream, type, AssetOptions.NONE, function);
        }

        @Override
        public <S extends Record, T> void value(
                String key,
                S spec,
                List<String> upstream,
                Class<T> type,
                AssetOptions options,
                ValueFunction<Object, S, T> function) {
            define(
                    key,
                    spec,
                    upstream,
                    options,
                    new ValueType.Single(JavaRows.ref(type), JavaRows.supertypes(type)),
                    type,
                    function,
                    context -> function.make(owner, spec, context));
        }

        private void define(
                String name,
                Record spec,
                List<String> upstream,
                AssetOptions options,
                ValueType value,
                Type type,
                Serializable function,
                Call call) {
            try {
                var key = AssetKey.under(definition.prefix(), name);
                var body = body(function);
                var parameters = upstream.stream()
                        .map(each -> input(each, Parameter.Version.PUBLISHED))
                        .toList();
                var producer = producer(body, spec, parameters, List.of(key), Producer.Returns.VALUE);
                var asset = asset(key, producer, options).value(value).build();
                if (assets.putIfAbsent(key, new Made(asset, type, call)) != null) {
                    problem.accept("it declares %s twice.".formatted(key));
                }
            } catch (IllegalArgumentException e) {
                wrong("asset", name, e);
            }
        }

        private void wrong(String what, String name, IllegalArgumentException e) {
            problem.accept("the %s \"%s\": %s"
                    .formatted(what, name, String.valueOf(e.getMessage()).replaceAll("([^.])$", "$1.")));
        }

        private Parameter input(String upstream, Parameter.Version version) {
            return new Parameter.Input(
                    upstream,
                    AssetKey.parse(upstream),
                    Parameter.Shape.HANDLE,
                    new ValueType.Any(),
                    new PartitionMapping.Inferred(),
                    version);
        }

        private Producer producer(
                SerializedLambda body,
                Record spec,
                List<Parameter> parameters,
                List<AssetKey> outputs,
                Producer.Returns returns) {
            return new Producer(
                    body.getImplClass().replace('/', '.'),
                    body.getImplMethodName(),
                    parameters,
                    outputs,
                    returns,
                    0,
                    Optional.of(definition.id()),
                    Optional.of(SpecHash.of(spec)));
        }

        private AssetDefinition.Builder asset(AssetKey key, Producer producer, AssetOptions options) {
            var marks = new ClassMarks(options.like());
            var partitions = DeclaredPartitions.partitions(marks);
            Labels.checkOwners(options.owners());
            if (!options.partitionColumn().isEmpty() && partitions.isEmpty()) {
                throw new IllegalArgumentException("it has a partitionColumn but no partitions. Remove it");
            }
            return AssetDefinition.builder(key, producer)
                    .description(options.description())
                    .group(options.group().isEmpty() ? definition.group() : options.group())
                    .owners(options.owners())
                    .tags(Labels.tags(options.tags()))
                    .kinds(options.kinds())
                    .io(options.io())
                    .codeVersion(unlessEmpty(options.codeVersion()))
                    .partitionColumn(unlessEmpty(options.partitionColumn()))
                    .formerly(unlessEmpty(options.formerly()).map(AssetKey::parse))
                    .partitions(partitions)
                    .policy(DeclaredPolicy.policy(marks))
                    .refresh(DeclaredPolicy.refresh(marks));
        }

        private Optional<String> unlessEmpty(String text) {
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        }

        @Override
        public <S extends Record> void check(
                String key, String name, S spec, List<String> upstream, CheckFunction<Object, S> function) {
            defineCheck(key, name, spec, upstream, false, function);
        }

        @Override
        public <S extends Record> void blockingCheck(
                String key, String name, S spec, List<String> upstream, CheckFunction<Object, S> function) {
            defineCheck(key, name, spec, upstream, true, function);
        }

        private <S extends Record> void defineCheck(
                String asset,
                String name,
                S spec,
                List<String> upstream,
                boolean blocking,
                CheckFunction<Object, S> function) {
            try {
                var key = AssetKey.under(definition.prefix(), asset);
                var parameters = new ArrayList<Parameter>();
                parameters.add(input(key.text(), Parameter.Version.STAGED));
                upstream.forEach(each -> parameters.add(input(each, Parameter.Version.PUBLISHED)));
                var method = producer(body(function), spec, parameters, List.of(), Producer.Returns.CHECK);
                checks.put(
                        new CheckDefinition(key, name, blocking, "", method),
                        context -> function.check(owner, spec, context));
            } catch (IllegalArgumentException e) {
                wrong("check", name, e);
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
