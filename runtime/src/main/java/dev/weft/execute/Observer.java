package dev.weft.execute;

import dev.weft.api.DataVersion;
import dev.weft.api.PartitionKey;
import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetPartition;
import dev.weft.plan.Recorded;
import dev.weft.plan.Traces;
import java.util.Map;
import java.util.Optional;

/** Calls the methods that look at external data. */
public final class Observer {

    private final RunSetup setup;
    private final Traces traces;

    public Observer(RunSetup setup, Traces traces) {
        this.setup = setup;
        this.traces = traces;
    }

    /**
     * Returns the version that is there now; empty if the method returns null: there is nothing yet.
     *
     * @throws IllegalStateException if the method threw, with the user's frames
     */
    public Optional<DataVersion> look(AssetDefinition asset, Optional<PartitionKey> partition) {
        var what = new AssetPartition(asset.key(), partition);
        var window = partition.flatMap(
                key -> traces.partitionsOf(asset.key()).flatMap(partitions -> partitions.window(key)));
        var context = new StepContext(
                asset.key().text(),
                partition,
                window,
                "observe",
                1,
                setup.clock(),
                setup.clock().instant(),
                () -> false);
        var nothing = new Ledger(unused -> Recorded.NOTHING);
        try (var arguments = new Arguments(setup.graph(), traces, nothing, setup.stores(), setup.code())) {
            var values = arguments.of(asset.producer(), asset, partition, context, Map.of(), null);
            return Optional.ofNullable((DataVersion) setup.code().invoke(asset.producer(), values))
                    .map(Masked::version);
        } catch (Throwable e) {
            throw new IllegalStateException("%s could not be observed: %s".formatted(what, UserErrors.describe(e)), e);
        }
    }
}
