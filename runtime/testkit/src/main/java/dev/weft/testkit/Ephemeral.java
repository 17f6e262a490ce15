package dev.weft.testkit;

import dev.weft.api.PartitionKey;
import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetPartition;
import dev.weft.asset.CodeVersion;
import dev.weft.catalog.Catalog;
import dev.weft.catalog.CatalogSettings;
import dev.weft.catalog.Catalogs;
import dev.weft.discovery.Resources;
import dev.weft.discovery.UserCode;
import dev.weft.event.EventBody;
import dev.weft.execute.Futures;
import dev.weft.execute.Observer;
import dev.weft.execute.RunCoordinator;
import dev.weft.execute.RunLimits;
import dev.weft.execute.RunListener;
import dev.weft.execute.RunSetup;
import dev.weft.execute.ViewReader;
import dev.weft.graph.AssetGraph;
import dev.weft.io.EphemeralStore;
import dev.weft.plan.Plan;
import dev.weft.plan.PlanRequest;
import dev.weft.plan.Planner;
import dev.weft.plan.RecordedState;
import dev.weft.plan.StalenessRule;
import dev.weft.plan.Traces;
import dev.weft.run.RunId;
import dev.weft.settings.ProjectSettings;
import dev.weft.settings.RunConfig;
import dev.weft.spi.IoManager;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** An instance that lives as long as a test: the real planner, coordinator, catalog and stores, in memory and in a temporary folder. */
final class Ephemeral implements AutoCloseable {

    private static final int CONCURRENCY = 2;

    private final Clock clock;
    private final TemporaryFolder folder = new TemporaryFolder();
    private final Catalog catalog;
    private final Map<String, IoManager> stores = new ConcurrentHashMap<>();
    private final Resources resources;
    private final UserCode code;
    private final RunConfig config;
    private final Map<AssetKey, Integer> codeChanges = new HashMap<>();
    private final Random random = new Random(1);
    private AssetGraph graph;

    /** @param prepare what is done to the resources before a factory uses them */
    Ephemeral(
            TestProject project,
            Clock clock,
            Map<String, String> variables,
            List<String> configuration,
            Consumer<Resources> prepare) {
        this.clock = clock;
        this.catalog = Catalogs.open(CatalogSettings.inMemory("test-" + UUID.randomUUID())
                .withClock(clock)
                .withCommand("test"));
        var here = Path.of("").toAbsolutePath();
        var settings = ProjectSettings.ofDefault(here, project.places(), "test", variables);
        this.resources = new Resources(project.loader(), project.providers(), settings);
        prepare.accept(resources);
        this.graph = project.graph(new UserCode(project.loader(), resources).define(project.factories()));
        this.config = RunConfig.of(graph, configuration, Optional.empty(), here);
        this.code = new UserCode(project.loader(), resources, config, project.factories());
    }

    AssetGraph graph() {
        return graph;
    }

    /** A view that is given a value is an asset like others in this test. */
    void countAsStored(AssetKey view) {
        graph = AssetGraph.of(
                graph.assets().stream()
                        .map(asset -> asset.key().equals(view)
                                ? asset.toBuilder().virtual(false).build()
                                : asset)
                        .toList(),
                graph.checks());
    }

    Catalog catalog() {
        return catalog;
    }

    UserCode code() {
        return code;
    }

    Resources resources() {
        return resources;
    }

    TemporaryFolder folder() {
        return folder;
    }

    IoManager store(String name) {
        return stores.computeIfAbsent(
                name, key -> new EphemeralStore(key, () -> folder.path().resolve(key)));
    }

    /** Returns which partitions exist and which are read, as the clock stands. */
    Traces traces() {
        return new Traces(graph(), clock.instant());
    }

    /** Returns what is known of all assets now; later changes do not show in it. */
    RecordedState state() {
        return catalog.state(graph().assets().stream().map(AssetDefinition::key).toList());
    }

    StalenessRule rule(RecordedState state) {
        return new StalenessRule(traces(), state, this::codeVersion, config::hash, clock.instant());
    }

    /** From now on the asset's logic counts as another one. */
    void changeCode(AssetKey asset) {
        graph().get(asset);
        codeChanges.merge(asset, 1, Integer::sum);
    }

    /** Within one test no code changes but by {@link #changeCode}. */
    private CodeVersion codeVersion(AssetDefinition asset) {
        var version = asset.codeVersion().orElse("as compiled");
        var changes = codeChanges.get(asset.key());
        return CodeVersion.of(changes == null ? version : "change " + changes + " of " + version);
    }

    Plan plan(Set<AssetKey> selected, Optional<Set<PartitionKey>> partitions, PlanRequest.Force force) {
        return Planner.plan(new PlanRequest(
                graph(), selected, partitions, force, state(), this::codeVersion, config::hash, clock.instant()));
    }

    RunId newRun() {
        return RunId.at(clock.instant(), random);
    }

    RunCoordinator.Result run(Plan plan, RunId run, String selection, RunListener listener) {
        var queued = new EventBody.RunQueued(selection, Map.of(), plan.steps().size(), "test", "test");
        try {
            return new RunCoordinator(setup(), plan, run, listener).run(queued, graph().hash());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The test was interrupted while it materialized " + selection, e);
        }
    }

    /** Returns what computes views of what is known. */
    ViewReader views(RecordedState state) {
        return new ViewReader(setup(), traces(), state);
    }

    /** Looks at external data as a run does, and records what is new. */
    void observe(Collection<AssetPartition> external) {
        var state = state();
        var observer = new Observer(setup(), traces());
        var seen = new ArrayList<EventBody>();
        for (var what : external) {
            var asset = graph().get(what.asset());
            var version = observer.look(asset, what.partition());
            var last = state.of(what).observation().map(EventBody.Observation::dataVersion);
            if (version.isPresent() && !version.equals(last)) {
                seen.add(new EventBody.Observation(what, version.get(), Map.of()));
            }
        }
        record(seen);
    }

    Instant now() {
        return clock.instant();
    }

    void record(List<? extends EventBody> facts) {
        if (!facts.isEmpty()) {
            Futures.join(catalog.record(Optional.empty(), List.copyOf(facts)));
        }
    }

    private RunSetup setup() {
        return new RunSetup(
                graph(),
                catalog,
                code,
                this::store,
                this::codeVersion,
                clock,
                new RunLimits(CONCURRENCY).withoutLookingAgain());
    }

    @Override
    public void close() {
        stores.values().forEach(IoManager::close);
        code.close();
        catalog.close();
        folder.close();
    }
}
