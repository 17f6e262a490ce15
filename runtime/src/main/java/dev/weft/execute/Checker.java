package dev.weft.execute;

import dev.weft.api.PartitionKey;
import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetPartition;
import dev.weft.catalog.Catalog;
import dev.weft.event.EventBody;
import dev.weft.plan.Recorded;
import dev.weft.plan.RecordedState;
import dev.weft.plan.Traces;
import dev.weft.spi.Sealed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Runs checks alone, on versions that are published already, and records what they say. */
public final class Checker {

    private final RunSetup setup;
    private final Traces traces;

    public Checker(RunSetup setup, Traces traces) {
        this.setup = setup;
        this.traces = traces;
    }

    /**
     * Evaluates the checks of assets on their latest versions, one after the other in the graph's order. What has no version is left out.
     *
     * @param partitions the partitions to look at, of those assets that have them; empty for all that have a version
     * @param heard receives each result when it is durable
     */
    public List<EventBody.CheckEvaluated> check(
            Collection<AssetKey> assets,
            Optional<Set<PartitionKey>> partitions,
            Consumer<EventBody.CheckEvaluated> heard) {
        var state = setup.catalog().state(read(assets));
        var wanted = Set.copyOf(assets);
        var results = new ArrayList<EventBody.CheckEvaluated>();
        for (var asset : setup.graph().topological()) {
            if (!wanted.contains(asset.key())
                    || setup.graph().checksOf(asset.key()).isEmpty()) {
                continue;
            }
            for (var version : setup.catalog().latest(asset.key())) {
                var what = version.materialization().stored().what();
                if (partitions.isEmpty()
                        || what.partition().isEmpty()
                        || partitions.get().contains(what.partition().get())) {
                    results.addAll(check(asset, version, state, heard));
                }
            }
        }
        return List.copyOf(results);
    }

    private List<EventBody.CheckEvaluated> check(
            AssetDefinition asset,
            Catalog.VersionRecord version,
            RecordedState state,
            Consumer<EventBody.CheckEvaluated> heard) {
        var made = version.materialization();
        var what = made.stored().what();
        var now = setup.clock().instant();
        var calls = new CheckCalls(setup, traces, new Ledger(before(version, state)));
        var window = what.partition()
                .flatMap(key -> traces.partitionsOf(asset.key()).flatMap(partitions -> partitions.window(key)));
        var results = new ArrayList<EventBody.CheckEvaluated>();
        for (var check : setup.graph().checksOf(asset.key())) {
            var context = new StepContext(
                    asset.key().text(), what.partition(), window, "check", 1, setup.clock(), now, () -> false);
            results.add(calls.evaluate(
                    check, asset, what.partition(), context, Map.of(), new Sealed(made.stored(), made.content())));
        }
        join(setup.catalog().record(Optional.empty(), List.copyOf(results)));
        results.forEach(heard);
        return results;
    }

    /** For a check on a published version, the last good one is the one before it. */
    private RecordedState before(Catalog.VersionRecord version, RecordedState state) {
        var checked = version.materialization().stored().what();
        return what -> what.equals(checked) ? previous(what, version.sequence()) : state.of(what);
    }

    private Recorded previous(AssetPartition what, long sequence) {
        return setup.catalog()
                .versionAt(what, sequence - 1)
                .map(record -> Recorded.made(record.materialization(), record.sequence(), record.time()))
                .orElse(Recorded.NOTHING);
    }

    private Set<AssetKey> read(Collection<AssetKey> assets) {
        var keys = new HashSet<AssetKey>(assets);
        for (var asset : assets) {
            for (var check : setup.graph().checksOf(asset)) {
                keys.addAll(traces.readThrough(check.method().inputs()));
            }
        }
        return keys;
    }

    private static <T> T join(CompletableFuture<T> future) {
        return Futures.join(future);
    }
}
