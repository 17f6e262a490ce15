package dev.weft.execute;

import dev.weft.api.DataVersion;
import dev.weft.api.NotThereException;
import dev.weft.api.PartitionKey;
import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetPartition;
import dev.weft.plan.Recorded;
import dev.weft.plan.Traces;
import dev.weft.secret.Secrets;
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
     * What somebody saw.
     *
     * @param version what is there; empty if there is nothing
     * @param absence why there is nothing, a sentence; empty if the method does not say
     */
    public record Sight(Optional<DataVersion> version, String absence) {}

    /**
     * Returns the version that is there now; empty if there is nothing.
     *
     * @throws IllegalStateException if the method threw, with the user's frames
     */
    public Optional<DataVersion> look(AssetDefinition asset, Optional<PartitionKey> partition) {
        return see(asset, partition).version();
    }

    /**
     * Returns what is there now, or why there is nothing: the method returns null, or throws a {@link NotThereException}.
     *
     * @throws IllegalStateException if the method threw anything else, with the user's frames
     */
    public Sight see(AssetDefinition asset, Optional<PartitionKey> partition) {
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
            return new Sight(
                    Optional.ofNullable((DataVersion) setup.code().invoke(asset.producer(), values))
                            .map(Masked::version),
                    "");
        } catch (NotThereException e) {
            return new Sight(Optional.empty(), Secrets.mask(String.valueOf(e.getMessage())));
        } catch (Throwable e) {
            throw new IllegalStateException("%s could not be observed: %s".formatted(what, UserErrors.describe(e)), e);
        }
    }
}
