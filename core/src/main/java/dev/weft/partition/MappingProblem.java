package dev.weft.partition;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Why a mapping cannot work between two definitions, mapping by mapping. */
final class MappingProblem implements PartitionMapping.Visitor<Optional<String>> {

    private static final String NO_UPSTREAM =
            "The mapping \"%s\" chooses partitions, but the upstream has none. Remove the annotation.";

    private final Optional<PartitionsDefinition> upstream;
    private final Optional<PartitionsDefinition> downstream;

    MappingProblem(Optional<PartitionsDefinition> upstream, Optional<PartitionsDefinition> downstream) {
        this.upstream = upstream;
        this.downstream = downstream;
    }

    @Override
    public Optional<String> inferred(PartitionMapping.Inferred inferred) {
        try {
            PartitionMappings.infer(upstream, downstream);
            return Optional.empty();
        } catch (IllegalArgumentException unclear) {
            return Optional.ofNullable(unclear.getMessage());
        }
    }

    @Override
    public Optional<String> identity(PartitionMapping.Identity identity) {
        boolean missing = upstream.isPresent() && downstream.isEmpty();
        return missing
                ? Optional.of(
                        "The upstream has partitions and its reader has none, so there is no same partition. Choose some with @AllPartitions, @LastPartition or @Partitions.")
                : Optional.empty();
    }

    @Override
    public Optional<String> timeWindows(PartitionMapping.TimeWindows windows) {
        if (windows.from() > windows.to()) {
            return Optional.of(
                    "The window from %d to %d is empty. Swap its ends.".formatted(windows.from(), windows.to()));
        }
        return needTime(upstream, "the upstream").or(() -> needTime(downstream, "its reader"));
    }

    private static Optional<String> needTime(Optional<PartitionsDefinition> definition, String whose) {
        if (definition.flatMap(PartitionMappings::windowsOf).isPresent()) {
            return Optional.empty();
        }
        return Optional.of("A mapping by time needs windows of time on both sides; %s has %s."
                .formatted(whose, definition.map(PartitionsDefinition::describe).orElse("no partitions")));
    }

    @Override
    public Optional<String> all(PartitionMapping.All all) {
        return needPartitions(all);
    }

    @Override
    public Optional<String> last(PartitionMapping.Last last) {
        return needPartitions(last);
    }

    private Optional<String> needPartitions(PartitionMapping mapping) {
        return upstream.isEmpty() ? Optional.of(NO_UPSTREAM.formatted(mapping.describe())) : Optional.empty();
    }

    @Override
    public Optional<String> specific(PartitionMapping.Specific specific) {
        return needPartitions(specific)
                .or(() -> fixed(upstream)
                        .flatMap(keys -> specific.keys().stream()
                                .filter(key -> !keys.contains(key.text()))
                                .findFirst()
                                .map(key -> unknown(key.text(), "the upstream", keys))));
    }

    @Override
    public Optional<String> keys(PartitionMapping.Keys mapping) {
        Optional<List<String>> theirs = fixed(upstream);
        Optional<List<String>> ours = fixed(downstream);
        if (theirs.isEmpty() || ours.isEmpty()) {
            return Optional.of("A table of keys needs fixed keys on both sides. Use @Mapping with another rule.");
        }
        return firstMissing(List.copyOf(mapping.entries().keySet()), theirs.get(), "the upstream")
                .or(() -> firstMissing(
                        mapping.entries().values().stream()
                                .flatMap(List::stream)
                                .toList(),
                        ours.get(),
                        "the reader"));
    }

    private static Optional<String> firstMissing(List<String> named, List<String> keys, String whose) {
        return named.stream().filter(key -> !keys.contains(key)).findFirst().map(key -> unknown(key, whose, keys));
    }

    private static String unknown(String key, String whose, List<String> keys) {
        return "%s is not a partition of %s: its keys are %s.".formatted(key, whose, new ListedKeys(keys).describe());
    }

    private static Optional<List<String>> fixed(Optional<PartitionsDefinition> definition) {
        return definition.flatMap(found ->
                found instanceof StaticPartitionsDefinition fixed ? Optional.of(fixed.keys()) : Optional.empty());
    }

    @Override
    public Optional<String> dimensions(PartitionMapping.Dimensions dimensions) {
        if (upstream.isEmpty() || downstream.isEmpty()) {
            return Optional.of("A mapping by dimension needs partitions on both sides. Remove @ByDimension.");
        }
        SortedMap<String, PartitionsDefinition> theirs = PartitionMappings.dimensionsOf(upstream.get());
        SortedMap<String, PartitionsDefinition> ours = PartitionMappings.dimensionsOf(downstream.get());
        return dimensions.pairs().entrySet().stream()
                .flatMap(pair -> pairProblem(pair, theirs, ours).stream())
                .findFirst();
    }

    private static Optional<String> pairProblem(
            Map.Entry<String, String> pair,
            SortedMap<String, PartitionsDefinition> theirs,
            SortedMap<String, PartitionsDefinition> ours) {
        PartitionsDefinition their = theirs.get(pair.getKey());
        PartitionsDefinition our = ours.get(pair.getValue());
        if (their == null || our == null) {
            return Optional.of("The pair \"%s=%s\" names no two dimensions: the upstream has %s, its reader %s."
                    .formatted(pair.getKey(), pair.getValue(), theirs.keySet(), ours.keySet()));
        }
        return new MappingProblem(Optional.of(their), Optional.of(our)).inferred(new PartitionMapping.Inferred());
    }
}
