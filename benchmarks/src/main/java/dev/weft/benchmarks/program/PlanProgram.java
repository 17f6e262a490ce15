package dev.weft.benchmarks.program;

import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.asset.CodeVersion;
import dev.weft.benchmarks.shape.AssetsInMemory;
import dev.weft.benchmarks.shape.GraphShape;
import dev.weft.graph.AssetGraph;
import dev.weft.graph.DefinitionJson;
import dev.weft.plan.PlanRequest;
import dev.weft.plan.Planner;
import dev.weft.plan.Recorded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Loads definitions from a file, as discovery does, makes the validated graph of them, and plans for all of it with nothing materialized yet.
 * One time only, as a command does it.
 *
 * <p>Arguments: {@code write} or {@code plan}, a graph, and the file of its definitions, which {@code write} makes.
 */
public final class PlanProgram {

    private PlanProgram() {}

    public static void main(String[] arguments) throws IOException {
        var file = Path.of(arguments[2]);
        if (arguments[0].equals("write")) {
            Files.writeString(file, DefinitionJson.write(AssetsInMemory.of(GraphShape.of(arguments[1])), List.of()));
            return;
        }
        long start = System.nanoTime();
        var definitions = DefinitionJson.read(Files.newInputStream(file));
        long loaded = System.nanoTime();
        var graph = AssetGraph.of(definitions.assets(), definitions.checks());
        long validated = System.nanoTime();
        Set<AssetKey> all = graph.assets().stream().map(AssetDefinition::key).collect(Collectors.toSet());
        var version = CodeVersion.of("1");
        var plan = Planner.plan(new PlanRequest(
                graph,
                all,
                Optional.empty(),
                PlanRequest.Force.NONE,
                what -> Recorded.NOTHING,
                asset -> version,
                asset -> "",
                Instant.parse("2026-01-01T00:00:00Z")));
        long planned = System.nanoTime();
        System.out.printf(
                "{\"load\": %.6f, \"validate\": %.6f, \"plan\": %.6f, \"run\": %.6f, \"steps\": %d}%n",
                (loaded - start) / 1e9,
                (validated - loaded) / 1e9,
                (planned - validated) / 1e9,
                (planned - start) / 1e9,
                plan.steps().size());
    }
}
