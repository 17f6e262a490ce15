package dev.weft.benchmarks.program;

import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetPartition;
import dev.weft.asset.CodeVersion;
import dev.weft.benchmarks.shape.AssetsInMemory;
import dev.weft.benchmarks.shape.GraphShape;
import dev.weft.catalog.Catalogs;
import dev.weft.graph.AssetGraph;
import dev.weft.runtime.Planning;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Finds out where assets stand that are all fresh, through a catalog on disk: with nothing kept from before, when nothing moved since, and again
 * after each of some events on the first asset.
 *
 * <p>Arguments: a graph, an empty folder, and how many events.
 */
public final class IncrementalProgram {

    private IncrementalProgram() {}

    public static void main(String[] arguments) throws SQLException {
        var graph = AssetGraph.of(AssetsInMemory.of(GraphShape.of(arguments[0])), List.of());
        var version = CodeVersion.of("1");
        var filled = new FillCatalog(Path.of(arguments[1]), graph, asset -> version);
        filled.fill();
        var keys = graph.assets().stream().map(AssetDefinition::key).toList();
        try (var catalog = Catalogs.open(filled.settings())) {
            var planning = new Planning(graph, catalog, asset -> version, asset -> "", Clock.systemUTC());
            double nothingKept = seconds(() -> planning.evaluate(keys));
            double nothingMoved = seconds(() -> planning.evaluate(keys));
            int events = Integer.parseInt(arguments[2]);
            var root = AssetPartition.of(graph.topological().get(0).key());
            var afterEvents = new double[events];
            for (int i = 0; i < events; i++) {
                catalog.record(Optional.empty(), List.of(filled.another(root))).join();
                afterEvents[i] = seconds(() -> planning.evaluate(keys));
            }
            java.util.Arrays.sort(afterEvents);
            System.out.printf(
                    "{\"nothingKept\": %.6f, \"nothingMoved\": %.6f, \"oneEvent\": %.6f, \"slowestEvent\": %.6f}%n",
                    nothingKept, nothingMoved, afterEvents[events / 2], afterEvents[events - 1]);
        }
    }

    private static double seconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }
}
