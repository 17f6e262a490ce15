package dev.weft.execute;

import dev.weft.catalog.Catalog;
import dev.weft.discovery.UserCode;
import dev.weft.graph.AssetGraph;
import dev.weft.plan.CurrentCode;
import dev.weft.spi.IoManager;
import java.time.Clock;
import java.util.function.Function;

/**
 * What a run needs around it.
 *
 * @param graph all definitions
 * @param catalog where it is recorded
 * @param code the user's methods
 * @param stores a store by its name
 * @param logic the versions of assets' and checks' logic
 * @param clock the instance's clock
 * @param limits how much happens at once
 */
public record RunSetup(
        AssetGraph graph,
        Catalog catalog,
        UserCode code,
        Function<String, IoManager> stores,
        CurrentCode logic,
        Clock clock,
        RunLimits limits) {

    public RunSetup(
            AssetGraph graph,
            Catalog catalog,
            UserCode code,
            Function<String, IoManager> stores,
            CurrentCode logic,
            Clock clock,
            int concurrency) {
        this(graph, catalog, code, stores, logic, clock, new RunLimits(concurrency));
    }

    public RunSetup withLimits(RunLimits other) {
        return new RunSetup(graph, catalog, code, stores, logic, clock, other);
    }
}
