package dev.weft.plan;

import dev.weft.api.DataVersion;
import dev.weft.api.PartitionKey;
import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetPartition;
import dev.weft.event.InputVersion;
import dev.weft.event.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a version would be made of if it were made now. Views that are computed when they are read are inputs as well: their version is that of their
 * logic. A view elsewhere has the assets that it reads as inputs, but none of their versions, for its content is theirs.
 */
final class TraceNow {

    private final Traces traces;
    private final CurrentCode code;
    private final Function<AssetDefinition, String> config;

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

    private List<InputVersion> inputs(
            AssetDefinition asset, Optional<PartitionKey> own, Function<AssetPartition, InputVersion> current) {
        var inputs = new ArrayList<InputVersion>();
        if (asset.virtual()) {
            traces.readings(asset).stream()
                    .map(Reading::upstream)
                    .distinct()
                    .forEach(key -> inputs.add(new InputVersion(AssetPartition.of(key), Optional.empty(), 0)));
            return inputs;
        }
        traces.readBy(asset, own).forEach(upstream -> inputs.add(current.apply(upstream)));
        traces.viewsOf(asset)
                .forEach(view ->
                        inputs.add(new InputVersion(AssetPartition.of(view.key()), Optional.of(version(view)), 0)));
        return inputs;
    }

    /** Returns the version of a view that is computed when it is read: that of its logic and configuration. */
    private DataVersion version(AssetDefinition view) {
        var settings = config.apply(view);
        var logic = code.versionOf(view).text();
        return DataVersion.of(settings.isEmpty() ? logic : logic + CONFIGURED + settings);
    }

    private static final String CONFIGURED = " with ";

    /** Returns the part of a view's version that is the version of its logic. */
    static String logic(DataVersion view) {
        int end = view.text().indexOf(CONFIGURED);
        return end < 0 ? view.text() : view.text().substring(0, end);
    }
}
