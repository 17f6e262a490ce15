package dev.weft.plan;

import dev.weft.api.DataVersion;
import dev.weft.api.PartitionKey;
import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetPartition;
import dev.weft.asset.CodeVersion;
import dev.weft.event.InputVersion;
import dev.weft.event.Trace;
import dev.weft.fingerprint.Fingerprint;
import dev.weft.partition.PartitionMapping;
import dev.weft.partition.PartitionSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a version would be made of if it were made now. Views that are computed when they are read are inputs as well: their version is that of their
 * logic. A view elsewhere has the assets that it reads as inputs, but none of their versions, for its content is theirs.
 */
final class TraceNow {

    private final Traces traces;
    private final CurrentCode code;
    private final Function<AssetDefinition, String> config;
    private final Fingerprint fingerprint = new Fingerprint();

    TraceNow(Traces traces, CurrentCode code, Function<AssetDefinition, String> config) {
        this.traces = traces;
        this.code = code;
        this.config = config;
    }

    /** @param current what a reader of an asset partition would get now */
    Trace of(AssetDefinition asset, Optional<PartitionKey> own, Function<AssetPartition, InputVersion> current) {
        return new Trace(
                code.versionOf(asset), code.compilerOf(asset), config.apply(asset), inputs(asset, own, current));
    }

    /** Returns what answers for one asset, partition by partition. */
    Fingerprints fingerprints(AssetDefinition asset) {
        return new Fingerprints(asset);
    }

    /**
     * The fingerprints of what the partitions of one asset would be made of. What does not differ between partitions is found out once, and where each
     * partition reads the same partition of others, as is usual, nothing has to be mapped or sorted for each.
     */
    final class Fingerprints {

        private final AssetDefinition asset;
        private final CodeVersion version;
        private final String settings;
        /** In the order of traces; empty if partitions have to be mapped. */
        private final Optional<List<Alike>> alike;

        private Fingerprints(AssetDefinition asset) {
            this.asset = asset;
            this.version = code.versionOf(asset);
            this.settings = config.apply(asset);
            this.alike = alike();
        }

        /** An input of which the same partition is read, or the whole; the version of a view is known. */
        private record Alike(AssetKey upstream, boolean samePartition, Optional<InputVersion> view) {}

        private Optional<List<Alike>> alike() {
            var byKey = new TreeMap<AssetKey, Alike>();
            for (var reading : traces.readings(asset)) {
                var upstream = traces.partitionsOf(reading.upstream());
                boolean same = upstream.isPresent()
                        && reading.isDirect()
                        && reading.hops().get(0).mapping() instanceof PartitionMapping.Identity;
                boolean mapped = upstream.isPresent() && !same;
                var one = new Alike(reading.upstream(), same, Optional.empty());
                if (mapped || asset.virtual() || byKey.put(reading.upstream(), one) != null) {
                    return Optional.empty();
                }
            }
            for (var view : traces.viewsOf(asset)) {
                if (view.isPartitioned()) {
                    return Optional.empty();
                }
                byKey.put(view.key(), new Alike(view.key(), false, Optional.of(view(view, PartitionSet.whole()))));
            }
            return Optional.of(List.copyOf(byKey.values()));
        }

        String of(Optional<PartitionKey> own, Function<AssetPartition, InputVersion> current) {
            if (alike.isEmpty()) {
                return TraceNow.this.of(asset, own, current).fingerprint();
            }
            var inputs = new ArrayList<InputVersion>(alike.get().size());
            for (var one : alike.get()) {
                inputs.add(
                        one.view().isPresent()
                                ? one.view().get()
                                : current.apply(new AssetPartition(
                                        one.upstream(), one.samePartition() ? own : Optional.empty())));
            }
            return Trace.fingerprint(fingerprint, version, settings, inputs);
        }
    }

    private List<InputVersion> inputs(
            AssetDefinition asset, Optional<PartitionKey> own, Function<AssetPartition, InputVersion> current) {
        var inputs = new ArrayList<InputVersion>();
        if (asset.virtual()) {
            traces.readings(asset).stream()
                    .map(Reading::upstream)
                    .distinct()
                    .forEach(key -> inputs.add(new InputVersion(AssetPartition.of(key), Optional.empty(), 0)));
        } else {
            traces.readBy(asset, own).forEach(upstream -> inputs.add(current.apply(upstream)));
        }
        traces.viewsReadBy(asset, own)
                .forEach((key, read) -> inputs.add(view(traces.graph().get(key), read)));
        return inputs;
    }

    /**
     * Returns a view that is computed when it is read as an input: its version is that of its logic and configuration, and of which of its partitions are
     * read, for a view may have a partition more although nothing behind it moved.
     */
    private InputVersion view(AssetDefinition view, PartitionSet read) {
        var settings = config.apply(view);
        var version = new StringBuilder(code.versionOf(view).text());
        if (!settings.isEmpty()) {
            version.append(CONFIGURED).append(settings);
        }
        if (view.isPartitioned()) {
            version.append(OVER)
                    .append(Fingerprint.of(
                            read.keys().stream().map(PartitionKey::text).toList()));
        }
        return new InputVersion(AssetPartition.of(view.key()), Optional.of(DataVersion.of(version.toString())), 0);
    }

    private static final String CONFIGURED = " with ";
    private static final String OVER = " over ";

    /** Returns the part of a view's version that is the version of its logic. */
    static String logic(DataVersion view) {
        var text = view.text();
        return Stream.of(CONFIGURED, OVER)
                .map(text::indexOf)
                .filter(end -> end > 0)
                .min(Integer::compare)
                .map(end -> text.substring(0, end))
                .orElse(text);
    }
}
