package dev.weft.partition;

import dev.weft.api.PartitionKey;
import dev.weft.partition.TimeWindowPartitionsDefinition.Cadence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What partition mappings mean: which one follows from two definitions, whether one can work, and what it maps to what. */
public final class PartitionMappings {

    private static final PartitionMapping OVERLAP = new PartitionMapping.TimeWindows(0, 0);

    private PartitionMappings() {}

    /**
     * Returns the mapping that follows from the two definitions.
     *
     * @throws IllegalArgumentException if none does, or more than one; the message names the annotations that would say it
     */
    public static PartitionMapping infer(
            Optional<PartitionsDefinition> upstream, Optional<PartitionsDefinition> downstream) {
        if (upstream.isEmpty()) {
            return new PartitionMapping.Identity();
        }
        if (downstream.isEmpty()) {
            return new PartitionMapping.All();
        }
        return find(upstream.get(), downstream.get())
                .orElseThrow(() -> new IllegalArgumentException(
                        "The upstream has partitions \"%s\", its reader \"%s\", and no mapping between them is obvious. Say it at the parameter with @Previous, @Window, @LastPartition, @AllPartitions, @Partitions, @ByDimension or @Mapping."
                                .formatted(
                                        upstream.get().describe(),
                                        downstream.get().describe())));
    }

    private static Optional<PartitionMapping> find(PartitionsDefinition upstream, PartitionsDefinition downstream) {
        if (upstream.equals(downstream)) {
            return Optional.of(new PartitionMapping.Identity());
        }
        if (isMulti(upstream) || isMulti(downstream)) {
            return findDimensions(dimensionsOf(upstream), dimensionsOf(downstream));
        }
        return windowsOf(upstream)
                .flatMap(fine -> windowsOf(downstream).filter(coarse -> nests(fine, coarse)))
                .map(nested -> OVERLAP);
    }

    /** Finds the same-named dimensions of two of several, or the only dimension that equals the single one. */
    private static Optional<PartitionMapping> findDimensions(
            SortedMap<String, PartitionsDefinition> upstream, SortedMap<String, PartitionsDefinition> downstream) {
        List<Map.Entry<String, String>> pairs = new ArrayList<>();
        boolean single = upstream.containsKey("") || downstream.containsKey("");
        upstream.forEach((name, definition) -> downstream.forEach((own, ownDefinition) -> {
            if (single
                    ? definition.equals(ownDefinition)
                    : name.equals(own) && find(definition, ownDefinition).isPresent()) {
                pairs.add(Map.entry(name, own));
            }
        }));
        boolean clear = pairs.size() == (single ? 1 : upstream.size());
        SortedMap<String, String> byName = new TreeMap<>();
        pairs.forEach(pair -> byName.put(pair.getKey(), pair.getValue()));
        return clear ? Optional.of(new PartitionMapping.Dimensions(byName)) : Optional.empty();
    }

    /** Tells whether each window of the coarse definition consists of whole windows of the fine one, or both are the same windows. */
    private static boolean nests(TimeWindowPartitionsDefinition fine, TimeWindowPartitionsDefinition coarse) {
        if (fine.cadence() == Cadence.CRON || coarse.cadence() == Cadence.CRON) {
            return false;
        }
        if (fine.cadence() == coarse.cadence()) {
            return TimeGrid.of(fine).id().equals(TimeGrid.of(coarse).id());
        }
        return fine.zone().equals(coarse.zone())
                && fine.minuteOffset() == coarse.minuteOffset()
                && switch (fine.cadence()) {
                    case HOURLY -> true;
                    case DAILY -> coarse.cadence() != Cadence.HOURLY && fine.hourOffset() == coarse.hourOffset();
                    case WEEKLY, MONTHLY, CRON -> false;
                };
    }

    /** Returns why the mapping cannot work between the two definitions; empty if it can. */
    public static Optional<String> problem(
            PartitionMapping mapping,
            Optional<PartitionsDefinition> upstream,
            Optional<PartitionsDefinition> downstream) {
        return mapping.accept(new MappingProblem(upstream, downstream));
    }

    /**
     * Returns the upstream partitions that a downstream partition reads, in order. One that {@code upstream} does not contain is required
     * and does not exist. A window before the upstream's start or after its end is left out, unless it shares time with the own one and no
     * other is left.
     *
     * @param own the downstream partition; empty if the downstream has none
     */
    public static List<PartitionKey> upstreamOf(
            PartitionMapping mapping,
            Partitions upstream,
            Optional<Partitions> downstream,
            Optional<PartitionKey> own) {
        Optional<PartitionsDefinition> ownDefinition = downstream.map(Partitions::definition);
        problem(mapping, Optional.of(upstream.definition()), ownDefinition).ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
        return mapping.accept(new UpstreamOf(upstream, downstream, own));
    }

    /** Returns the downstream partitions that exist and read the upstream partition, in order. */
    public static List<PartitionKey> downstreamOf(
            PartitionMapping mapping, Partitions upstream, PartitionKey key, Partitions downstream) {
        PartitionMapping resolved = resolve(mapping, upstream, Optional.of(downstream));
        if (resolved.equals(new PartitionMapping.Identity())) {
            return downstream.contains(key) ? List.of(key) : List.of();
        }
        return candidates(resolved, upstream, key, downstream).stream()
                .filter(own -> upstreamOf(resolved, upstream, Optional.of(downstream), Optional.of(own))
                        .contains(key))
                .toList();
    }

    /**
     * Returns what a set of downstream partitions reads: for each of them what {@link #upstreamOf} says, together, but for keys that have no
     * number and so can never exist.
     *
     * @param own the downstream partitions; {@link PartitionSet#whole} if the downstream has none
     */
    public static PartitionSet upstreamOf(
            PartitionMapping mapping, Partitions upstream, Optional<Partitions> downstream, PartitionSet own) {
        return new SetMapping(resolve(mapping, upstream, downstream), upstream, downstream).upstreamOf(own);
    }

    /**
     * Returns the downstream partitions that exist and read any of the upstream set; {@link PartitionSet#whole} or an empty set of its
     * numbering if the downstream has no partitions.
     */
    public static PartitionSet downstreamOf(
            PartitionMapping mapping, Partitions upstream, PartitionSet keys, Optional<Partitions> downstream) {
        return new SetMapping(resolve(mapping, upstream, downstream), upstream, downstream).downstreamOf(keys);
    }

    private static PartitionMapping resolve(
            PartitionMapping mapping, Partitions upstream, Optional<Partitions> downstream) {
        return mapping.equals(new PartitionMapping.Inferred())
                ? infer(Optional.of(upstream.definition()), downstream.map(Partitions::definition))
                : mapping;
    }

    /** Returns a list that holds every partition that can read the key: with windows of time, those near it. */
    private static List<PartitionKey> candidates(
            PartitionMapping mapping, Partitions upstream, PartitionKey key, Partitions downstream) {
        if (mapping instanceof PartitionMapping.TimeWindows windows
                && upstream.time().isPresent()
                && downstream.time().isPresent()) {
            return WindowMapping.readers(
                    windows, upstream.time().get(), key, downstream.time().get());
        }
        return downstream.keys();
    }

    static boolean isMulti(PartitionsDefinition definition) {
        return definition instanceof MultiPartitionsDefinition;
    }

    /** Returns the definition of each dimension; that of a single one has the empty name. */
    static SortedMap<String, PartitionsDefinition> dimensionsOf(PartitionsDefinition definition) {
        return definition instanceof MultiPartitionsDefinition multi
                ? multi.dimensions()
                : new TreeMap<>(Map.of("", definition));
    }

    static Optional<TimeWindowPartitionsDefinition> windowsOf(PartitionsDefinition definition) {
        return definition instanceof TimeWindowPartitionsDefinition windows ? Optional.of(windows) : Optional.empty();
    }
}
