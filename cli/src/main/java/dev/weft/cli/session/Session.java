package dev.weft.cli.session;

import dev.weft.api.PartitionKey;
import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetPartition;
import dev.weft.asset.DefinitionProblem;
import dev.weft.catalog.Catalog;
import dev.weft.cli.command.Common;
import dev.weft.cli.command.UserError;
import dev.weft.cli.terminal.Terminal;
import dev.weft.event.EventBody;
import dev.weft.event.Stored;
import dev.weft.graph.AssetGraph;
import dev.weft.plan.Assumption;
import dev.weft.plan.DueCheck;
import dev.weft.plan.Evaluation;
import dev.weft.plan.Plan;
import dev.weft.plan.PlanRequest;
import dev.weft.plan.Planner;
import dev.weft.plan.StalenessRule;
import dev.weft.plan.StandingFacts;
import dev.weft.plan.Traces;
import dev.weft.project.Project;
import dev.weft.runtime.Collectable;
import dev.weft.runtime.Instance;
import dev.weft.runtime.Observations;
import dev.weft.selection.Selection;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The project of one command, and what commands ask of it in the words of the command line. */
public final class Session implements AutoCloseable {

    private final Instance instance;

    private Session(Instance instance) {
        this.instance = instance;
    }

    public static Session open(Common common, Terminal terminal) {
        var project = Project.open(common.project(), common.classPath(), common.environments(), terminal::note);
        return of(project);
    }

    public static Session of(Project project) {
        return new Session(Instance.of(project, Clock.systemUTC()));
    }

    public AssetGraph graph() {
        return instance.graph();
    }

    public Instance instance() {
        return instance;
    }

    public Traces traces() {
        return instance.traces();
    }

    public Catalog catalog() {
        return instance.catalog();
    }

    /** Returns the assets of a selection, sorted by key; a key that is no asset is an error that names the nearest. */
    public List<AssetDefinition> select(String text) {
        var selection = Selection.parse(text);
        selection.unknownKeys(graph()).stream().findFirst().ifPresent(graph()::get);
        var keys = selection.resolve(graph(), facts());
        return graph().assets().stream()
                .filter(asset -> keys.contains(asset.key()))
                .toList();
    }

    /** What selections can ask of the catalog; it is opened only for those that do. */
    private StandingFacts facts() {
        return new StandingFacts(() -> instance.planning()
                .evaluate(graph().assets().stream().map(AssetDefinition::key).toList()));
    }

    /** Returns the latest version of each partition of an asset, its former key's where it has none of its own. */
    public List<Catalog.VersionRecord> latest(AssetKey asset) {
        var versions = new java.util.LinkedHashMap<Optional<PartitionKey>, Catalog.VersionRecord>();
        for (var key : dev.weft.plan.Renames.of(graph()).withFormer(List.of(asset))) {
            catalog()
                    .latest(key)
                    .forEach(version -> versions.putIfAbsent(
                            version.materialization().stored().what().partition(), version));
        }
        return List.copyOf(versions.values());
    }

    /** Returns the latest version of an asset partition, or the newest of all of an asset's where none is named; its former key's if it has none. */
    public Optional<Catalog.VersionRecord> newest(AssetKey asset, Optional<PartitionKey> partition) {
        return dev.weft.plan.Renames.of(graph()).withFormer(List.of(asset)).stream()
                .flatMap(key -> (partition.isEmpty()
                                ? catalog().newest(key)
                                : catalog().versionAt(new AssetPartition(key, partition), Long.MAX_VALUE))
                        .stream())
                .findFirst();
    }

    /** Returns where assets stand. */
    public Map<AssetKey, Evaluation> evaluate(Collection<AssetKey> assets) {
        return instance.planning().evaluate(assets);
    }

    /** Returns the checks of a plan's assets that are due. */
    public List<DueCheck> dueChecks(Plan plan) {
        return instance.planning().dueChecks(plan.made());
    }

    /** Returns the checks that are due, of assets that were evaluated; opens no catalog for none. */
    public List<DueCheck> dueChecks(Map<AssetKey, Evaluation> evaluations) {
        return evaluations.isEmpty()
                ? List.of()
                : instance.planning()
                        .dueChecks(evaluations.values().stream()
                                .collect(Collectors.toMap(Evaluation::asset, Evaluation::made)));
    }

    /** Returns what the options say is good as it is; empty if they say nothing. */
    Optional<Assumption> assumption(PlanOptions options) {
        return options.assumeFresh()
                .map(text -> Assumption.of(
                        Selection.parse(text),
                        select(text).stream().map(AssetDefinition::key).collect(Collectors.toSet())));
    }

    /** Records that what the options assume is good as it is. */
    public List<AssetPartition> accept(PlanOptions options) {
        return assumption(options)
                .map(assumption ->
                        instance.planning().accept(assumption, System.getProperty("user.name", ""), options.because()))
                .orElse(List.of());
    }

    public AssetDefinition asset(String key) {
        return graph().get(AssetKey.parse(key));
    }

    StalenessRule rule(AssetKey key) {
        return instance.rule(List.of(key));
    }

    Set<AssetKey> selected(PlanOptions options) {
        var keys = new LinkedHashSet<AssetKey>();
        select(options.selection()).forEach(asset -> keys.add(asset.key()));
        if (keys.isEmpty()) {
            throw new UserError(
                    "\"%s\" selects nothing. `weft list` shows what there is.".formatted(options.selection()));
        }
        return options.withUpstream() ? Planner.withUpstream(graph(), keys) : keys;
    }

    /** Returns the partitions that were asked for, read by every selected asset that knows them. */
    public Optional<Set<PartitionKey>> partitions(PlanOptions options) {
        return options.partition().flatMap(text -> partitions(selected(options), text));
    }

    /** As above, for a text that may be empty: then all partitions are meant. */
    public Optional<Set<PartitionKey>> partitions(java.util.Collection<AssetKey> assets, String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        UserError wrong = null;
        var keys = new LinkedHashSet<PartitionKey>();
        for (var key : assets) {
            var partitions = traces().partitionsOf(key);
            if (partitions.isPresent()) {
                try {
                    keys.addAll(partitions.get().parse(text));
                } catch (IllegalArgumentException e) {
                    wrong = new UserError(
                            String.valueOf(e.getMessage()).replace("of this definition", "of " + key.text()));
                }
            }
        }
        if (keys.isEmpty()) {
            throw wrong != null ? wrong : new UserError("Nothing selected has partitions. Leave --partition out.");
        }
        return Optional.of(keys);
    }

    public Plan plan(PlanOptions options) {
        if (options.only() && options.withUpstream()) {
            throw new UserError("--only and --with-upstream exclude each other. Leave one of them out.");
        }
        var request = instance.request(selected(options), partitions(options), options.force())
                .with(options.only() ? PlanRequest.Unmet.WAIT : PlanRequest.Unmet.REFUSE);
        return instance.planning()
                .plan(assumption(options).map(request::assuming).orElse(request));
    }

    public List<AssetKey> externalsOf(PlanOptions options) {
        return instance.observableInputs(selected(options));
    }

    public Observations.Seen observe(List<AssetKey> external) {
        return instance.observe(external, Optional.empty());
    }

    public Optional<EventBody.Observation> observation(AssetPartition what) {
        return instance.catalog().state(List.of(what.asset())).of(what).observation();
    }

    /** Returns why stores cannot keep what the project's assets return, or are set wrongly. */
    public List<DefinitionProblem> storeProblems() {
        return instance.storeProblems(
                graph().assets().stream().map(AssetDefinition::key).toList());
    }

    public List<Collectable> collectable(int newest) {
        return instance.collectable(newest);
    }

    public void collect(List<Collectable> found, Consumer<Collectable> collected) {
        instance.collect(found, collected);
    }

    /** Returns where a version lies, relative to the current folder where that is shorter. */
    public String place(Stored stored) {
        return fromHere(instance.store(stored.io()).place(stored));
    }

    /** Returns what people open: the stable path of an asset, the folder of its partitions, or a table. */
    public String shown(Stored stored) {
        return stored.location().isEmpty()
                ? ""
                : fromHere(instance.store(stored.io()).shown(stored));
    }

    private static String fromHere(String place) {
        var here = Path.of("").toAbsolutePath();
        return place.startsWith(here + "/") ? here.relativize(Path.of(place)).toString() : place;
    }

    @Override
    public void close() {
        instance.close();
    }
}
