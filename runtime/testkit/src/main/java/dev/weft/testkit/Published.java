package dev.weft.testkit;

import dev.weft.api.DataVersion;
import dev.weft.api.Files;
import dev.weft.api.PartitionKey;
import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetPartition;
import dev.weft.asset.ValueType;
import dev.weft.event.EventBody.Materialization;
import dev.weft.execute.OutputTypes;
import dev.weft.execute.ViewReader;
import dev.weft.plan.RecordedState;
import dev.weft.plan.StalenessRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is published at one moment: the versions that a reader gets, read from their stores. Assets are named {@code flights} or, one partition of
 * it, {@code flights[2001-01-07]}.
 */
public final class Published {

    private final Ephemeral instance;
    private final RecordedState state;
    private final Function<AssetPartition, String> whyNot;

    /** @param whyNot says why an asset partition has no version; empty if nothing is known */
    Published(Ephemeral instance, RecordedState state, Function<AssetPartition, String> whyNot) {
        this.instance = instance;
        this.state = state;
        this.whyNot = whyNot;
    }

    /** Tells whether the asset has a version; without a partition in its name, whether one of its partitions has. */
    public boolean contains(String asset) {
        return versions(Name.parse(asset)).stream().findAny().isPresent();
    }

    /**
     * Returns the rows of an asset as records; without a partition in its name, those of all its partitions in order.
     *
     * @throws AssertionError if there is no version; says why. A virtual asset is computed
     */
    public <R extends Record> List<R> rows(String asset, Class<R> row) {
        var definition = definition(asset);
        if (!(definition.value() instanceof ValueType.Rows)) {
            throw new IllegalArgumentException("%s is no rows but %s. Read it with value(...) or files(...)."
                    .formatted(definition.key(), definition.value().simple()));
        }
        if (definition.isComputedWhenRead()) {
            return views().rows(parts(Name.parse(asset)), row);
        }
        var stored = required(Name.parse(asset)).stream()
                .map(Materialization::stored)
                .toList();
        try (var rows = instance.store(definition.io()).rows(stored, row)) {
            return rows.toList();
        }
    }

    /** Returns the rows as the records that the asset's method makes. */
    List<? extends Record> rows(String asset) {
        var type = OutputTypes.stored(instance.code(), definition(asset));
        return rows(
                asset, type instanceof Class<?> row && row.isRecord() ? row.asSubclass(Record.class) : Record.class);
    }

    /**
     * Returns the one value of an asset.
     *
     * @throws AssertionError if there is no version; says why
     */
    public <T> T value(String asset, Class<T> type) {
        return type.cast(value(asset));
    }

    /** Returns the one value of an asset, of the type that its method returns. */
    public Object value(String asset) {
        var definition = definition(asset);
        if (!(definition.value() instanceof ValueType.Single)) {
            throw new IllegalArgumentException("%s is no single value but %s. Read it with rows(...) or files(...)."
                    .formatted(definition.key(), definition.value().simple()));
        }
        if (definition.isComputedWhenRead()) {
            var parts = parts(Name.parse(asset));
            if (parts.size() != 1) {
                throw severalOf(asset, parts.size(), parts.get(0));
            }
            return views().value(parts.get(0), OutputTypes.stored(instance.code(), definition));
        }
        return instance.store(definition.io())
                .value(one(asset).stored(), OutputTypes.stored(instance.code(), definition));
    }

    /** Returns the files of an asset; they vanish with the test. */
    public Files files(String asset) {
        var stored = one(asset).stored();
        return instance.store(stored.io()).files(stored);
    }

    /** Returns the numbers, texts and booleans that were recorded with the version. */
    public Map<String, Object> metadata(String asset) {
        return one(asset).metadata();
    }

    public DataVersion dataVersion(String asset) {
        return one(asset).content().dataVersion();
    }

    /** Returns the partitions of an asset that have a version, in order. */
    public List<PartitionKey> partitions(String asset) {
        return versions(Name.parse(asset)).stream()
                .flatMap(made -> made.stored().what().partition().stream())
                .toList();
    }

    private AssetDefinition definition(String asset) {
        return instance.graph().get(Name.parse(asset).asset());
    }

    private Materialization one(String asset) {
        var made = required(Name.parse(asset));
        if (made.size() > 1) {
            throw severalOf(asset, made.size(), made.get(0).stored().what());
        }
        return made.get(0);
    }

    private static IllegalArgumentException severalOf(String asset, int count, AssetPartition one) {
        return new IllegalArgumentException("%s has %d partitions here. Name one: %s.".formatted(asset, count, one));
    }

    private ViewReader views() {
        return instance.views(state);
    }

    /** Returns the partitions of a view that can be read: those whose inputs are there; all that are named. */
    private List<AssetPartition> parts(Name name) {
        var traces = instance.traces();
        var view = definition(name.asset().text());
        var parts = traces.partitionsOf(view.key())
                .map(all -> name.partition().map(List::of).orElseGet(all::keys).stream()
                        .map(key -> AssetPartition.of(view.key(), key))
                        .filter(part -> name.partition().isPresent()
                                || traces.readBy(view, part.partition()).stream()
                                        .allMatch(what -> StalenessRule.currentVersion(state.of(what))
                                                .isPresent()))
                        .toList())
                .orElseGet(() -> List.of(AssetPartition.of(view.key())));
        if (parts.isEmpty()) {
            throw new AssertionError("%s has no partition whose inputs have versions.".formatted(name));
        }
        return parts;
    }

    private List<Materialization> required(Name name) {
        var made = versions(name);
        if (made.isEmpty()) {
            var reason = whyNot.apply(new AssetPartition(name.asset(), name.partition()));
            throw new AssertionError("%s has no version%s".formatted(name, reason.isEmpty() ? "." : ": " + reason));
        }
        return made;
    }

    private List<Materialization> versions(Name name) {
        var asset = definition(name.asset().text());
        var partitions = instance.traces().partitionsOf(asset.key());
        if (partitions.isEmpty()) {
            return state.of(AssetPartition.of(asset.key())).latest().stream().toList();
        }
        var keys =
                name.partition().map(List::of).orElseGet(() -> partitions.get().keys());
        return keys.stream()
                .map(key -> state.of(AssetPartition.of(asset.key(), key)).latest())
                .flatMap(Optional::stream)
                .toList();
    }
}
