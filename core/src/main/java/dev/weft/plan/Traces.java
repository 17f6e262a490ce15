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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Says which upstream asset partitions a step reads, at one moment; safe for use by many threads. */
public final class Traces {

    private final AssetGraph graph;
    private final Instant now;
    private final Map<AssetKey, Optional<Partitions>> partitions = new ConcurrentHashMap<>();
    private final Map<PartitionsDefinition, Partitions> known = new ConcurrentHashMap<>();
    private final Map<AssetKey, List<Reading>> readings = new ConcurrentHashMap<>();

    public Traces(AssetGraph graph, Instant now) {
        this.graph = graph;
        this.now = now;
    }

    AssetGraph graph() {
        return graph;
    }

    /** Returns the partitions of an asset that exist now; empty for an asset without partitions. */
    public Optional<Partitions> partitionsOf(AssetKey asset) {
        var found = partitions.get(asset);
        if (found == null) {
            found = graph.get(asset)
                    .partitions()
                    .map(definition -> known.computeIfAbsent(definition, rule -> Partitions.of(rule, now)));
            partitions.put(asset, found);
        }
        return found;
    }

    /**
     * Returns what an asset depends on that has versions: what its parameters name, and what lies behind those that are virtual. A view that is computed
     * when it is read has none, so it is not among them.
     */
    public List<Reading> readings(AssetDefinition asset) {
        var known = readings.get(asset.key());
        if (known == null) {
            var found = new ArrayList<Reading>();
            for (var input : asset.inputs()) {
                var upstream = graph.get(input.upstream());
                var hop = new Reading.Hop(asset, input, mapping(asset, input));
                if (!upstream.isComputedWhenRead()) {
                    found.add(Reading.of(hop));
                }
                if (upstream.virtual()) {
                    readings(upstream).forEach(behind -> found.add(behind.by(hop)));
                }
            }
            known = List.copyOf(found);
            readings.put(asset.key(), known);
        }
        return known;
    }

    /** Returns the views that are computed where the asset reads them, and those that these read, sorted by key. */
    public List<AssetDefinition> viewsOf(AssetDefinition asset) {
        var views = new TreeMap<AssetKey, AssetDefinition>();
        addViews(asset, views);
        return List.copyOf(views.values());
    }

    private void addViews(AssetDefinition asset, Map<AssetKey, AssetDefinition> views) {
        for (var input : asset.inputs()) {
            var upstream = graph.get(input.upstream());
            if (upstream.isComputedWhenRead() && views.put(upstream.key(), upstream) == null) {
                addViews(upstream, views);
            }
        }
    }

    /** Returns which partitions of each view are computed where a step of the asset reads them, by key. */
    SortedMap<AssetKey, PartitionSet> viewsReadBy(AssetDefinition asset, Optional<PartitionKey> own) {
        var read = new TreeMap<AssetKey, PartitionSet>();
        addViewsReadBy(asset, PartitionSet.ofMembers(numbering(asset.key()), List.of(own)), read);
        return read;
    }

    private void addViewsReadBy(AssetDefinition asset, PartitionSet own, Map<AssetKey, PartitionSet> all) {
        for (var input : asset.inputs()) {
            var upstream = graph.get(input.upstream());
            if (upstream.isComputedWhenRead()) {
                var read = readBy(asset, input, own);
                all.merge(upstream.key(), read, PartitionSet::or);
                addViewsReadBy(upstream, read, all);
            }
        }
    }

    /** Returns the assets that parameters name, and those that lie behind virtual ones among them. */
    public Set<AssetKey> readThrough(Collection<Parameter.Input> inputs) {
        var keys = new HashSet<AssetKey>();
        for (var input : inputs) {
            var upstream = graph.get(input.upstream());
            if (keys.add(upstream.key()) && upstream.virtual()) {
                keys.addAll(readThrough(upstream.inputs()));
            }
        }
        return keys;
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
        return readBy(new Reading.Hop(consumer, input, mapping(consumer, input)), own);
    }

    /** Returns those of an asset's partitions that exist and read any of an upstream's set through one parameter. */
    public PartitionSet readersOf(AssetDefinition consumer, Parameter.Input input, PartitionSet changed) {
        return readersOf(new Reading.Hop(consumer, input, mapping(consumer, input)), changed);
    }

    /** Returns what a set of an asset's partitions reads in one way. */
    public PartitionSet readBy(Reading reading, PartitionSet own) {
        var read = own;
        for (var hop : reading.hops()) {
            read = readBy(hop, read);
        }
        return read;
    }

    /** Returns those of an asset's partitions that exist and read any of an upstream's set in one way. */
    public PartitionSet readersOf(Reading reading, PartitionSet changed) {
        var readers = changed;
        for (int i = reading.hops().size() - 1; i >= 0; i--) {
            var hop = reading.hops().get(i);
            readers = readersOf(hop, readers);
        }
        return readers;
    }

    private PartitionSet readBy(Reading.Hop hop, PartitionSet own) {
        var upstream = partitionsOf(hop.input().upstream());
        if (upstream.isEmpty()) {
            return own.isEmpty() ? PartitionSet.empty(PartitionNumbering.WHOLE) : PartitionSet.whole();
        }
        return PartitionMappings.upstreamOf(
                hop.mapping(), upstream.get(), partitionsOf(hop.reader().key()), own);
    }

    private PartitionSet readersOf(Reading.Hop hop, PartitionSet changed) {
        var reader = hop.reader().key();
        if (changed.isEmpty()) {
            return PartitionSet.empty(numbering(reader));
        }
        var upstream = partitionsOf(hop.input().upstream());
        return upstream.isEmpty()
                ? all(reader)
                : PartitionMappings.downstreamOf(hop.mapping(), upstream.get(), changed, partitionsOf(reader));
    }

    /** Returns everything that a step reads and that has versions, once each, sorted; what lies behind virtual assets too. */
    public SortedSet<AssetPartition> readBy(AssetDefinition consumer, Optional<PartitionKey> own) {
        var all = new TreeSet<AssetPartition>();
        for (var reading : readings(consumer)) {
            if (reading.isDirect()) {
                all.addAll(inputsOf(consumer, reading.hops().get(0).input(), own));
            } else {
                readBy(reading, PartitionSet.ofMembers(numbering(consumer.key()), List.of(own)))
                        .members()
                        .forEach(member -> all.add(new AssetPartition(reading.upstream(), member)));
            }
        }
        return all;
    }

    /** Returns what one parameter of a step reads and that has versions: what lies behind the virtual asset that it names, too. */
    public SortedSet<AssetPartition> behind(
            AssetDefinition consumer, Parameter.Input input, Optional<PartitionKey> own) {
        var all = new TreeSet<AssetPartition>();
        var upstream = graph.get(input.upstream());
        if (!upstream.isComputedWhenRead()) {
            all.addAll(inputsOf(consumer, input, own));
        }
        if (upstream.virtual()) {
            inputsOf(consumer, input, own).forEach(what -> all.addAll(readBy(upstream, what.partition())));
        }
        return all;
    }
}
