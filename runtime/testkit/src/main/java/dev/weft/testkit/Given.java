package dev.weft.testkit;

import dev.weft.api.DataVersion;
import dev.weft.api.PartitionKey;
import dev.weft.api.Staging;
import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetPartition;
import dev.weft.asset.ValueType;
import dev.weft.event.Content;
import dev.weft.event.EventBody;
import dev.weft.event.Stored;
import dev.weft.execute.OutputTypes;
import dev.weft.plan.StalenessRule;
import dev.weft.spi.Sealed;
import dev.weft.spi.Stage;
import dev.weft.spi.StageRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;

/** Puts a value that a test gives where the asset's own value would be: through its store, into the catalog. */
final class Given {

    private final Ephemeral instance;
    private final AssetDefinition asset;
    private final List<Object> values;

    private Given(Ephemeral instance, AssetDefinition asset, List<Object> values) {
        this.instance = instance;
        this.asset = asset;
        this.values = values;
    }

    static void give(
            Ephemeral instance, AssetDefinition asset, List<Optional<PartitionKey>> partitions, Object... values) {
        var given = new Given(instance, asset, Arrays.asList(values));
        var rule = instance.rule(instance.state());
        instance.record(partitions.stream()
                .map(partition -> given.fact(partition, rule))
                .toList());
    }

    private EventBody fact(Optional<PartitionKey> partition, StalenessRule rule) {
        var what = new AssetPartition(asset.key(), partition);
        if (!asset.nature().isMaterializable()) {
            return new EventBody.Observation(what, version(), Map.of());
        }
        var sealed = asset.value() instanceof ValueType.Nothing ? nothing(what) : stored(what);
        return new EventBody.Materialization(
                sealed.stored(), sealed.content(), rule.traceNow(asset, partition), Map.of(), true, List.of());
    }

    private DataVersion version() {
        if (values.isEmpty()) {
            return DataVersion.of("given");
        }
        return only() instanceof DataVersion version ? version : DataVersion.of(only().toString());
    }

    private Sealed nothing(AssetPartition what) {
        var stored = new Stored(what, UUID.randomUUID().toString(), asset.io(), "");
        return new Sealed(stored, new Content(version(), OptionalLong.empty(), OptionalLong.empty(), List.of(), ""));
    }

    private Sealed stored(AssetPartition what) {
        var type = OutputTypes.stored(instance.code(), asset);
        var stage = instance.store(asset.io())
                .stage(new StageRequest(asset, what, UUID.randomUUID().toString(), type));
        asset.value().accept(new Writing(stage, type));
        return stage.seal();
    }

    private Object only() {
        if (values.size() != 1) {
            throw new IllegalArgumentException("%s is one %s; given were %d values."
                    .formatted(asset.key(), asset.value().simple(), values.size()));
        }
        return values.get(0);
    }

    private <T> T checked(Object value, Class<T> type) {
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("%s is made of %s; given was %s."
                    .formatted(
                            asset.key(),
                            type.getSimpleName(),
                            value == null ? "null" : "a " + value.getClass().getSimpleName()));
        }
        return type.cast(value);
    }

    private final class Writing implements ValueType.Visitor<Boolean> {

        private final Stage stage;
        private final Type type;

        Writing(Stage stage, Type type) {
            this.stage = stage;
            this.type = type;
        }

        @Override
        public Boolean rows(ValueType.Rows rows) {
            var row = (Class<?>) type;
            stage.writeRows(flat().map(value -> (Record) checked(value, row)));
            return true;
        }

        private Stream<?> flat() {
            if (values.size() == 1 && values.get(0) instanceof Collection<?> collection) {
                return collection.stream();
            }
            return values.size() == 1 && values.get(0) instanceof Stream<?> stream ? stream : values.stream();
        }

        @Override
        public Boolean relation(ValueType.Relation relation) {
            throw new IllegalArgumentException(
                    "%s is a relation of SQL, which a test cannot give. Materialize it in the test instead."
                            .formatted(asset.key()));
        }

        @Override
        public Boolean files(ValueType.Files files) {
            var staging = stage.files();
            if (only() instanceof Map<?, ?> contents) {
                contents.forEach((path, content) -> write(staging, path.toString(), content));
            } else {
                var given = checked(only(), dev.weft.api.Files.class);
                given.paths().forEach(path -> write(staging, path, given.path(path)));
            }
            return true;
        }

        private void write(Staging staging, String path, Object content) {
            try {
                if (content instanceof byte[] bytes) {
                    Files.write(staging.path(path), bytes);
                } else if (content instanceof Path file) {
                    Files.copy(file, staging.path(path));
                } else {
                    Files.write(staging.path(path), content.toString().getBytes(StandardCharsets.UTF_8));
                }
            } catch (IOException e) {
                throw new UncheckedIOException("Could not write %s of %s".formatted(path, asset.key()), e);
            }
        }

        @Override
        public Boolean single(ValueType.Single single) {
            var raw = type instanceof ParameterizedType parameterized ? parameterized.getRawType() : type;
            var value = only();
            if (raw instanceof Class<?> produced && !produced.isPrimitive()) {
                checked(value, produced);
            }
            stage.writeValue(value);
            return true;
        }

        @Override
        public Boolean nothing(ValueType.Nothing nothing) {
            return false;
        }

        @Override
        public Boolean any(ValueType.Any any) {
            return false;
        }
    }

    /** Returns the partitions that a test names: one by its key, several by {@code A...B} or {@code A,B}, all by {@code *}. */
    static List<Optional<PartitionKey>> partitions(
            Ephemeral instance, AssetDefinition asset, Optional<PartitionKey> named, List<String> standing) {
        var partitions = instance.traces().partitionsOf(asset.key());
        if (partitions.isEmpty()) {
            if (named.isPresent()) {
                throw new IllegalArgumentException(
                        "%s has no partitions; found %s[%s].".formatted(asset.key(), asset.key(), named.get()));
            }
            return List.of(Optional.empty());
        }
        var keys = new ArrayList<PartitionKey>();
        if (named.isPresent() && named.get().text().equals("*")) {
            keys.addAll(partitions.get().keys());
        } else if (named.isPresent()) {
            keys.addAll(partitions.get().parse(named.get().text(), asset.key().text()));
        } else {
            standing.stream()
                    .map(PartitionKey::of)
                    .filter(partitions.get()::contains)
                    .forEach(keys::add);
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("%s has partitions. Say which one is given: %s[%s], or %s[*] for all."
                    .formatted(
                            asset.key(),
                            asset.key(),
                            partitions.get().last().map(PartitionKey::text).orElse("..."),
                            asset.key()));
        }
        return keys.stream().map(Optional::of).toList();
    }
}
