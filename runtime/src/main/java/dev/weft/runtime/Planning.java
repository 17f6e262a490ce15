package dev.weft.runtime;

import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetPartition;
import dev.weft.catalog.Catalog;
import dev.weft.event.EventBody;
import dev.weft.graph.AssetGraph;
import dev.weft.partition.PartitionSet;
import dev.weft.plan.Assumption;
import dev.weft.plan.CurrentCode;
import dev.weft.plan.DueCheck;
import dev.weft.plan.DueChecks;
import dev.weft.plan.Evaluation;
import dev.weft.plan.Evaluator;
import dev.weft.plan.KeptEvaluation;
import dev.weft.plan.Plan;
import dev.weft.plan.PlanRequest;
import dev.weft.plan.Planner;
import dev.weft.plan.RecordedState;
import dev.weft.plan.Renames;
import dev.weft.plan.StalenessRule;
import dev.weft.plan.Traces;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
                Optional.empty(),
                PlanRequest.Force.NONE,
                PlanRequest.Unmet.REFUSE,
                Renames.of(graph).over(catalog),
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
        var evaluator = new Evaluator(new Traces(graph, now), Renames.of(graph).over(catalog), code, config, now);
        var evaluations = evaluator.evaluate(assets);
        keep(evaluator.learned());
        return evaluations;
    }

    /** Returns the checks of assets that are due, when so many of their partitions have a version; one question to the catalog, none without checks. */
    public List<DueCheck> dueChecks(Map<AssetKey, PartitionSet> made) {
        return new DueChecks(graph, code)
                .of(
                        made.keySet(),
                        catalog::checkCounts,
                        key -> Objects.requireNonNull(made.get(key)).count());
    }

    /**
     * Accepts versions as they are: the logic, configuration and inputs of this moment become what they are compared with from now on.
     *
     * @param by who says so
     * @param why a sentence; may be empty
     * @return what was accepted
     */
    public List<AssetPartition> accept(Assumption assumption, String by, String why) {
        var evaluations = evaluate(assumption.assets());
        var facts = new ArrayList<EventBody>();
        var accepted = new ArrayList<AssetPartition>();
        for (var key : assumption.assets().stream().sorted().toList()) {
            var asset = graph.get(key);
            var set = assumption.accepted(Objects.requireNonNull(evaluations.get(key)));
            if (!asset.nature().isMaterializable() || set.isEmpty()) {
                continue;
            }
            var now = clock.instant();
            var traces = new Traces(graph, now);
            var read = traces.readThrough(asset.inputs());
            read.add(key);
            var rule = new StalenessRule(traces, state(read), code, config, now);
            for (var member : set.members()) {
                var what = new AssetPartition(key, member);
                facts.add(new EventBody.Accepted(what, rule.traceNow(asset, member), by, why));
                accepted.add(what);
            }
        }
        if (!facts.isEmpty()) {
            catalog.record(Optional.empty(), facts).join();
        }
        return accepted;
    }

    /**
     * Returns new assets that look like an asset that vanished since an earlier graph: the same logic and value, and no other that could be meant.
     *
     * @return by the new asset's key, the former one's
     */
    public Map<AssetKey, AssetKey> likelyRenames(AssetGraph before) {
        var likely = new TreeMap<AssetKey, AssetKey>();
        var added = graph.assets().stream()
                .filter(asset -> asset.nature().isMaterializable()
                        && asset.formerly().isEmpty()
                        && !before.contains(asset.key()))
                .toList();
        for (var gone : before.assets()) {
            if (graph.contains(gone.key()) || added.isEmpty()) {
                continue;
            }
            var versions = catalog.versions(gone.key(), 1);
            var alike = added.stream()
                    .filter(asset -> asset.value().equals(gone.value())
                            && versions.stream()
                                    .anyMatch(version -> version.materialization()
                                            .trace()
                                            .codeVersion()
                                            .equals(code.versionOf(asset))))
                    .toList();
            if (alike.size() == 1) {
                likely.put(alike.get(0).key(), gone.key());
            }
        }
        return likely;
    }

    /** Returns what is known of these assets, all partitions. */
    RecordedState state(Collection<AssetKey> assets) {
        var renames = Renames.of(graph);
        return renames.over(catalog.state(renames.withFormer(assets)));
    }

    private void keep(List<KeptEvaluation> learned) {
        if (!learned.isEmpty()) {
            try {
                catalog.keep(learned).join();
            } catch (CompletionException e) {
                log().debug("What a plan found out could not be kept; the next one finds it out again.", e);
            }
        }
    }

    /** Made when there is something to say: most commands say nothing. */
    private static Logger log() {
        return LoggerFactory.getLogger(Planning.class);
    }
}
