package dev.weft.runtime;

import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.catalog.Catalog;
import dev.weft.graph.AssetGraph;
import dev.weft.plan.CurrentCode;
import dev.weft.plan.Evaluation;
import dev.weft.plan.Evaluator;
import dev.weft.plan.KeptEvaluation;
import dev.weft.plan.Plan;
import dev.weft.plan.PlanRequest;
import dev.weft.plan.Planner;
import dev.weft.plan.Traces;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Plans on what a catalog knows, and lets the catalog keep what was found out on the way. */
public final class Planning {

    private final AssetGraph graph;
    private final Catalog catalog;
    private final CurrentCode code;
    private final Function<AssetDefinition, String> config;
    private final Clock clock;

    /** @param config the hash of the configuration an asset would get; empty text for none */
    public Planning(
            AssetGraph graph,
            Catalog catalog,
            CurrentCode code,
            Function<AssetDefinition, String> config,
            Clock clock) {
        this.graph = graph;
        this.catalog = catalog;
        this.code = code;
        this.config = config;
        this.clock = clock;
    }

    /** Returns a request for a selection; what is missing or stale, of all partitions. */
    public PlanRequest request(Set<AssetKey> selected) {
        return new PlanRequest(
                graph,
                selected,
                java.util.Optional.empty(),
                PlanRequest.Force.NONE,
                PlanRequest.Unmet.REFUSE,
                catalog,
                code,
                config,
                UnaryOperator.identity(),
                clock.instant());
    }

    /** Returns the plan. */
    public Plan plan(PlanRequest request) {
        var plan = Planner.plan(request);
        keep(plan.learned());
        return plan;
    }

    /** Returns where these assets stand. */
    public Map<AssetKey, Evaluation> evaluate(Collection<AssetKey> assets) {
        var now = clock.instant();
        var evaluator = new Evaluator(new Traces(graph, now), catalog, code, config, now);
        var evaluations = evaluator.evaluate(assets);
        keep(evaluator.learned());
        return evaluations;
    }

    private void keep(List<KeptEvaluation> learned) {
        if (!learned.isEmpty()) {
            catalog.keep(learned).join();
        }
    }
}
