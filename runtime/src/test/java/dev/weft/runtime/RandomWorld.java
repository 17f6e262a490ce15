package dev.weft.runtime;

import dev.weft.api.PartitionKey;
import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetPartition;
import dev.weft.asset.CodeVersion;
import dev.weft.asset.Parameter;
import dev.weft.catalog.Catalog;
import dev.weft.catalog.CatalogSettings;
import dev.weft.catalog.Catalogs;
import dev.weft.discovery.Resources;
import dev.weft.discovery.UserCode;
import dev.weft.event.EventBody;
import dev.weft.execute.Observer;
import dev.weft.execute.RunCoordinator;
import dev.weft.execute.RunLimits;
import dev.weft.execute.RunListener;
import dev.weft.execute.RunSetup;
import dev.weft.graph.AssetGraph;
import dev.weft.io.FileIoManager;
import dev.weft.plan.Evaluation;
import dev.weft.plan.Evaluator;
import dev.weft.plan.Plan;
import dev.weft.plan.PlanRequest;
import dev.weft.plan.RecordedAssets;
import dev.weft.plan.RecordedState;
import dev.weft.plan.Traces;
import dev.weft.run.RunId;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A random project with a real catalog, store, planning and coordinator. */
final class RandomWorld implements AutoCloseable {

    final AssetGraph graph;
    private final Catalog catalog;
    private final FileIoManager store;
    private final URLClassLoader loader;
    private final RunSetup setup;
    private final Random random;
    private final SettableClock clock = new SettableClock();

    RandomWorld(String source, Path folder, CatalogSettings settings, Random random) {
        Acts.clear();
        this.random = random;
        var classes = folder.resolve("classes");
        if (!classes.toFile().mkdirs()) {
            throw new IllegalStateException(classes + " is there already");
        }
        graph = RandomProject.compile(source, classes);
        loader = RandomProject.loader(classes);
        catalog = Catalogs.open(settings.withClock(clock));
        store = new FileIoManager("default", folder.resolve("data"));
        setup = new RunSetup(
                graph,
                catalog,
                new UserCode(loader, new Resources(loader, List.of())),
                name -> store,
                RandomWorld::code,
                clock,
                new RunLimits(2));
    }

    private static CodeVersion code(AssetDefinition asset) {
        return CodeVersion.of(Acts.CODE.getOrDefault(asset.key().text(), "1"));
    }

    private static final class SettableClock extends Clock {

        private volatile Instant now = Instant.parse("2024-05-04T06:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    Traces traces() {
        return new Traces(graph, clock.instant());
    }

    Set<AssetKey> keys() {
        return graph.assets().stream().map(AssetDefinition::key).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Days pass, somebody edits code, others deliver and take away, and what fails from now on is chosen. */
    void edit(int failuresInHundred) {
        if (random.nextInt(3) == 0) {
            clock.now = clock.now.plus(Duration.ofDays(1 + random.nextInt(2)));
        }
        Acts.FAILING.clear();
        for (var asset : graph.assets()) {
            var members = traces().all(asset.key()).members();
            if (!asset.nature().isMaterializable()) {
                for (var member : members) {
                    if (random.nextInt(3) > 0) {
                        Acts.OUTSIDE.put(Acts.name(asset.key().text(), member), "o" + random.nextInt(4));
                    }
                }
                continue;
            }
            if (random.nextInt(8) == 0) {
                Acts.CODE.put(asset.key().text(), "v" + random.nextInt(4));
            }
            for (var member : members) {
                if (random.nextInt(100) < failuresInHundred && !asset.virtual()) {
                    Acts.FAILING.add(Acts.name(asset.key().text(), member));
                }
            }
        }
    }

    void observe() {
        var external = graph.assets().stream()
                .filter(asset -> !asset.nature().isMaterializable())
                .map(AssetDefinition::key)
                .toList();
        new Observations(graph, catalog, traces(), new Observer(setup, traces()))
                .look(external, Optional.empty())
                .orThrow();
    }

    private Planning planning() {
        return new Planning(graph, catalog, RandomWorld::code, any -> "", clock);
    }

    Plan plan() {
        return planning().plan(planning().request(keys()).with(PlanRequest.Unmet.WAIT));
    }

    RunCoordinator.Result run(Plan plan) throws InterruptedException {
        var queued = new EventBody.RunQueued("*", Map.of(), plan.steps().size(), "test", "test");
        return new RunCoordinator(setup, plan, RunId.at(clock.instant(), random), new RunListener() {})
                .run(queued, "0");
    }

    Map<AssetKey, Evaluation> evaluate() {
        return planning().evaluate(keys());
    }

    Map<AssetKey, Evaluation> evaluateFromNothing() {
        return new Evaluator(traces(), RecordedAssets.of(state()), RandomWorld::code, any -> "", clock.instant())
                .evaluate(keys());
    }

    RecordedState state() {
        return catalog.state(keys());
    }

    /** Returns what is stored. */
    Object stored(AssetPartition what, RecordedState state) {
        return store.value(state.of(what).latest().orElseThrow().stored(), Integer.class);
    }

    /** Returns what the content is if everything is made from nothing. */
    int recomputed(AssetPartition what, Map<AssetPartition, Integer> known) {
        var before = known.get(what);
        if (before != null) {
            return before;
        }
        var asset = graph.get(what.asset());
        var inputs = new ArrayList<String>();
        for (var input : asset.inputs()) {
            var reads = traces().inputsOf(asset, input, what.partition());
            inputs.add(text(input, reads, known));
        }
        int content = Acts.content(asset.key().text(), inputs);
        if (content == Acts.NOTHING && Acts.mayReturnNothing(asset.key().text())) {
            // The version stays, whichever it is.
            content = (Integer) stored(what, state());
        }
        known.put(what, content);
        return content;
    }

    private String text(Parameter.Input input, List<AssetPartition> reads, Map<AssetPartition, Integer> known) {
        return switch (input.shape()) {
            case PLAIN -> Integer.toString(recomputed(reads.get(0), known));
            case OPTIONAL ->
                reads.isEmpty() || !isThere(reads.get(0)) ? "none" : Integer.toString(recomputed(reads.get(0), known));
            case BY_PARTITION -> {
                var byKey = new TreeMap<String, Integer>();
                reads.forEach(what ->
                        byKey.put(what.partition().map(PartitionKey::text).orElse(""), recomputed(what, known)));
                yield byKey.toString();
            }
            case HANDLE ->
                reads.stream()
                        .map(what -> Acts.outside(Acts.name(what.asset().text(), what.partition())))
                        .collect(Collectors.joining(" "));
        };
    }

    /** What waits for external data that nobody delivered cannot be made, so its optional readers do without. */
    private boolean isThere(AssetPartition what) {
        return Objects.requireNonNull(there.get(what.asset())).made().has(what.partition());
    }

    private final Map<AssetKey, Evaluation> there = new HashMap<>();

    void remember(Map<AssetKey, Evaluation> evaluations) {
        there.clear();
        there.putAll(evaluations);
    }

    @Override
    public void close() throws IOException {
        catalog.close();
        store.close();
        loader.close();
    }
}
