package dev.weft.testkit;

import dev.weft.api.CheckResult;
import dev.weft.api.DataVersion;
import dev.weft.api.Files;
import dev.weft.asset.AssetPartition;
import dev.weft.event.Event;
import dev.weft.event.EventBody;
import dev.weft.plan.Plan;
import dev.weft.run.RunId;
import dev.weft.run.RunStatus;
import dev.weft.run.StepId;
import dev.weft.run.StepStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a materialization in a test went: what ran and how it ended, and what is published since. {@code WeftAssertions.assertThat} asks it in a
 * test's words. Assets are named {@code flights} or, one partition of it, {@code flights[2001-01-07]}.
 */
public final class TestRun {

    private final Ephemeral instance;
    private final Plan plan;
    private final RunId run;
    private final RunStatus status;
    private final List<TestStep> steps;
    private final Published published;

    TestRun(Ephemeral instance, Plan plan, RunId run, RunStatus status, List<TestStep> steps) {
        this.instance = instance;
        this.plan = plan;
        this.run = run;
        this.status = status;
        this.steps = List.copyOf(steps);
        this.published = new Published(instance, instance.state(), this::whyNot);
    }

    /** Tells whether everything that ran ended well; a run without steps did. */
    public boolean succeeded() {
        return status == RunStatus.SUCCEEDED;
    }

    /** Returns the steps in the order of the plan. */
    public List<TestStep> steps() {
        return steps;
    }

    /** Returns the asset partitions that ended so, in the order of the plan: {@code flights[2001-01-07]}. */
    public List<String> that(StepStatus ended) {
        return steps.stream()
                .filter(step -> step.status() == ended)
                .flatMap(step -> step.outputs().stream())
                .map(AssetPartition::toString)
                .toList();
    }

    /** Returns the asset partitions that were made, in the order of the plan. */
    public List<String> materialized() {
        return that(StepStatus.SUCCEEDED);
    }

    /** Returns what is published since this run. */
    public Published published() {
        return published;
    }

    /** Returns the rows that are published since this run; see {@link Published#rows(String, Class)}. */
    public <R extends Record> List<R> rows(String asset, Class<R> row) {
        return published.rows(asset, row);
    }

    /** Returns the value that is published since this run; see {@link Published#value(String, Class)}. */
    public <T> T value(String asset, Class<T> type) {
        return published.value(asset, type);
    }

    /** Returns the files that are published since this run. */
    public Files files(String asset) {
        return published.files(asset);
    }

    /** Returns the metadata of the version that is published since this run. */
    public Map<String, Object> metadata(String asset) {
        return published.metadata(asset);
    }

    public DataVersion dataVersion(String asset) {
        return published.dataVersion(asset);
    }

    /**
     * Returns what a check of this run found.
     *
     * @param check its name, {@code every_flight_has_an_origin}, or with its asset, {@code flights[2001-01-07]:every_flight_has_an_origin}
     * @throws AssertionError if it was not run, or for several asset partitions
     */
    public CheckResult check(String check) {
        int colon = check.lastIndexOf(':');
        var name = check.substring(colon + 1);
        var checks = checks();
        var found = checks.stream()
                .filter(result -> result.check().equals(name))
                .filter(result ->
                        colon < 0 || Name.parse(check.substring(0, colon)).matches(result.what()))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(
                    found.isEmpty()
                            ? "The check %s was not run. Checks of this run: %s\n%s"
                                    .formatted(check, labels(checks), this)
                            : "The check %s was run %d times. Name one: %s."
                                    .formatted(check, found.size(), labels(checks)));
        }
        return found.get(0).result();
    }

    private List<EventBody.CheckEvaluated> checks() {
        return instance.catalog().events(run, 0, Integer.MAX_VALUE).stream()
                .map(Event::body)
                .filter(EventBody.CheckEvaluated.class::isInstance)
                .map(EventBody.CheckEvaluated.class::cast)
                .toList();
    }

    private static String labels(List<EventBody.CheckEvaluated> checks) {
        return checks.isEmpty()
                ? "none"
                : checks.stream()
                        .map(result -> result.what() + ":" + result.check())
                        .collect(Collectors.joining(", "));
    }

    /** Returns what an asset's step logged and printed; of all its partitions if none is named. */
    public String log(String asset) {
        var name = Name.parse(asset);
        return steps.stream()
                .filter(step -> step.makes(name))
                .map(step ->
                        instance.catalog().log(run, new StepId(step.outputs().get(0))))
                .collect(Collectors.joining());
    }

    List<TestStep> stepsOf(Name name) {
        instance.graph().get(name.asset());
        return steps.stream().filter(step -> step.makes(name)).toList();
    }

    List<String> reasonsAgainst(Name name) {
        return plan.notRun().stream()
                .filter(skipped -> skipped.asset().equals(name.asset()))
                .map(Plan.NotRun::reason)
                .toList();
    }

    private String whyNot(AssetPartition what) {
        var name = new Name(what.asset(), what.partition());
        var reasons = new ArrayList<String>();
        stepsOf(name).forEach(step -> reasons.add(TestStep.word(step.status()) + ": " + step.reason()));
        if (reasons.isEmpty()) {
            reasons.addAll(reasonsAgainst(name));
        }
        return reasons.isEmpty() ? "it was not selected." : String.join("\n", reasons);
    }

    /** Returns the run a line a step, for people and failing tests. */
    @Override
    public String toString() {
        return Stream.concat(
                        steps.stream().map(step -> "  " + step.toString().replace("\n", "\n    ")),
                        TestPlan.notRun(plan).map(line -> "  not run: " + line))
                .collect(Collectors.joining("\n"));
    }
}
