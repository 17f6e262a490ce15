package dev.weft.plan;

import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.asset.CheckDefinition;
import dev.weft.graph.AssetGraph;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Finds the checks that have to look again, of whole assets by numbers alone: as many as have a version, less those that were looked at. */
public final class DueChecks {

    private final AssetGraph graph;
    private final CurrentCode code;
    private final Renames renames;

    public DueChecks(AssetGraph graph, CurrentCode code) {
        this.graph = graph;
        this.code = code;
        this.renames = Renames.of(graph);
    }

    /**
     * Returns the due checks of assets, by asset and name.
     *
     * @param counts asked, at most once, for assets that have checks and versions, and for their former keys
     * @param made how many partitions of an asset have a version
     */
    public List<DueCheck> of(
            Collection<AssetKey> assets,
            Function<Collection<AssetKey>, List<CheckCount>> counts,
            ToLongFunction<AssetKey> made) {
        var checked = assets.stream()
                .distinct()
                .sorted()
                .filter(key -> isChecked(graph.get(key)) && made.applyAsLong(key) > 0)
                .toList();
        if (checked.isEmpty()) {
            return List.of();
        }
        var byCheck = new HashMap<AssetKey, Map<String, List<CheckCount>>>();
        for (var count : counts.apply(renames.withFormer(checked))) {
            byCheck.computeIfAbsent(renames.now(count.asset()), key -> new HashMap<>())
                    .computeIfAbsent(count.check(), key -> new ArrayList<>())
                    .add(count);
        }
        var due = new ArrayList<DueCheck>();
        for (var key : checked) {
            var known = byCheck.getOrDefault(key, Map.of());
            for (var check : graph.checksOf(key)) {
                add(check, key, made.applyAsLong(key), known.getOrDefault(check.name(), List.of()), due);
            }
        }
        return due;
    }

    private boolean isChecked(AssetDefinition asset) {
        return asset.nature().isMaterializable()
                && !asset.isComputedWhenRead()
                && !graph.checksOf(asset.key()).isEmpty();
    }

    private void add(CheckDefinition check, AssetKey asset, long made, List<CheckCount> counts, List<DueCheck> due) {
        var now = code.versionOfCheck(check).text();
        long good = results(
                counts.stream().filter(count -> count.codeVersion().equals(now)).toList());
        if (good < made) {
            due.add(new DueCheck(asset, check.name(), made - good, results(counts) > good));
        }
    }

    private static long results(List<CheckCount> counts) {
        return counts.stream().mapToLong(CheckCount::results).sum();
    }
}
