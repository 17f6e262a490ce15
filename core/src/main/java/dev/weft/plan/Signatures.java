package dev.weft.plan;

import dev.weft.asset.AssetDefinition;
import dev.weft.asset.CheckDefinition;
import dev.weft.asset.Parameter;
import dev.weft.fingerprint.Fingerprint;
import dev.weft.partition.PartitionMapping;
import dev.weft.partition.Partitions;
import dev.weft.partition.PartitionsDefinition;
import java.util.HashMap;
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
    private static final String FORMAT = "3";

    private static final PartitionMapping IDENTITY = new PartitionMapping.Identity();
    /** Nearly all are this one, and what records write of themselves takes long. */
    private static final String IDENTITY_TEXT = IDENTITY.toString();

    private final Traces traces;
    private final CurrentCode code;
    private final Function<AssetDefinition, String> config;
    private final Map<PartitionsDefinition, String> texts = new HashMap<>();

    Signatures(Traces traces, CurrentCode code, Function<AssetDefinition, String> config) {
        this.traces = traces;
        this.code = code;
        this.config = config;
    }

    String of(AssetDefinition asset) {
        var fingerprint = new Fingerprint()
                .add(FORMAT)
                .add(asset.nature().name())
                .add(asset.virtual() ? asset.value().simple() : "")
                .add(text(asset.partitions()))
                .add(asset.formerly().map(Object::toString).orElse(""));
        if (asset.nature().isMaterializable()) {
            fingerprint.add(code.versionOf(asset).text()).add(config.apply(asset));
            asset.producer()
                    .outputs()
                    .forEach(output -> traces.graph().checksOf(output).stream()
                            .filter(CheckDefinition::blocking)
                            .forEach(check -> fingerprint
                                    .add(check.name())
                                    .add(code.versionOfCheck(check).text())));
            traces.readings(asset)
                    .forEach(reading -> reading.hops().forEach(hop -> add(fingerprint, hop)));
            traces.viewsOf(asset)
                    .forEach(view -> fingerprint
                            .add(view.key().text())
                            .add(code.versionOf(view).text())
                            .add(config.apply(view)));
        }
        return fingerprint.text();
    }

    private void add(Fingerprint fingerprint, Reading.Hop hop) {
        var input = hop.input();
        var upstream = traces.graph().get(input.upstream());
        var mapping = upstream.isPartitioned() ? hop.mapping() : IDENTITY;
        fingerprint
                .add(input.upstream().text())
                .add(upstream.nature().name())
                .add(upstream.formerly().map(Object::toString).orElse(""))
                .add(text(upstream.partitions()))
                .add(input.shape().name())
                .add(mapping instanceof PartitionMapping.Identity ? IDENTITY_TEXT : mapping.toString())
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

    private String text(Optional<PartitionsDefinition> definition) {
        return definition
                .map(rule -> texts.computeIfAbsent(rule, PartitionsDefinition::toString))
                .orElse("");
    }
}
