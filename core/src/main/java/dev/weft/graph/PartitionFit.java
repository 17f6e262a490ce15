package dev.weft.graph;

import dev.weft.asset.AssetDefinition;
import dev.weft.asset.Parameter;
import dev.weft.asset.ValueType;
import dev.weft.partition.MultiPartitionsDefinition;
import dev.weft.partition.PartitionMapping;
import dev.weft.partition.PartitionMappings;
import dev.weft.partition.PartitionsDefinition;
import dev.weft.partition.TimeWindowPartitionsDefinition;
import java.util.Optional;

/** Whether the partitions of an upstream and of its reader go with what a parameter takes. */
final class PartitionFit {

    private PartitionFit() {}

    /** Returns why the parameter cannot read the upstream's partitions, as a sentence; empty if it can. */
    static Optional<String> problem(
            String reader, Parameter.Input input, AssetDefinition upstream, Optional<PartitionsDefinition> own) {
        if (input.version() != Parameter.Version.PUBLISHED) {
            // A check looks at its own asset's partition.
            return Optional.empty();
        }
        var wrong = PartitionMappings.problem(input.mapping(), upstream.partitions(), own);
        if (wrong.isPresent()) {
            return wrong.map(sentence -> "%s reads %s: %s".formatted(reader, input.upstream(), sentence));
        }
        if (input.shape() == Parameter.Shape.BY_PARTITION) {
            return upstream.isPartitioned()
                    ? Optional.empty()
                    : Optional.of("%s reads %s by partition, but it has no partitions. Take %s."
                            .formatted(reader, input.upstream(), input.value().simple()));
        }
        if (isWhole(input.value()) && yieldsSeveral(input.mapping(), upstream.partitions(), own)) {
            return Optional.of(
                    "%s reads several partitions of %s, and only rows of several can be put together. Take Map<PartitionKey, %s>, or say which one with @LastPartition, @Partitions or @Previous."
                            .formatted(reader, input.upstream(), input.value().simple()));
        }
        return Optional.empty();
    }

    /** Returns why a parameter of Weft's own types cannot be given, as a sentence; empty if it can. */
    static Optional<String> problem(String reader, Parameter.Special special, Optional<PartitionsDefinition> own) {
        return switch (special.kind()) {
            case PARTITION_KEY ->
                own.isPresent()
                        ? Optional.empty()
                        : Optional.of(
                                "%s takes its PartitionKey, but has no partitions. Give it some, such as @DailyPartitions, or remove the parameter."
                                        .formatted(reader));
            case TIME_WINDOW ->
                own.filter(PartitionFit::hasTime).isPresent()
                        ? Optional.empty()
                        : Optional.of("%s takes its TimeWindow, but its partitions are no windows of time: it has %s."
                                .formatted(
                                        reader,
                                        own.map(PartitionsDefinition::describe).orElse("none")));
            case CONTEXT, PARTITION_SET, STAGING, CONFIG -> Optional.empty();
        };
    }

    private static boolean hasTime(PartitionsDefinition definition) {
        return definition instanceof TimeWindowPartitionsDefinition
                || (definition instanceof MultiPartitionsDefinition multi
                        && multi.dimensions().values().stream().anyMatch(PartitionFit::hasTime));
    }

    private static boolean isWhole(ValueType value) {
        return value instanceof ValueType.Single || value instanceof ValueType.Files;
    }

    private static boolean yieldsSeveral(
            PartitionMapping mapping, Optional<PartitionsDefinition> upstream, Optional<PartitionsDefinition> own) {
        return upstream.isPresent()
                && mapping.accept(new PartitionMapping.Visitor<Boolean>() {
                    @Override
                    public Boolean inferred(PartitionMapping.Inferred inferred) {
                        return yieldsSeveral(PartitionMappings.infer(upstream, own), upstream, own);
                    }

                    @Override
                    public Boolean identity(PartitionMapping.Identity identity) {
                        return false;
                    }

                    @Override
                    public Boolean timeWindows(PartitionMapping.TimeWindows windows) {
                        return windows.from() != windows.to() || isFiner(upstream.get(), own);
                    }

                    @Override
                    public Boolean all(PartitionMapping.All all) {
                        return true;
                    }

                    @Override
                    public Boolean last(PartitionMapping.Last last) {
                        return false;
                    }

                    @Override
                    public Boolean specific(PartitionMapping.Specific specific) {
                        return specific.keys().size() > 1;
                    }

                    @Override
                    public Boolean keys(PartitionMapping.Keys keys) {
                        var reached = keys.entries().values().stream()
                                .flatMap(each -> each.stream().distinct())
                                .toList();
                        return reached.stream().distinct().count() < reached.size();
                    }

                    @Override
                    public Boolean dimensions(PartitionMapping.Dimensions dimensions) {
                        return severalByDimension(dimensions, upstream.get(), own);
                    }
                });
    }

    private static boolean isFiner(PartitionsDefinition upstream, Optional<PartitionsDefinition> own) {
        return upstream instanceof TimeWindowPartitionsDefinition theirs
                && own.isPresent()
                && own.get() instanceof TimeWindowPartitionsDefinition ours
                && theirs.cadence() != ours.cadence();
    }

    private static boolean severalByDimension(
            PartitionMapping.Dimensions mapping, PartitionsDefinition upstream, Optional<PartitionsDefinition> own) {
        if (!(upstream instanceof MultiPartitionsDefinition theirs)) {
            return false;
        }
        return theirs.dimensions().entrySet().stream().anyMatch(dimension -> {
            var paired = mapping.pairs().get(dimension.getKey());
            var ours = own.flatMap(definition -> definition instanceof MultiPartitionsDefinition multi
                    ? Optional.ofNullable(multi.dimensions().get(paired == null ? "" : paired))
                    : Optional.of(definition));
            return paired == null || isFiner(dimension.getValue(), ours);
        });
    }
}
