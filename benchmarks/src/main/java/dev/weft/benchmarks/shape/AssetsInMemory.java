package dev.weft.benchmarks.shape;

import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.asset.Parameter;
import dev.weft.asset.Producer;
import dev.weft.asset.ValueType;
import dev.weft.partition.PartitionMapping;
import java.util.List;
import java.util.Optional;

/** The definitions that a project of some shape would have, without a project. */
public final class AssetsInMemory {

    private AssetsInMemory() {}

    /** Returns one definition for each asset of the shape, in its order. */
    public static List<AssetDefinition> of(GraphShape shape) {
        return shape.upstreams().entrySet().stream()
                .map(entry -> definition(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static AssetDefinition definition(String name, List<String> upstreams) {
        var key = AssetKey.parse(name);
        return AssetDefinition.builder(
                        key,
                        new Producer(
                                "bench.Assets",
                                name,
                                upstreams.stream().map(AssetsInMemory::input).toList(),
                                List.of(key),
                                Producer.Returns.VALUE,
                                0,
                                Optional.empty()))
                .build();
    }

    private static Parameter input(String upstream) {
        return new Parameter.Input(
                upstream,
                AssetKey.parse(upstream),
                Parameter.Shape.HANDLE,
                new ValueType.Any(),
                new PartitionMapping.Inferred(),
                Parameter.Version.PUBLISHED);
    }
}
