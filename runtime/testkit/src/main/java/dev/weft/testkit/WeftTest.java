package dev.weft.testkit;

import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetPartition;
import dev.weft.discovery.Resources;
import dev.weft.event.EventBody;
import dev.weft.plan.PlanRequest;
import dev.weft.selection.Selection;
import dev.weft.selection.SelectionFacts;
import java.lang.ref.Cleaner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Materializes assets in a test: with the values that the test gives for what they read, its clock, its resources, on an instance of its own that
 * vanishes with the test. What is given and what is made passes through the encoding of its store.
 *
 * <pre>{@code
 * var run = WeftTest.of(FlightAssets.class)
 *         .given("flights[2001-01-02]", flight("ATL", 20), flight("ATL", -5))
 *         .given("airports", ATLANTA)
 *         .materialize("airport_delays", "2001-01-02");
 *
 * assertThat(run).rows("airport_delays", AirportDelay.class).containsExactly(new AirportDelay("ATL", 2, 1));
 * }</pre>
 *
 * <p>It can be used again and again in one test: give another value, move the clock, materialize again, and see what ran and what was cut off.
 * Used by one thread. {@link #close} gives everything back; what is forgotten goes with the garbage or with the process. {@link WithAssets} hands
 * one to each test method and closes it.
 */
public final class WeftTest implements AutoCloseable {

    private static final Cleaner CLEANER = Cleaner.create();

    private final Supplier<TestProject> project;
    private final TestClock clock =
            TestClock.at(java.time.InstantSource.system().instant());
    private final Set<AssetPartition> given = new LinkedHashSet<>();
    private final List<Consumer<Resources>> overrides = new ArrayList<>();
    private final Map<String, String> variables = new HashMap<>(System.getenv());
    private final List<String> configuration = new ArrayList<>();
    private List<String> standing = List.of();
    private @Nullable Ephemeral instance;
    private Cleaner.@Nullable Cleanable cleanable;

    private WeftTest(Supplier<TestProject> project) {
        this.project = project;
    }

    /** Returns a test of what these classes declare; what those assets read is found on the class path. */
    public static WeftTest of(Class<?>... assets) {
        return assets.length == 0 ? ofClassPath() : new WeftTest(() -> TestProject.of(assets));
    }

    /** Returns a test of all assets that the test's class path declares. */
    public static WeftTest ofClassPath() {
        return new WeftTest(TestProject::ofClassPath);
    }

    /** Sets the clock, which stands still: to a moment such as {@code 2024-05-01T06:00:00Z}. Without this it stands where the test began. */
    public WeftTest at(String moment) {
        clock.set(Instant.parse(moment));
        return this;
    }

    /** Returns the clock that the assets see; it moves only when the test moves it. */
    public TestClock clock() {
        return clock;
    }

    /**
     * Names the partitions that are meant where a call names none: keys, or ranges {@code A...B}, of any of the assets.
     *
     * @param partitions none: all that exist
     */
    public WeftTest partition(String... partitions) {
        standing = List.of(partitions);
        return this;
    }

    /** Puts an object in place of the resource of its class, and of every class and interface of the project that it extends. */
    public WeftTest resource(Object resource) {
        for (Class<?> type = resource.getClass(); type != null && type != Object.class; type = type.getSuperclass()) {
            override(type, "", resource);
            Arrays.stream(type.getInterfaces()).forEach(face -> override(face, "", resource));
        }
        return this;
    }

    /** Puts an object in place of the resource of that type. */
    public <T> WeftTest resource(Class<T> type, T resource) {
        override(type, "", resource);
        return this;
    }

    /** Puts an object in place of the resource of that type and name, which {@code @Named} asks for. */
    public <T> WeftTest resource(Class<T> type, String name, T resource) {
        override(type, name, resource);
        return this;
    }

    /** Puts a record marked {@code @Settings} in place of what the environment says. */
    public WeftTest settings(Record settings) {
        override(settings.getClass(), "", settings);
        return this;
    }

    /**
     * Sets a setting, such as {@code warehouse.url}, over the project's {@code application.yml} and {@code application-test.yml}.
     *
     * @throws IllegalStateException if something was given or materialized before
     */
    public WeftTest setting(String name, String value) {
        requireUnused("a setting");
        variables.put(name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT), value);
        return this;
    }

    /**
     * Sets a value of the configuration that {@code @Config} records are made of, as {@code weft materialize --config} does; its name may have the
     * record's before it, {@code limits.max}.
     *
     * @throws IllegalStateException if something was given or materialized before
     */
    public WeftTest config(String name, Object value) {
        requireUnused("the configuration");
        configuration.add(name + "=" + value);
        return this;
    }

    private void requireUnused(String what) {
        if (instance != null) {
            throw new IllegalStateException("Set %s before anything is given or materialized.".formatted(what));
        }
    }

    private void override(Class<?> type, String name, Object resource) {
        Consumer<Resources> override = resources -> resources.override(type, name, resource);
        overrides.add(override);
        if (instance != null) {
            override.accept(instance.resources());
        }
    }

    /**
     * Gives an asset a value, as if it had been materialized; it is not made again by {@code materialize}. Given again, it has changed.
     *
     * @param asset {@code airports}; one partition, {@code flights[2001-01-07]}, several, {@code flights[2001-01-01...2001-01-07]}, or all,
     *     {@code flights[*]}
     * @param values of rows the records, or one collection of them; of files one {@code Map} from path to content; of external data a version or
     *     nothing; else the value
     */
    public WeftTest given(String asset, Object... values) {
        var name = Name.parse(asset);
        if (instance().graph().get(name.asset()).virtual()) {
            instance().countAsStored(name.asset());
        }
        var definition = instance().graph().get(name.asset());
        var partitions = Given.partitions(instance(), definition, name.partition(), standing);
        Given.give(instance(), definition, partitions, values);
        partitions.forEach(partition -> given.add(new AssetPartition(name.asset(), partition)));
        return this;
    }

    /** Takes the version of an asset away: it is missing from now on, given or not. */
    public WeftTest wipe(String asset) {
        var name = Name.parse(asset);
        var definition = instance().graph().get(name.asset());
        var facts = new ArrayList<EventBody>();
        for (var partition : Given.partitions(instance(), definition, name.partition(), standing)) {
            var what = new AssetPartition(name.asset(), partition);
            given.remove(what);
            facts.add(new EventBody.Wiped(what, "test"));
        }
        instance().record(facts);
        return this;
    }

    /** From now on the logic of an asset counts as changed, as if its method had been edited. */
    public WeftTest codeChanged(String asset) {
        instance().changeCode(AssetKey.parse(asset));
        return this;
    }

    /** Plans a selection as {@code weft plan} does. */
    public TestPlan plan(String selection) {
        return plan(selection, standing, PlanRequest.Force.NONE);
    }

    /** Plans a selection for some partitions: keys, or ranges {@code A...B}. */
    public TestPlan plan(String selection, String... partitions) {
        return plan(selection, List.of(partitions), PlanRequest.Force.NONE);
    }

    private TestPlan plan(String selection, List<String> partitions, PlanRequest.Force force) {
        return new TestPlan(scope(selection, partitions).plan(force));
    }

    /**
     * Makes what is missing or stale of a selection, as {@code weft materialize} does, and returns when it is done. Nobody waits: retries follow at
     * once.
     *
     * @throws IllegalArgumentException if something that is read has no value
     */
    public TestRun materialize(String selection) {
        return run(selection, standing, PlanRequest.Force.NONE);
    }

    /** Does the same for some partitions: keys, or ranges {@code A...B}. */
    public TestRun materialize(String selection, String... partitions) {
        return run(selection, List.of(partitions), PlanRequest.Force.NONE);
    }

    /** Makes all of a selection, fresh or not, as {@code weft materialize --force} does. */
    public TestRun force(String selection, String... partitions) {
        return run(selection, partitions.length == 0 ? standing : List.of(partitions), PlanRequest.Force.ALL);
    }

    /** Makes what is missing or stale, and what a blocking check rejected on the very same inputs. */
    public TestRun retryFailed(String selection, String... partitions) {
        return run(selection, partitions.length == 0 ? standing : List.of(partitions), PlanRequest.Force.BLOCKED);
    }

    /** Returns what is published now. */
    public Published published() {
        return new Published(instance(), instance().state(), what -> "");
    }

    private TestRun run(String selection, List<String> partitions, PlanRequest.Force force) {
        var scope = scope(selection, partitions);
        MaterializationListeners.tell(scope.assets());
        return new Running(instance(), scope.plan(force)).run(selection);
    }

    private Scope scope(String text, List<String> partitions) {
        var graph = instance().graph();
        var selection = Selection.parse(text);
        selection.unknownKeys(graph).stream().findFirst().ifPresent(graph::get);
        var scope = Scope.of(instance(), selection.resolve(graph, SelectionFacts.NONE), partitions, given, text);
        scope.observe();
        scope.requireInputs();
        return scope;
    }

    private Ephemeral instance() {
        var open = instance;
        if (open == null) {
            open = new Ephemeral(
                    project.get(),
                    clock,
                    variables,
                    configuration,
                    resources -> overrides.forEach(override -> override.accept(resources)));
            cleanable = CLEANER.register(this, open::close);
            instance = open;
        }
        return open;
    }

    /** Gives everything back. The object can be used again: it begins anew. */
    @Override
    public void close() {
        if (cleanable != null) {
            cleanable.clean();
        }
        instance = null;
        given.clear();
    }
}
