package dev.weft.benchmarks.small;

import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.asset.CodeVersion;
import dev.weft.benchmarks.shape.AssetsInMemory;
import dev.weft.benchmarks.shape.GraphShape;
import dev.weft.graph.AssetGraph;
import dev.weft.plan.Plan;
import dev.weft.plan.PlanRequest;
import dev.weft.plan.Planner;
import dev.weft.plan.Recorded;
import dev.weft.selection.Selection;
import dev.weft.selection.SelectionFacts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What is asked of a graph: a plan of all that is missing, a selection. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls what makes them
public class Graph {

    private static final String SELECTION = "+g9_42 or (g3_0+2 and not sinks(*)), roots(g7_20+)";

    @Param({"1000"})
    public int assets;

    private AssetGraph graph;
    private Set<AssetKey> all;
    private CodeVersion version;
    private Selection selection;

    @Setup
    public void make() {
        graph = AssetGraph.of(AssetsInMemory.of(GraphShape.of("assets:" + assets)), List.of());
        all = graph.assets().stream().map(AssetDefinition::key).collect(Collectors.toSet());
        version = CodeVersion.of("1");
        selection = Selection.parse(SELECTION);
    }

    @Benchmark
    public Plan plan() {
        return Planner.plan(new PlanRequest(
                graph,
                all,
                Optional.empty(),
                PlanRequest.Force.NONE,
                what -> Recorded.NOTHING,
                asset -> version,
                asset -> "",
                Instant.EPOCH));
    }

    @Benchmark
    public Selection parseSelection() {
        return Selection.parse(SELECTION);
    }

    @Benchmark
    public Set<AssetKey> evaluateSelection() {
        return selection.resolve(graph, SelectionFacts.NONE);
    }
}
