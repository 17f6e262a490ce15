package dev.weft.plan;

import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.asset.Parameter;
import dev.weft.fingerprint.Fingerprint;
import dev.weft.partition.PartitionMapping;
import dev.weft.partition.Partitions;
import dev.weft.partition.PartitionsDefinition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Fingerprints of everything in an asset's definition that decides where its partitions stand: its logic, configuration, partitions and blocking
 * checks, and of each input the upstream, how it is read and which of its partitions exist, where that matters. What exists of the asset itself
 * is no part of it: new partitions leave the others as they were.
 */
final class Signatures {

    /** Another one makes all kept evaluations worthless. */
    private static final String FORMAT = "6";

    private static final PartitionMapping IDENTITY = new PartitionMapping.Identity();

    private final Traces traces;
    private final CurrentCode code;
    private final Function<AssetDefinition, String> config;
    private final Fingerprint fingerprint = new Fingerprint();
    private final Map<PartitionsDefinition, String> texts = new HashMap<>();

    Signatures(Traces traces, CurrentCode code, Function<AssetDefinition, String> config) {
        this.traces = traces;
        this.code = code;
        this.config = config;
    }

    String of(AssetDefinition asset) {
        fingerprint
                .add(FORMAT)
                .add(asset.nature().name())
                .add(asset.virtual() ? asset.value().simple() : "")
                .add(text(asset.partitions()))
                .add(asset.formerly().map(AssetKey::text).orElse(""));
        if (asset.nature().isMaterializable()) {
            fingerprint.add(code.versionOf(asset).text()).add(config.apply(asset));
            for (var output : asset.producer().outputs()) {
                for (var check : traces.graph().checksOf(output)) {
                    if (check.blocking()) {
                        fingerprint
                                .add(check.name())
                                .add(code.versionOfCheck(check).text());
                    }
                }
            }
            for (var reading : traces.readings(asset)) {
                for (var hop : reading.hops()) {
                    add(hop);
                }
            }
            for (var view : traces.viewsOf(asset)) {
                fingerprint
                        .add(view.key().text())
                        .add(code.versionOf(view).text())
                        .add(config.apply(view));
            }
        }
        return fingerprint.text();
    }

    private void add(Reading.Hop hop) {
        var input = hop.input();
        var upstream = traces.graph().get(input.upstream());
        var mapping = upstream.isPartitioned() ? hop.mapping() : IDENTITY;
        fingerprint
                .add(input.upstream().text())
                .add(upstream.nature().name())
                .add(upstream.formerly().map(AssetKey::text).orElse(""))
                .add(text(upstream.partitions()))
                .add(input.shape().name())
                .add(mapping instanceof PartitionMapping.Identity ? "" : mapping.toString())
                .add(dependsOnWhatExists(mapping) ? extent(input) : "");
    }

    private static boolean dependsOnWhatExists(PartitionMapping mapping) {
        return mapping instanceof PartitionMapping.All
                || mapping instanceof PartitionMapping.Last
                || mapping instanceof PartitionMapping.Dimensions;
    }

    private String extent(Parameter.Input input) {
        return traces.partitionsOf(input.upstream()).map(Partitions::extent).orElse("");
    }

    /** A hash: the text is long, and every asset has it and every reader again. */
    private String text(Optional<PartitionsDefinition> definition) {
        if (definition.isEmpty()) {
            return "";
        }
        var known = texts.get(definition.get());
        if (known == null) {
            known = Fingerprint.of(List.of(definition.get().toString()));
            texts.put(definition.get(), known);
        }
        return known;
    }
}
