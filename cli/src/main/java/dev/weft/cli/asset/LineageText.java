package dev.weft.cli.asset;

import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.graph.AssetGraph;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The assets around one asset, as a tree, a Mermaid or a Graphviz drawing. */
final class LineageText {

    private final AssetGraph graph;
    private final int depth;

    LineageText(AssetGraph graph, int depth) {
        this.graph = graph;
        this.depth = depth;
    }

    /** Returns the lines of a tree; an asset that was drawn before is marked and not opened again. */
    List<String> tree(AssetKey root, Function<AssetKey, List<AssetKey>> next) {
        var lines = new ArrayList<String>();
        lines.add(root.text());
        grow(root, next, "", depth, new LinkedHashSet<>(), lines);
        return lines;
    }

    private void grow(
            AssetKey key,
            Function<AssetKey, List<AssetKey>> next,
            String indent,
            int left,
            Set<AssetKey> opened,
            List<String> lines) {
        if (left == 0 || !opened.add(key)) {
            return;
        }
        var children = next.apply(key);
        for (int i = 0; i < children.size(); i++) {
            var child = children.get(i);
            boolean last = i == children.size() - 1;
            boolean again = opened.contains(child) && !next.apply(child).isEmpty();
            lines.add(indent + (last ? "└─ " : "├─ ") + child + (again ? " (see above)" : ""));
            grow(child, next, indent + (last ? "   " : "│  "), left - 1, opened, lines);
        }
    }

    /** Returns everything within the depth, the asset itself included, in topological order. */
    List<AssetDefinition> around(AssetKey root, boolean up, boolean down) {
        var found = new LinkedHashSet<AssetKey>();
        found.add(root);
        if (up) {
            found.addAll(reach(root, this::upstream));
        }
        if (down) {
            found.addAll(reach(root, this::downstream));
        }
        return graph.topological().stream()
                .filter(asset -> found.contains(asset.key()))
                .toList();
    }

    List<AssetKey> upstream(AssetKey key) {
        return List.copyOf(graph.upstreamOf(key));
    }

    List<AssetKey> downstream(AssetKey key) {
        return List.copyOf(graph.downstreamOf(key));
    }

    List<String> mermaid(List<AssetDefinition> assets) {
        return drawing(assets, "flowchart LR", "  n%d[\"%s\"]", "  n%d --> n%d", List.of());
    }

    List<String> dot(List<AssetDefinition> assets) {
        return drawing(
                assets,
                "digraph lineage {\n  rankdir=LR; node [shape=box];",
                "  n%d [label=\"%s\"];",
                "  n%d -> n%d;",
                List.of("}"));
    }

    private List<String> drawing(
            List<AssetDefinition> assets, String opening, String node, String edge, List<String> closing) {
        var lines = new ArrayList<String>();
        lines.add(opening);
        var keys = assets.stream().map(AssetDefinition::key).toList();
        for (int i = 0; i < keys.size(); i++) {
            lines.add(node.formatted(i, keys.get(i).text().replace("\"", "'")));
        }
        for (int i = 0; i < keys.size(); i++) {
            for (var upstream : graph.upstreamOf(keys.get(i))) {
                int from = keys.indexOf(upstream);
                if (from >= 0) {
                    lines.add(edge.formatted(from, i));
                }
            }
        }
        lines.addAll(closing);
        return lines;
    }

    private Set<AssetKey> reach(AssetKey root, Function<AssetKey, List<AssetKey>> next) {
        Set<AssetKey> found = new LinkedHashSet<>();
        var frontier = List.of(root);
        for (int step = 0; step != depth && !frontier.isEmpty(); step++) {
            frontier = frontier.stream()
                    .flatMap(key -> next.apply(key).stream())
                    .filter(found::add)
                    .toList();
        }
        return found;
    }
}
