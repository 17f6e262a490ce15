package dev.weft.execute;

import dev.weft.api.AssetContext;
import dev.weft.api.DataVersion;
import dev.weft.api.PartitionKey;
import dev.weft.api.TimeWindow;
import dev.weft.api.Upstream;
import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetPartition;
import dev.weft.asset.Parameter;
import dev.weft.asset.Producer;
import dev.weft.asset.ValueType;
import dev.weft.discovery.UserCode;
import dev.weft.event.Stored;
import dev.weft.graph.AssetGraph;
import dev.weft.plan.Traces;
import dev.weft.spi.IoManager;
import dev.weft.spi.Sealed;
import dev.weft.spi.Stage;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the arguments of one call of a method; what it opens is closed with it. */
final class Arguments implements AutoCloseable {

    private final AssetGraph graph;
    private final Traces traces;
    private final Ledger ledger;
    private final Function<String, IoManager> stores;
    private final UserCode code;
    private final Views views;
    private final List<AutoCloseable> open = new ArrayList<>();

    Arguments(AssetGraph graph, Traces traces, Ledger ledger, Function<String, IoManager> stores, UserCode code) {
        this.graph = graph;
        this.traces = traces;
        this.ledger = ledger;
        this.stores = stores;
        this.code = code;
        this.views = new Views(graph, traces, ledger, code, this);
    }

    void closeLater(AutoCloseable opened) {
        open.add(opened);
    }

    /**
     * Returns the arguments in order.
     *
     * @param asset the asset for which the method is called
     * @param stages the stage of each output, for staging places and writers
     * @param staged what a check is to look at; null for anything but a check
     */
    Object[] of(
            Producer producer,
            AssetDefinition asset,
            Optional<PartitionKey> own,
            AssetContext context,
            Map<AssetKey, Stage> stages,
            @Nullable Sealed staged) {
        if (producer.factory().isPresent()) {
            return new Object[] {new FactoryCall(context, producer, loader(asset, own, context, staged))};
        }
        var types = code.parameterTypes(producer);
        var arguments = new Object[types.size()];
        for (int i = 0; i < arguments.length; i++) {
            var type = types.get(i);
            arguments[i] = producer.parameters().get(i).accept(new Parameter.Visitor<Object>() {
                @Override
                public Object input(Parameter.Input input) {
                    return graph.get(input.upstream()).isComputedWhenRead()
                            ? views.value(input, type, asset, own, context)
                            : value(input, type, asset, own, staged);
                }

                @Override
                public Object special(Parameter.Special special) {
                    return switch (special.kind()) {
                        case CONTEXT -> context;
                        case PARTITION_KEY -> own.orElseThrow(() -> noPartition(asset));
                        case TIME_WINDOW -> window(asset, own);
                        case STAGING -> files(stages);
                        case CONFIG -> code.config().value(JavaTypes.raw(type));
                        case PARTITION_SET ->
                            throw new IllegalStateException("%s takes a %s, which this version of Weft cannot give yet."
                                    .formatted(producer.place(), special.type().simple()));
                    };
                }

                @Override
                public Object output(Parameter.Output output) {
                    var stage = stages.get(output.output());
                    if (stage == null) {
                        throw new IllegalStateException("No stage for " + output.output());
                    }
                    return stage.rowWriter();
                }
            });
        }
        return arguments;
    }

    private Object files(Map<AssetKey, Stage> stages) {
        return stages.entrySet().stream()
                .filter(stage -> graph.get(stage.getKey()).value() instanceof ValueType.Files)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "None of %s is files: the compiler should have told.".formatted(stages.keySet())))
                .getValue()
                .files();
    }

    private FactoryCall.Loader loader(
            AssetDefinition asset, Optional<PartitionKey> own, AssetContext context, @Nullable Sealed staged) {
        return new FactoryCall.Loader() {
            @Override
            public <R extends Record> Stream<R> rows(Parameter.Input input, Class<R> row) {
                var upstream = graph.get(input.upstream());
                var reads = traces.inputsOf(asset, input, own);
                var stream = upstream.isComputedWhenRead()
                        ? views.rows(reads, row, context)
                        : stores.apply(upstream.io()).rows(versions(input, reads), row);
                open.add(stream);
                return stream;
            }

            private List<Stored> versions(Parameter.Input input, List<AssetPartition> reads) {
                return input.version() == Parameter.Version.STAGED && staged != null
                        ? List.of(staged.stored())
                        : required(input, reads);
            }

            @Override
            public <T> T value(Parameter.Input input, Class<T> type) {
                if (graph.get(input.upstream()).isComputedWhenRead()) {
                    return type.cast(views.single(traces.inputsOf(asset, input, own), type, context));
                }
                var versions = versions(input, traces.inputsOf(asset, input, own));
                if (versions.size() != 1) {
                    throw new IllegalStateException(
                            "%s has %d partitions here, and a factory's function takes one value."
                                    .formatted(input.upstream(), versions.size()));
                }
                return type.cast(stores.apply(graph.get(input.upstream()).io()).value(versions.get(0), type));
            }
        };
    }

    private TimeWindow window(AssetDefinition asset, Optional<PartitionKey> own) {
        var key = own.orElseThrow(() -> noPartition(asset));
        return traces.partitionsOf(asset.key())
                .flatMap(partitions -> partitions.window(key))
                .orElseThrow(() -> new IllegalStateException(
                        "%s takes a TimeWindow, but its partitions are no windows of time.".formatted(asset.key())));
    }

    private static IllegalStateException noPartition(AssetDefinition asset) {
        return new IllegalStateException("%s takes its partition, but has none.".formatted(asset.key()));
    }

    private Object value(
            Parameter.Input input,
            Type type,
            AssetDefinition asset,
            Optional<PartitionKey> own,
            @Nullable Sealed staged) {
        var upstream = graph.get(input.upstream());
        var store = stores.apply(upstream.io());
        if (input.version() == Parameter.Version.STAGED && staged != null) {
            return input.shape() == Parameter.Shape.HANDLE
                    ? new Handle(input, List.of(staged.stored().what()), loaded(input, type), store) {
                        @Override
                        public Optional<DataVersion> dataVersion() {
                            return Optional.of(staged.content().dataVersion());
                        }

                        @Override
                        public Map<String, Object> metadata() {
                            return Map.of();
                        }

                        @Override
                        public Object load() {
                            return Arguments.this.load(
                                    input.value(), loaded(input, type), List.of(staged.stored()), store, input);
                        }
                    }
                    : load(input.value(), type, List.of(staged.stored()), store, input);
        }
        var reads = input.version() == Parameter.Version.LAST_GOOD
                ? List.of(new AssetPartition(asset.key(), own))
                : traces.inputsOf(asset, input, own);
        return switch (input.shape()) {
            case HANDLE -> new Handle(input, reads, loaded(input, type), store);
            case OPTIONAL -> {
                var versions = reads.stream()
                        .flatMap(what -> ledger.stored(what).stream())
                        .toList();
                yield versions.isEmpty()
                        ? Optional.empty()
                        : Optional.of(load(input.value(), JavaTypes.argument(type, 0), versions, store, input));
            }
            case PLAIN -> load(input.value(), type, required(input, reads), store, input);
            case BY_PARTITION -> {
                var byKey = new LinkedHashMap<PartitionKey, Object>();
                for (var what : reads) {
                    byKey.put(
                            what.partition().orElseThrow(),
                            load(
                                    input.value(),
                                    JavaTypes.argument(type, 1),
                                    required(input, List.of(what)),
                                    store,
                                    input));
                }
                yield byKey;
            }
        };
    }

    /** Returns the type that a handle loads. */
    private static Type loaded(Parameter.Input input, Type handle) {
        return input.value() instanceof ValueType.Any ? handle : JavaTypes.argument(handle, 0);
    }

    private List<Stored> required(Parameter.Input input, List<AssetPartition> reads) {
        return reads.stream()
                .map(what -> ledger.stored(what)
                        .orElseThrow(() -> new IllegalStateException(
                                "%s has no version to read. Materialize it first, or take Optional<%s>."
                                        .formatted(what, input.value().simple()))))
                .toList();
    }

    private Object load(ValueType value, Type type, List<Stored> versions, IoManager store, Parameter.Input input) {
        return value.accept(new ValueType.Visitor<Object>() {
            @Override
            public Object rows(ValueType.Rows rows) {
                Stream<? extends Record> stream = store.rows(versions, JavaTypes.record(JavaTypes.argument(type, 0)));
                if (rows.form() == ValueType.Rows.Form.LIST) {
                    try (stream) {
                        return stream.toList();
                    }
                }
                open.add(stream);
                return stream;
            }

            @Override
            public Object relation(ValueType.Relation relation) {
                var opened = store.relation(versions);
                open.add(opened.connection());
                return opened;
            }

            @Override
            public Object files(ValueType.Files files) {
                return store.files(only());
            }

            @Override
            public Object single(ValueType.Single single) {
                return store.value(
                        only(),
                        code.returnType(graph.get(input.upstream()).producer()) instanceof Class<?> produced
                                        && !JavaTypes.raw(type).isPrimitive()
                                        && JavaTypes.raw(type).isAssignableFrom(produced)
                                ? produced
                                : type);
            }

            @Override
            public Object nothing(ValueType.Nothing nothing) {
                throw new IllegalStateException("%s has no value to read.".formatted(input.upstream()));
            }

            @Override
            public Object any(ValueType.Any any) {
                throw new IllegalStateException("%s is not loaded through Upstream<?>.".formatted(input.upstream()));
            }

            private Stored only() {
                if (versions.size() != 1) {
                    throw new IllegalStateException("%s gives %d values here. Take Map<PartitionKey, %s>."
                            .formatted(input.upstream(), versions.size(), value.simple()));
                }
                return versions.get(0);
            }
        });
    }

    @Override
    public void close() {
        for (var closeable : open) {
            try {
                closeable.close();
            } catch (Exception e) {
                org.slf4j.LoggerFactory.getLogger(Arguments.class).warn("Could not close an input", e);
            }
        }
    }

    /** An upstream that is loaded when asked. */
    private class Handle implements Upstream<Object> {

        private final Parameter.Input input;
        private final List<AssetPartition> reads;
        private final Type type;
        private final IoManager store;

        Handle(Parameter.Input input, List<AssetPartition> reads, Type type, IoManager store) {
            this.input = input;
            this.reads = reads;
            this.type = type;
            this.store = store;
        }

        @Override
        public String key() {
            return input.upstream().text();
        }

        @Override
        public Optional<DataVersion> dataVersion() {
            return reads.size() == 1
                    ? ledger.input(reads.get(0)).dataVersion()
                    : Optional.of(TraceHash.of(reads.stream().map(ledger::input).toList()));
        }

        @Override
        public List<PartitionKey> partitions() {
            return reads.stream().flatMap(what -> what.partition().stream()).toList();
        }

        @Override
        public Map<String, Object> metadata() {
            return reads.stream()
                    .findFirst()
                    .flatMap(what -> ledger.of(what).latest())
                    .map(made -> made.metadata())
                    .orElse(Map.of());
        }

        @Override
        public Object load() {
            return Arguments.this.load(input.value(), type, required(input, reads), store, input);
        }
    }
}
