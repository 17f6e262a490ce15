package dev.weft.graph;

import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.asset.CheckDefinition;
import dev.weft.asset.Parameter;
import dev.weft.asset.Producer;
import dev.weft.asset.ValueType;
import dev.weft.partition.PartitionMapping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Graphs in a few words. */
public final class Assets {

    private Assets() {}

    /** Reads {@code "a -> b -> c, a -> c"}: upstream to downstream. */
    public static AssetGraph graph(String text) {
        return AssetGraph.of(definitions(text), List.of());
    }

    static List<AssetDefinition> definitions(String text) {
        Map<String, Set<String>> upstreams = new LinkedHashMap<>();
        for (var path : text.split(", ", -1)) {
            String before = "";
            for (var name : path.split(" -> ", -1)) {
                upstreams.computeIfAbsent(name, key -> new LinkedHashSet<>());
                if (!before.isEmpty()) {
                    upstreams
                            .computeIfAbsent(name, key -> new LinkedHashSet<>())
                            .add(before);
                }
                before = name;
            }
        }
        var definitions = new ArrayList<AssetDefinition>();
        upstreams.forEach((name, names) -> definitions.add(asset(name, names.toArray(String[]::new))));
        return definitions;
    }

    /** Returns an asset that reads others without their values. */
    public static AssetDefinition asset(String key, String... upstreams) {
        var parameters = new ArrayList<Parameter>();
        for (var upstream : upstreams) {
            parameters.add(input(upstream, new ValueType.Any(), new PartitionMapping.Inferred()));
        }
        return asset(key, parameters).build();
    }

    public static AssetDefinition.Builder asset(String key, List<Parameter> parameters) {
        return AssetDefinition.builder(AssetKey.parse(key), producer(key, parameters));
    }

    static Producer producer(String key, List<Parameter> parameters) {
        var name = key.replace('/', '_');
        return new Producer(
                "com.acme.Shop",
                name,
                parameters,
                List.of(AssetKey.parse(key)),
                Producer.Returns.VALUE,
                0,
                Optional.empty());
    }

    static Parameter.Input input(String upstream, ValueType value, PartitionMapping mapping) {
        return new Parameter.Input(
                "in", AssetKey.parse(upstream), Parameter.Shape.PLAIN, value, mapping, Parameter.Version.PUBLISHED);
    }

    static CheckDefinition check(String asset, String name) {
        var method = new Producer(
                "com.acme.Checks", name, List.of(), List.of(), Producer.Returns.CHECK, 0, Optional.empty());
        return new CheckDefinition(AssetKey.parse(asset), name, true, "", method);
    }

    /** Returns a graph of {@code size} assets, each reading up to {@code most} of those before it. */
    public static List<AssetDefinition> random(Random random, int size, int most) {
        var definitions = new ArrayList<AssetDefinition>();
        for (int i = 0; i < size; i++) {
            var upstreams = new LinkedHashSet<String>();
            for (int k = i == 0 ? 0 : random.nextInt(most + 1); k > 0; k--) {
                upstreams.add("k" + random.nextInt(i));
            }
            definitions.add(asset("k" + i, upstreams.toArray(String[]::new)));
        }
        return definitions;
    }
}
