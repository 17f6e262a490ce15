package dev.weft.execute;

import dev.weft.api.AssetContext;
import dev.weft.api.DataVersion;
import dev.weft.api.PartitionKey;
import dev.weft.api.Upstream;
import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetPartition;
import dev.weft.asset.Parameter;
import dev.weft.asset.ValueType;
import dev.weft.discovery.UserCode;
import dev.weft.graph.AssetGraph;
import dev.weft.io.ComputedValues;
import dev.weft.partition.PartitionSet;
import dev.weft.plan.StalenessRule;
import dev.weft.plan.Traces;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Computes views where they are read: calls their methods with what lies behind them, in the step of the reader. */
final class Views {

    private final AssetGraph graph;
    private final Traces traces;
    private final Ledger ledger;
    private final UserCode code;
    private final Arguments arguments;

    /** @param arguments makes the arguments of the views' methods, and closes what is opened for them */
    Views(AssetGraph graph, Traces traces, Ledger ledger, UserCode code, Arguments arguments) {
        this.graph = graph;
        this.traces = traces;
        this.ledger = ledger;
        this.code = code;
        this.arguments = arguments;
    }

    /** Returns what a parameter that names a view takes. */
    Object value(
            Parameter.Input input,
            Type type,
            AssetDefinition reader,
            Optional<PartitionKey> own,
            AssetContext context) {
        var parts = traces.inputsOf(reader, input, own);
        return switch (input.shape()) {
            case HANDLE -> new Handle(input, type, reader, own, parts, context);
            case OPTIONAL ->
                parts.isEmpty() || !parts.stream().allMatch(this::isThere)
                        ? Optional.empty()
                        : Optional.of(load(input.value(), JavaTypes.argument(type, 0), parts, context));
            case PLAIN -> load(input.value(), type, parts, context);
            case BY_PARTITION -> {
                var byKey = new LinkedHashMap<PartitionKey, Object>();
                for (var part : parts) {
                    byKey.put(
                            part.partition().orElseThrow(),
                            load(input.value(), JavaTypes.argument(type, 1), List.of(part), context));
                }
                yield byKey;
            }
        };
    }

    /** Returns the rows of these partitions of a view, one after the other; each is computed when the one before it is drained. */
    <R extends Record> Stream<R> rows(List<AssetPartition> parts, Class<R> row, AssetContext context) {
        return parts.stream().flatMap(part -> {
            var view = graph.get(part.asset());
            var made = JavaTypes.raw(JavaTypes.argument(code.returnType(view.producer()), 0));
            var value = call(view, part, context);
            Stream<?> rows = value instanceof List<?> list ? list.stream() : (Stream<?>) value;
            return ComputedValues.rows(
                            rows.map(each -> (Record) notNull(each, view, "holds a row that is null")), made, row, part)
                    .onClose(rows::close);
        });
    }

    /** Returns the one value of these partitions of a view. */
    Object single(List<AssetPartition> parts, Type type, AssetContext context) {
        if (parts.size() != 1) {
            throw new IllegalStateException(
                    "A view gives %d values here, and one is taken: %s.".formatted(parts.size(), parts));
        }
        return ComputedValues.value(call(graph.get(parts.get(0).asset()), parts.get(0), context), type);
    }

    private Object load(ValueType value, Type type, List<AssetPartition> parts, AssetContext context) {
        if (value instanceof ValueType.Rows rows) {
            var stream = rows(parts, JavaTypes.record(JavaTypes.argument(type, 0)), context);
            if (rows.form() == ValueType.Rows.Form.LIST) {
                try (stream) {
                    return stream.toList();
                }
            }
            arguments.closeLater(stream);
            return stream;
        }
        return single(parts, type, context);
    }

    private Object call(AssetDefinition view, AssetPartition part, AssetContext context) {
        try {
            var values = arguments.of(view.producer(), view, part.partition(), context, Map.of(), null);
            return notNull(code.invoke(view.producer(), values), view, "returned null");
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(
                    "The view %s, which %s reads, could not be computed: %s"
                            .formatted(part, context.asset(), e.getMessage()),
                    e);
        }
    }

    private static Object notNull(@org.jspecify.annotations.Nullable Object value, AssetDefinition view, String found) {
        if (value == null) {
            throw new IllegalStateException("%s %s. Leave it out, or return a value."
                    .formatted(view.producer().place(), found));
        }
        return value;
    }

    /** Tells whether everything is there that a part of a view needs. */
    private boolean isThere(AssetPartition part) {
        var own = PartitionSet.ofMembers(traces.numbering(part.asset()), List.of(part.partition()));
        return traces.readings(graph.get(part.asset())).stream()
                .filter(reading -> !reading.isOptional())
                .flatMap(reading -> traces.readBy(reading, own).members().stream()
                        .map(member -> new AssetPartition(reading.upstream(), member)))
                .allMatch(what -> StalenessRule.currentVersion(ledger.of(what)).isPresent());
    }

    /** A view that is computed when it is asked. */
    private final class Handle implements Upstream<Object> {

        private final Parameter.Input input;
        private final Type type;
        private final AssetDefinition reader;
        private final Optional<PartitionKey> own;
        private final List<AssetPartition> parts;
        private final AssetContext context;

        Handle(
                Parameter.Input input,
                Type type,
                AssetDefinition reader,
                Optional<PartitionKey> own,
                List<AssetPartition> parts,
                AssetContext context) {
            this.input = input;
            this.type = type;
            this.reader = reader;
            this.own = own;
            this.parts = parts;
            this.context = context;
        }

        @Override
        public String key() {
            return input.upstream().text();
        }

        @Override
        public Optional<DataVersion> dataVersion() {
            return Optional.of(TraceHash.of(traces.behind(reader, input, own).stream()
                    .map(ledger::input)
                    .toList()));
        }

        @Override
        public List<PartitionKey> partitions() {
            return parts.stream().flatMap(what -> what.partition().stream()).toList();
        }

        @Override
        public Map<String, Object> metadata() {
            return Map.of();
        }

        @Override
        public Object load() {
            if (input.value() instanceof ValueType.Any) {
                throw new IllegalStateException("%s is not loaded through Upstream<?>.".formatted(input.upstream()));
            }
            return Views.this.load(input.value(), JavaTypes.argument(type, 0), parts, context);
        }
    }
}
