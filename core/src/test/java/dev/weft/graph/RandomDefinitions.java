package dev.weft.graph;

import dev.weft.api.PartitionKey;
import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetNature;
import dev.weft.asset.CheckDefinition;
import dev.weft.asset.Column;
import dev.weft.asset.Parameter;
import dev.weft.asset.Producer;
import dev.weft.asset.StepPolicy;
import dev.weft.asset.TypeRef;
import dev.weft.asset.ValueType;
import dev.weft.partition.DynamicPartitionsDefinition;
import dev.weft.partition.MultiPartitionsDefinition;
import dev.weft.partition.PartitionMapping;
import dev.weft.partition.PartitionsDefinition;
import dev.weft.partition.StaticPartitionsDefinition;
import dev.weft.partition.TimeWindowPartitionsDefinition;
import dev.weft.partition.TimeWindowPartitionsDefinition.Cadence;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Definitions with every part filled by chance; they need not form a valid graph. */
final class RandomDefinitions {

    private final Random random;

    RandomDefinitions(long seed) {
        random = new Random(seed);
    }

    AssetDefinition asset() {
        return AssetDefinition.builder(key(), producer())
                .nature(any(AssetNature.values()))
                .description(any("", "All \"flights\",\nby day: ☃"))
                .group(any("default", "sales"))
                .owners(list(() -> any("team:data", "a@b.example")))
                .tags(this.<Map<String, String>>any(Map.of(), Map.of("pii", "", "tier", "1")))
                .kinds(list(() -> any("sql", "parquet")))
                .value(value())
                .io(any("default", "lake"))
                .partitionColumn(maybe(() -> "day"))
                .partitions(maybe(() -> partitions(2)))
                .codeVersion(maybe(() -> "3"))
                .deterministic(random.nextBoolean())
                .virtual(random.nextBoolean())
                .policy(any(StepPolicy.DEFAULT, policy()))
                .refresh(maybe(() -> Duration.ofHours(6)))
                .formerly(maybe(this::key))
                .codeLocation(any("", "shop"))
                .build();
    }

    CheckDefinition check() {
        return new CheckDefinition(
                key(), any("not_empty", "unique"), random.nextBoolean(), any("", "It is so."), producer());
    }

    <T> List<T> list(Supplier<T> element) {
        return IntStream.range(0, random.nextInt(4))
                .mapToObj(i -> element.get())
                .toList();
    }

    private Producer producer() {
        return new Producer(
                any("com.acme.Shop", "com.acme.Shop$Inner"),
                any("orders", "größe"),
                list(this::parameter),
                list(this::key),
                any(Producer.Returns.values()),
                random.nextInt(3),
                maybe(() -> "com.acme.Factory#assets"));
    }

    private Parameter parameter() {
        return switch (random.nextInt(3)) {
            case 0 -> new Parameter.Special("special", any(Parameter.Kind.values()), type());
            case 1 -> new Parameter.Output("out", key(), rows());
            default ->
                new Parameter.Input(
                        "in",
                        key(),
                        any(Parameter.Shape.values()),
                        value(),
                        mapping(),
                        any(Parameter.Version.values()));
        };
    }

    private StepPolicy policy() {
        return new StepPolicy(
                random.nextInt(3),
                Duration.ofMillis(random.nextInt(2000)),
                Duration.ofSeconds(any(300, 2 + random.nextInt(9))),
                random.nextBoolean() ? List.of() : List.of("java.io.IOException"),
                random.nextBoolean() ? List.of() : List.of("com.acme.Shop$Closed"),
                random.nextDouble(),
                maybe(() -> Duration.ofSeconds(90)),
                maybe(() -> "database"));
    }

    private ValueType value() {
        return this.<ValueType>any(
                rows(),
                new ValueType.Relation(),
                new ValueType.Files(),
                new ValueType.Single(type(), list(this::type)),
                new ValueType.Nothing(),
                new ValueType.Any());
    }

    private ValueType.Rows rows() {
        return new ValueType.Rows(type(), list(() -> column(2)), any(ValueType.Rows.Form.values()));
    }

    private Column column(int depth) {
        return new Column(
                "id",
                any("id", "identity"),
                type(),
                random.nextBoolean(),
                any("", "Which."),
                depth == 0 ? List.of() : list(() -> column(depth - 1)));
    }

    private TypeRef type() {
        return TypeRef.parse(any("long", "?", "int[]", "java.util.Map<java.lang.String,java.util.List<a.B$C>>"));
    }

    private PartitionsDefinition partitions(int depth) {
        return this.<PartitionsDefinition>any(
                new StaticPartitionsDefinition(List.of("eu", "us")),
                new DynamicPartitionsDefinition("customers"),
                new TimeWindowPartitionsDefinition(
                        any(Cadence.values()),
                        LocalDateTime.of(2024, 1, 1, 0, random.nextInt(60)),
                        maybe(() -> LocalDateTime.of(2025, 1, 1, 0, 0)),
                        ZoneId.of(any("UTC", "Europe/Berlin")),
                        random.nextInt(2),
                        random.nextInt(2),
                        1,
                        random.nextInt(3) - 1,
                        maybe(() -> "0 0 * * *")),
                depth == 0
                        ? new StaticPartitionsDefinition(List.of("a"))
                        : MultiPartitionsDefinition.of(Map.of("a", partitions(0), "b", partitions(0))));
    }

    private PartitionMapping mapping() {
        return this.<PartitionMapping>any(
                new PartitionMapping.Inferred(),
                new PartitionMapping.Identity(),
                new PartitionMapping.TimeWindows(-random.nextInt(3), random.nextInt(2)),
                new PartitionMapping.All(),
                new PartitionMapping.Last(),
                new PartitionMapping.Specific(List.of(PartitionKey.of("2024-01-01|eu"))),
                new PartitionMapping.Keys(new TreeMap<>(Map.of("a", List.of("b", "c"), "d", List.of()))),
                PartitionMapping.Dimensions.of(Map.of("day", "date")));
    }

    private AssetKey key() {
        return AssetKey.parse(any("orders", "sales/orders", "Ünïcode key/\"quoted\""));
    }

    private <T> Optional<T> maybe(Supplier<T> value) {
        return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
    }

    @SafeVarargs
    private final <T> T any(T... values) {
        return values[random.nextInt(values.length)];
    }
}
