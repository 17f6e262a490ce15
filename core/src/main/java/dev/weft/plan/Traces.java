package dev.weft.plan;

import dev.weft.api.PartitionKey;
import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetPartition;
import dev.weft.asset.Parameter;
import dev.weft.graph.AssetGraph;
import dev.weft.partition.PartitionMapping;
import dev.weft.partition.PartitionMappings;
import dev.weft.partition.PartitionNumbering;
import dev.weft.partition.PartitionSet;
import dev.weft.partition.Partitions;
import dev.weft.partition.PartitionsDefinition;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Says which upstream asset partitions a step reads, at one moment; safe for use by many threads. */
public final class Traces {

    private final AssetGraph graph;
    private final Instant now;
    private final Map<AssetKey, Optional<Partitions>> partitions = new ConcurrentHashMap<>();
    private final Map<PartitionsDefinition, Partitions> known = new ConcurrentHashMap<>();

    public Traces(AssetGraph graph, Instant now) {
        this.graph = graph;
        this.now = now;
    }

    AssetGraph graph() {
        return graph;
    }

    /** Returns the partitions of an asset that exist now; empty for an asset without partitions. */
    public Optional<Partitions> partitionsOf(AssetKey asset) {
        return partitions.computeIfAbsent(
                asset,
                key -> graph.get(key)
                        .partitions()
                        .map(definition -> known.computeIfAbsent(definition, rule -> Partitions.of(rule, now))));
    }

    /** Returns what one parameter reads, in the order in which it reads it. */
    public List<AssetPartition> inputsOf(AssetDefinition consumer, Parameter.Input input, Optional<PartitionKey> own) {
        var upstream = partitionsOf(input.upstream());
        if (upstream.isEmpty()) {
            return List.of(AssetPartition.of(input.upstream()));
        }
        return PartitionMappings.upstreamOf(mapping(consumer, input), upstream.get(), partitionsOf(consumer.key()), own)
                .stream()
                .map(key -> AssetPartition.of(input.upstream(), key))
                .toList();
    }

    /** Returns the rule by which a parameter reads partitions, with what the code leaves unsaid. */
    PartitionMapping mapping(AssetDefinition consumer, Parameter.Input input) {
        return input.mapping() instanceof PartitionMapping.Inferred
                ? PartitionMappings.infer(graph.get(input.upstream()).partitions(), consumer.partitions())
                : input.mapping();
    }

    /** Returns all partitions of an asset that exist now; {@link PartitionSet#whole} for one without partitions. */
    public PartitionSet all(AssetKey asset) {
        return partitionsOf(asset).map(Partitions::all).orElseGet(PartitionSet::whole);
    }

    /** Returns the numbers that an asset's partitions have in sets. */
    public PartitionNumbering numbering(AssetKey asset) {
        return partitionsOf(asset).map(Partitions::numbering).orElse(PartitionNumbering.WHOLE);
    }

    /** Returns what a set of an asset's partitions reads through one parameter. */
    public PartitionSet readBy(AssetDefinition consumer, Parameter.Input input, PartitionSet own) {
        var upstream = partitionsOf(input.upstream());
        if (upstream.isEmpty()) {
            return own.isEmpty() ? PartitionSet.empty(PartitionNumbering.WHOLE) : PartitionSet.whole();
        }
        return PartitionMappings.upstreamOf(
                mapping(consumer, input), upstream.get(), partitionsOf(consumer.key()), own);
    }

    /** Returns those of an asset's partitions that exist and read any of an upstream's set through one parameter. */
    public PartitionSet readersOf(AssetDefinition consumer, Parameter.Input input, PartitionSet changed) {
        var upstream = partitionsOf(input.upstream());
        if (upstream.isEmpty()) {
            return changed.isEmpty() ? PartitionSet.empty(numbering(consumer.key())) : all(consumer.key());
        }
        return PartitionMappings.downstreamOf(
                mapping(consumer, input), upstream.get(), changed, partitionsOf(consumer.key()));
    }

    /** Returns what each parameter reads, in the order of the parameters. */
    public Map<Parameter.Input, List<AssetPartition>> inputsOf(AssetDefinition consumer, Optional<PartitionKey> own) {
        var all = new LinkedHashMap<Parameter.Input, List<AssetPartition>>();
        for (var input : consumer.inputs()) {
            all.put(input, inputsOf(consumer, input, own));
        }
        return all;
    }

    /** Returns everything that a step reads, once each, sorted. */
    public SortedSet<AssetPartition> readBy(AssetDefinition consumer, Optional<PartitionKey> own) {
        var all = new TreeSet<AssetPartition>();
        inputsOf(consumer, own).values().forEach(all::addAll);
        return all;
    }
}
