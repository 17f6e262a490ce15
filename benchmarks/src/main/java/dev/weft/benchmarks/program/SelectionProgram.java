package dev.weft.benchmarks.program;

import dev.weft.benchmarks.shape.AssetsInMemory;
import dev.weft.benchmarks.shape.GraphShape;
import dev.weft.graph.AssetGraph;
import dev.weft.selection.Selection;
import dev.weft.selection.SelectionFacts;
import java.util.List;

/** Reads a selection and finds what it means, over and over in a warm process. The argument is a graph; told is the time of one. */
public final class SelectionProgram {

    private static final String SELECTION = "+g1_42 or (g0_0+ and not sinks(*)), roots(g1_20+)";
    private static final int TIMES = 20;

    private SelectionProgram() {}

    public static void main(String[] arguments) {
        var graph = AssetGraph.of(AssetsInMemory.of(GraphShape.of(arguments[0])), List.of());
        double seconds = 0;
        int found = 0;
        for (int warm = 0; warm < 3; warm++) {
            long start = System.nanoTime();
            for (int i = 0; i < TIMES; i++) {
                found = Selection.parse(SELECTION)
                        .resolve(graph, SelectionFacts.NONE)
                        .size();
            }
            seconds = (System.nanoTime() - start) / 1e9 / TIMES;
        }
        System.out.printf("{\"run\": %.9f, \"found\": %d}%n", seconds, found);
    }
}
