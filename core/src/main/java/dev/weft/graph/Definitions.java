package dev.weft.graph;

import dev.weft.asset.AssetDefinition;
import dev.weft.asset.CheckDefinition;
import dev.weft.asset.FactoryDefinition;
import java.util.List;

/**
 * What a project declares, or a graph's snapshot holds.
 *
 * @param assets in the order of the text
 * @param checks in the order of the text
 * @param factories the methods that define more assets when they are run
 */
public record Definitions(
        List<AssetDefinition> assets, List<CheckDefinition> checks, List<FactoryDefinition> factories) {

    public Definitions {
        assets = List.copyOf(assets);
        checks = List.copyOf(checks);
        factories = List.copyOf(factories);
    }

    public Definitions(List<AssetDefinition> assets, List<CheckDefinition> checks) {
        this(assets, checks, List.of());
    }
}
