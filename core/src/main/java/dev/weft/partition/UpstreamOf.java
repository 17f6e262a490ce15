package dev.weft.partition;

import dev.weft.api.PartitionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** The upstream partitions that one downstream partition reads, mapping by mapping; the mapping has no problem. */
final class UpstreamOf implements PartitionMapping.Visitor<List<PartitionKey>> {

    private final Partitions upstream;
    private final Optional<Partitions> downstream;
    private final Optional<PartitionKey> own;

    UpstreamOf(Partitions upstream, Optional<Partitions> downstream, Optional<PartitionKey> own) {
        if (downstream.isPresent() != own.isPresent()) {
            throw new IllegalArgumentException(
                    own.isPresent()
                            ? "%s is a partition of something without partitions.".formatted(own.get())
                            : "Name the partition that reads: its asset has partitions.");
        }
        this.upstream = upstream;
        this.downstream = downstream;
        this.own = own;
    }

    @Override
    public List<PartitionKey> inferred(PartitionMapping.Inferred inferred) {
        return PartitionMappings.infer(Optional.of(upstream.definition()), downstream.map(Partitions::definition))
                .accept(this);
    }

    @Override
    public List<PartitionKey> identity(PartitionMapping.Identity identity) {
        return own.stream().toList();
    }

    @Override
    public List<PartitionKey> timeWindows(PartitionMapping.TimeWindows windows) {
        return WindowMapping.upstreamOf(
                windows,
                upstream.time().orElseThrow(),
                downstream.flatMap(Partitions::time).orElseThrow(),
                own.orElseThrow());
    }

    @Override
    public List<PartitionKey> all(PartitionMapping.All all) {
        return upstream.keys();
    }

    @Override
    public List<PartitionKey> last(PartitionMapping.Last last) {
        return upstream.last().stream().toList();
    }

    @Override
    public List<PartitionKey> specific(PartitionMapping.Specific specific) {
        return specific.keys();
    }

    @Override
    public List<PartitionKey> keys(PartitionMapping.Keys keys) {
        String text = own.orElseThrow().text();
        return upstream.keys().stream()
                .filter(key ->
                        keys.entries().getOrDefault(key.text(), List.of()).contains(text))
                .toList();
    }

    @Override
    public List<PartitionKey> dimensions(PartitionMapping.Dimensions dimensions) {
        SortedMap<String, Partitions> ours = Dimensions.of(downstream.orElseThrow());
        SortedMap<String, String> parts = Dimensions.parts(own.orElseThrow(), ours);
        List<List<String>> read = new ArrayList<>();
        Dimensions.of(upstream).forEach((name, partitions) -> {
            String paired = dimensions.pairs().get(name);
            List<PartitionKey> keys = paired == null
                    ? partitions.keys()
                    : PartitionMappings.upstreamOf(
                            new PartitionMapping.Inferred(),
                            partitions,
                            Optional.ofNullable(ours.get(paired)),
                            Optional.ofNullable(parts.get(paired)).map(PartitionKey::of));
            read.add(keys.stream().map(PartitionKey::text).toList());
        });
        return ProductKeys.product(read).stream().map(PartitionKey::of).toList();
    }
}
