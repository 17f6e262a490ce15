package dev.weft.execute;

import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetPartition;
import dev.weft.asset.CodeVersion;
import dev.weft.catalog.Catalog;
import dev.weft.catalog.CatalogSettings;
import dev.weft.catalog.Catalogs;
import dev.weft.discovery.Index;
import dev.weft.discovery.Resources;
import dev.weft.discovery.UserCode;
import dev.weft.event.EventBody;
import dev.weft.graph.AssetGraph;
import dev.weft.io.FileIoManager;
import dev.weft.plan.Plan;
import dev.weft.plan.PlanRequest;
import dev.weft.plan.Planner;
import dev.weft.run.RunId;
import dev.weft.run.StepId;
import dev.weft.run.StepStatus;
import dev.weft.spi.IoManager;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** The assets of {@link Lab} with a catalog and a store of their own. */
final class LabInstance implements AutoCloseable {

    private final AssetGraph graph;
    private final Catalog catalog;
    private final FileIoManager store;
    private RunSetup setup;

    private LabInstance(Path folder, CatalogSettings settings) {
        Lab.BEHAVIOUR.clear();
        Lab.CALLS.clear();
        graph = labGraph();
        var loader = Lab.class.getClassLoader();
        catalog = Catalogs.open(settings);
        store = new FileIoManager("default", folder);
        setup = new RunSetup(
                graph,
                catalog,
                new UserCode(loader, new Resources(loader, List.of())),
                name -> store,
                asset -> CodeVersion.of("lab"),
                Clock.systemUTC(),
                2);
    }

    static LabInstance in(Path folder) {
        return in(folder, CatalogSettings.inMemory("run" + System.nanoTime()));
    }

    static LabInstance in(Path folder, CatalogSettings settings) {
        return new LabInstance(folder, settings);
    }

    private static AssetGraph labGraph() {
        try {
            var classes = Path.of(Lab.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            var index = Index.read(List.of(classes), "lab");
            var lab = Lab.class.getName();
            return AssetGraph.of(
                    index.definitions().assets().stream()
                            .filter(asset -> asset.producer().className().equals(lab))
                            .toList(),
                    index.definitions().checks().stream()
                            .filter(check -> check.method().className().equals(lab))
                            .toList());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    Catalog catalog() {
        return catalog;
    }

    AssetGraph graph() {
        return graph;
    }

    RunSetup setup() {
        return setup;
    }

    LabInstance with(UnaryOperator<RunSetup> change) {
        setup = change.apply(setup);
        return this;
    }

    /** Puts another store in the place of the one that keeps files. */
    LabInstance keeping(IoManager other) {
        return with(old -> new RunSetup(
                old.graph(), old.catalog(), old.code(), name -> other, old.logic(), old.clock(), old.limits()));
    }

    FileIoManager store() {
        return store;
    }

    static AssetKey key(String name) {
        return AssetKey.parse("lab/" + name);
    }

    static AssetPartition what(String name) {
        return AssetPartition.of(key(name));
    }

    static StepId step(String name) {
        return new StepId(what(name));
    }

    static RunId id() {
        return RunId.at(Instant.now(), RandomGenerator.getDefault());
    }

    Optional<EventBody.Materialization> latest(String name) {
        return catalog.state(List.of(key(name))).of(what(name)).latest();
    }

    Plan plan(PlanRequest.Force force, String... names) {
        var selected = Arrays.stream(names).map(LabInstance::key).collect(Collectors.toSet());
        return Planner.plan(new PlanRequest(
                graph,
                selected,
                Optional.empty(),
                force,
                catalog.state(graph.assets().stream().map(asset -> asset.key()).toList()),
                setup.logic(),
                asset -> "",
                Instant.now()));
    }

    RunCoordinator.Result materialize(String... names) throws InterruptedException {
        return run(plan(PlanRequest.Force.NONE, names), id(), new RunListener() {});
    }

    RunCoordinator.Result run(Plan plan, RunId run, RunListener listener) throws InterruptedException {
        return run(coordinator(plan, run, listener), plan.steps().size());
    }

    RunCoordinator coordinator(Plan plan, RunId run, RunListener listener) {
        return new RunCoordinator(setup, plan, run, listener);
    }

    static RunCoordinator.Result run(RunCoordinator coordinator, int steps) throws InterruptedException {
        return coordinator.run(new EventBody.RunQueued("test", Map.of(), steps, "test", "tester"), "0");
    }

    static FutureTask<RunCoordinator.Result> start(RunCoordinator coordinator) {
        var task = new FutureTask<>(() -> run(coordinator, 1));
        var thread = new Thread(task, "run");
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    static Map<String, StepStatus> words(RunCoordinator.Result result) {
        return result.steps().entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().toString(), Map.Entry::getValue));
    }

    @Override
    public void close() {
        catalog.close();
        store.close();
    }
}
