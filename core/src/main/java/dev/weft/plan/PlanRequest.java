package dev.weft.plan;

import dev.weft.api.PartitionKey;
import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.graph.AssetGraph;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What a plan is wanted for.
 *
 * @param graph all definitions
 * @param selected the assets that may run
 * @param partitions the partitions that may run, of those assets that have them; empty for all that exist
 * @param force what runs even if it is fresh
 * @param unmet what happens where something required is neither there nor selected
 * @param recorded what the catalog knows
 * @param code the logic of assets and checks, as it is now
 * @param config the hash of the configuration an asset would get; empty text for none
 * @param assumed how evaluations are seen by this plan, such as with causes that do not count
 * @param now the one moment that counts
 */
public record PlanRequest(
        AssetGraph graph,
        Set<AssetKey> selected,
        Optional<Set<PartitionKey>> partitions,
        Force force,
        Unmet unmet,
        RecordedAssets recorded,
        CurrentCode code,
        Function<AssetDefinition, String> config,
        UnaryOperator<Evaluation> assumed,
        Instant now) {

    /** What runs even if nothing asks for it. */
    public enum Force {
        /** Only what is missing or stale. */
        NONE,
        /** What is missing or stale, and what a blocking check rejected on the very same inputs. */
        BLOCKED,
        /** All that is selected. */
        ALL
    }

    /** What happens where something required is neither there nor selected. */
    public enum Unmet {
        /** There is no plan. */
        REFUSE,
        /** What needs it waits. */
        WAIT
    }

    public PlanRequest {
        selected = Set.copyOf(selected);
    }

    public PlanRequest(
            AssetGraph graph,
            Set<AssetKey> selected,
            Optional<Set<PartitionKey>> partitions,
            Force force,
            RecordedAssets recorded,
            CurrentCode code,
            Function<AssetDefinition, String> config,
            Instant now) {
        this(graph, selected, partitions, force, Unmet.REFUSE, recorded, code, config, UnaryOperator.identity(), now);
    }

    /** Asks for a plan on a state that was read before. */
    public PlanRequest(
            AssetGraph graph,
            Set<AssetKey> selected,
            Optional<Set<PartitionKey>> partitions,
            Force force,
            RecordedState state,
            CurrentCode code,
            Function<AssetDefinition, String> config,
            Instant now) {
        this(graph, selected, partitions, force, RecordedAssets.of(state), code, config, now);
    }

    /** Returns the same for these partitions only, where there are any. */
    public PlanRequest of(Optional<Set<PartitionKey>> partitions) {
        return new PlanRequest(graph, selected, partitions, force, unmet, recorded, code, config, assumed, now);
    }

    public PlanRequest with(Force force) {
        return new PlanRequest(graph, selected, partitions, force, unmet, recorded, code, config, assumed, now);
    }

    public PlanRequest with(Unmet unmet) {
        return new PlanRequest(graph, selected, partitions, force, unmet, recorded, code, config, assumed, now);
    }

    public PlanRequest assuming(UnaryOperator<Evaluation> assumed) {
        return new PlanRequest(graph, selected, partitions, force, unmet, recorded, code, config, assumed, now);
    }
}
