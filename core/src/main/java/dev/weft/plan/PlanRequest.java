package dev.weft.plan;

import dev.weft.api.PartitionKey;
import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.graph.AssetGraph;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What a plan is wanted for.
 *
 * @param graph all definitions
 * @param selected the assets that may run
 * @param partitions the partitions that may run, of those assets that have them; empty for all that exist
 * @param force what runs even if it is fresh
 * @param state what the catalog knows
 * @param code the logic of assets and checks, as it is now
 * @param config the hash of the configuration an asset would get; empty text for none
 * @param now the one moment that counts
 */
public record PlanRequest(
        AssetGraph graph,
        Set<AssetKey> selected,
        Optional<Set<PartitionKey>> partitions,
        Force force,
        RecordedState state,
        CurrentCode code,
        Function<AssetDefinition, String> config,
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

    public PlanRequest {
        selected = Set.copyOf(selected);
    }
}
