package dev.weft.runtime;

import dev.weft.api.DataVersion;
import dev.weft.api.PartitionKey;
import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetNature;
import dev.weft.asset.AssetPartition;
import dev.weft.asset.DefinitionProblem;
import dev.weft.asset.DefinitionProblems;
import dev.weft.catalog.Catalog;
import dev.weft.catalog.Catalogs;
import dev.weft.code.CodeMemory;
import dev.weft.code.ProjectCode;
import dev.weft.discovery.UserCode;
import dev.weft.event.EventBody;
import dev.weft.execute.Checker;
import dev.weft.execute.Futures;
import dev.weft.execute.LinkMarks;
import dev.weft.execute.Observer;
import dev.weft.execute.RunCoordinator;
import dev.weft.execute.RunLimits;
import dev.weft.execute.RunListener;
import dev.weft.execute.RunSetup;
import dev.weft.execute.Settlement;
import dev.weft.execute.StableLinks;
import dev.weft.graph.AssetGraph;
import dev.weft.io.StoreIdentity;
import dev.weft.io.Stores;
import dev.weft.plan.Plan;
import dev.weft.plan.PlanRequest;
import dev.weft.plan.StalenessRule;
import dev.weft.plan.Traces;
import dev.weft.project.Project;
import dev.weft.run.RunId;
import dev.weft.settings.RunConfig;
import dev.weft.settings.SettingsException;
import dev.weft.spi.IoManager;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * A user project together with its catalog and its stores. What is not needed is not opened: the catalog at the first question to it, user code
 * at the first call. Used by one thread; runs have threads of their own.
 */
public final class Instance implements AutoCloseable {

    private final Project project;
    private final Clock clock;
    private final Traces traces;
    private final ProjectCode logic;
    private final Stores stores;
    private final LinkMarks marks;
    private RunConfig config;
    private @Nullable Catalog catalog;
    /** Runs that this process found cut off, until their traces are cleared up. */
    private List<RunId> orphans = List.of();
    /** What could not be mended of stable paths that killed processes have left behind. */
    private List<String> unmended = List.of();

    private @Nullable UserCode code;

    private Instance(Project project, Clock clock) {
        this.project = project;
        this.clock = clock;
        this.stores = new Stores(
                project.settings(),
                project.root(),
                StoreIdentity.of(() -> catalog().instanceId(), () -> catalog().describe()));
        this.marks = new LinkMarks(project.root());
        this.config = RunConfig.none(project.root());
        this.traces = new Traces(project.graph(), clock.instant());
        this.logic = ProjectCode.of(project.codeSource(), new InCatalog());
    }

    /** Returns the instance of a project: catalog in {@code .weft/} or where {@code weft.catalog.url} says, values in {@code data/}. */
    public static Instance of(Project project, Clock clock) {
        return new Instance(project, clock);
    }

    public AssetGraph graph() {
        return project.graph();
    }

    /**
     * Sets what the {@code @Config} records of the next plan and run get; without it, their defaults.
     *
     * @param pairs each {@code name=value}
     * @param file a YAML file, which counts less
     * @throws dev.weft.settings.SettingsException if they name what no record has
     */
    public void configure(List<String> pairs, Optional<Path> file) {
        if (code != null) {
            throw new IllegalStateException("The configuration is set before user code is called: this is a bug.");
        }
        config = RunConfig.of(graph(), pairs, file, project.root());
    }

    /** Returns the folder of the project. */
    public Path root() {
        return project.root();
    }

    /** Returns the project's settings. */
    public dev.weft.settings.ProjectSettings settings() {
        return project.settings();
    }

    /** Returns which partitions exist and which are read, at the moment when the instance was opened. */
    public Traces traces() {
        return traces;
    }

    /** Returns the project's code: versions of it, and what in it changed. */
    public ProjectCode logic() {
        return logic;
    }

    /** Returns the catalog, opening it first. */
    public Catalog catalog() {
        var open = catalog;
        if (open == null) {
            open = Catalogs.open(CatalogPlace.of(project));
            catalog = open;
            orphans = open.endOrphans();
            unmended = new StableLinks(open, this::store).mend(marks);
        }
        return open;
    }

    /**
     * Clears up after processes that were cut off: results that were on their way into a store outside are settled, and what people open shows the
     * latest versions. Called before something is made; returns a sentence for each thing that somebody should know.
     */
    public List<String> recover() {
        var open = catalog();
        var told = new ArrayList<>(unmended);
        for (var run : orphans) {
            told.add(
                    "Run %s was cut off and is recorded as failed. `weft materialize --from-failure %s` does the rest of it."
                            .formatted(run, run));
        }
        told.addAll(new Settlement(open, this::store).settle());
        var links = new StableLinks(open, this::store);
        orphans.forEach(run -> told.addAll(links.mend(run)));
        orphans = List.of();
        return told;
    }

    /** Returns what is left to do of a plan that an earlier run had begun: all but the steps that ended well there. */
    public Plan unfinished(RunId earlier, Plan plan) {
        var done = catalog().steps(earlier).stream()
                .filter(step -> step.status().letsDownstreamRun())
                .map(Catalog.StepSummary::step)
                .collect(Collectors.toSet());
        return plan.without(done);
    }

    /** Returns the store of that name, as {@code weft.io.<name>} says. */
    public IoManager store(String name) {
        return stores.get(name);
    }

    /** Returns the rule that says of these assets whether they are fresh, as the catalog knows them now. */
    public StalenessRule rule(Collection<AssetKey> assets) {
        return new StalenessRule(traces, planning().state(withInputs(assets)), logic, config::hash, clock.instant());
    }

    /**
     * Returns why stores cannot keep what these assets return, or are set wrongly; nothing is opened for it.
     */
    public List<DefinitionProblem> storeProblems(Collection<AssetKey> assets) {
        return stores.problems(assets.stream().sorted().map(graph()::get).toList());
    }

    /**
     * Returns what nobody can read any more: superseded versions, and what ended attempts left.
     *
     * @param newest how many of the newest versions of each asset partition stay, at least 1
     */
    public List<Collectable> collectable(int newest) {
        var names = graph().assets().stream()
                .filter(asset -> asset.nature() == AssetNature.MATERIALIZABLE)
                .map(AssetDefinition::io)
                .distinct()
                .sorted()
                .toList();
        return new Collector(catalog(), this::store).find(names, newest);
    }

    /** Deletes what {@link #collectable} found, and tells of each when it is gone. */
    public void collect(List<Collectable> found, Consumer<Collectable> collected) {
        new Collector(catalog(), this::store).collect(found, collected);
    }

    /**
     * Returns a request for a plan.
     *
     * @throws DefinitionProblems if a store cannot keep what an asset of the selection returns
     */
    public PlanRequest request(
            Set<AssetKey> selected, Optional<Set<PartitionKey>> partitions, PlanRequest.Force force) {
        var problems = storeProblems(selected);
        if (!problems.isEmpty()) {
            throw new DefinitionProblems(problems);
        }
        return planning().request(selected).of(partitions).with(force);
    }

    /**
     * Plans for a selection.
     *
     * @throws DefinitionProblems if a store cannot keep what an asset of the selection returns
     */
    public Plan plan(Set<AssetKey> selected, Optional<Set<PartitionKey>> partitions, PlanRequest.Force force) {
        return planning().plan(request(selected, partitions, force));
    }

    /** Returns what plans on the catalog of this instance. */
    public Planning planning() {
        return new Planning(graph(), catalog(), logic, config::hash, clock);
    }

    /** Returns the external assets that the selection reads and that a method can observe. */
    public List<AssetKey> observableInputs(Set<AssetKey> selected) {
        return withInputs(selected).stream()
                .filter(key -> graph().get(key).nature() == AssetNature.OBSERVABLE)
                .sorted()
                .toList();
    }

    /** Looks at external assets and records the versions that differ from the last ones seen. */
    public Observations.Seen observe(List<AssetKey> external, Optional<Set<PartitionKey>> partitions) {
        return new Observations(graph(), catalog(), traces, new Observer(setup(1), traces)).look(external, partitions);
    }

    /**
     * Runs the checks of assets alone, on their latest versions, and records the results.
     *
     * @param partitions the partitions to look at, of those assets that have them; empty for all that have a version
     * @param heard receives each result when it is durable
     */
    public List<EventBody.CheckEvaluated> check(
            Collection<AssetKey> assets,
            Optional<Set<PartitionKey>> partitions,
            Consumer<EventBody.CheckEvaluated> heard) {
        return new Checker(setup(1), traces).check(assets, partitions, heard);
    }

    /** Returns a coordinator that will run the plan under a new id. */
    public RunCoordinator coordinator(Plan plan, RunId run, int concurrency, RunListener listener) {
        code().checkConfig(plan.steps().stream().map(step -> step.producer()).toList());
        logic.remember(plan.steps().stream()
                .flatMap(step -> step.outputs().stream())
                .map(output -> graph().get(output.asset()))
                .distinct()
                .flatMap(asset -> Stream.concat(Stream.of(asset), traces.viewsOf(asset).stream()))
                .distinct()
                .toList());
        return new RunCoordinator(setup(concurrency), plan, run, listener).marking(marks);
    }

    public RunId newRun() {
        return RunId.at(clock.instant(), RandomGenerator.getDefault());
    }

    /** Returns new assets that look like one that vanished since the last recorded graph, with its key; opens no catalog that is not there. */
    public Map<AssetKey, AssetKey> likelyRenames() {
        if (!java.nio.file.Files.exists(project.root().resolve(".weft/catalog"))) {
            return Map.of();
        }
        return recordedGraph().map(planning()::likelyRenames).orElse(Map.of());
    }

    /** Returns the graph that was recorded last; empty if none was. */
    public Optional<AssetGraph> recordedGraph() {
        return catalog().graph(project.name()).map(AssetGraph::fromJson);
    }

    /** Records the graph, if it is another one than the last, and returns its hash. */
    public String recordGraph() {
        var hash = graph().hash();
        if (!catalog().graph(project.name()).equals(Optional.of(graph().toJson()))) {
            Futures.join(catalog()
                    .recordGraph(new EventBody.GraphRecorded(project.name(), hash, graph().size()), graph().toJson()));
        }
        return hash;
    }

    private RunSetup setup(int concurrency) {
        return new RunSetup(
                graph(), catalog(), code(), this::store, logic, clock, new RunLimits(concurrency).withPools(pools()));
    }

    /** Returns the limits under {@code weft.pools}. */
    private Map<String, Integer> pools() {
        var limits = new TreeMap<String, Integer>();
        project.settings().below("weft.pools").forEach((pool, limit) -> {
            try {
                limits.put(pool, Integer.parseInt(limit.strip()));
            } catch (NumberFormatException e) {
                throw new SettingsException(
                        "weft.pools.%s is \"%s\"; give the number of steps that may run at once, such as 4."
                                .formatted(pool, limit));
            }
        });
        return limits;
    }

    private UserCode code() {
        var open = code;
        if (open == null) {
            open = project.code(config);
            code = open;
        }
        return open;
    }

    private Set<AssetKey> withInputs(Collection<AssetKey> assets) {
        var all = new HashSet<AssetKey>(assets);
        for (var key : assets) {
            var asset = graph().get(key);
            all.addAll(asset.producer().outputs());
            all.addAll(traces.readThrough(asset.inputs()));
        }
        return all;
    }

    /** Returns what was seen of an external asset last. */
    public Optional<DataVersion> observed(AssetPartition what) {
        return catalog().state(List.of(what.asset())).of(what).observation().map(EventBody.Observation::dataVersion);
    }

    /** What versions of code were made of is kept in the catalog, in the order of its writes: before what runs made with them. */
    private final class InCatalog implements CodeMemory {

        @Override
        public Map<String, String> texts(Collection<String> ids) {
            return ids.isEmpty() ? Map.of() : catalog().code(ids);
        }

        @Override
        @SuppressWarnings("FutureReturnValueIgnored") // a failure only takes words from a later explanation
        public void keep(Map<String, String> texts) {
            catalog().keepCode(texts).whenComplete((done, error) -> {
                if (error != null) {
                    LoggerFactory.getLogger(Instance.class)
                            .warn("What the code consists of could not be kept: {}", error.getMessage());
                }
            });
        }
    }

    @Override
    public void close() {
        stores.close();
        if (code != null) {
            code.close();
        }
        if (catalog != null) {
            catalog.close();
        }
    }
}
