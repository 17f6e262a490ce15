package dev.weft.graph;

import dev.weft.asset.AssetDefinition;
import dev.weft.asset.CheckDefinition;
import java.util.List;

/**
 * What a project declares, or a graph's snapshot holds.
 *
 * @param assets in the order of the text
 * @param checks in the order of the text
 */
public record Definitions(List<AssetDefinition> assets, List<CheckDefinition> checks) {

    public Definitions {
        assets = List.copyOf(assets);
        checks = List.copyOf(checks);
    }
}
