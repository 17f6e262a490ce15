package dev.weft.testkit;

import dev.weft.plan.Plan;
import dev.weft.plan.PlannedStep;
import java.util.List;
import java.util.stream.Collectors;

/** What would run, and why; what would not, and why. {@code WeftAssertions.assertThat} asks it in a test's words. */
public final class TestPlan {

    private final Plan plan;

    TestPlan(Plan plan) {
        this.plan = plan;
    }

    /** Returns the asset partitions that would be made, in order: {@code flights[2001-01-07]}. */
    public List<String> runs() {
        return plan.steps().stream()
                .flatMap(step -> step.outputs().stream())
                .map(Object::toString)
                .toList();
    }

    /** Returns the selected assets of which nothing, or only a part, would run. */
    public List<String> skips() {
        return plan.notRun().stream()
                .map(skipped -> skipped.asset().text())
                .distinct()
                .toList();
    }

    /** Returns why an asset partition would run; empty if it would not. */
    public List<String> reasonsFor(String asset) {
        var name = Name.parse(asset);
        return plan.steps().stream()
                .filter(step -> step.outputs().stream().anyMatch(name::matches))
                .map(PlannedStep::reason)
                .toList();
    }

    /** Returns why an asset, or a part of its partitions, would not run. */
    public List<String> reasonsAgainst(String asset) {
        var key = Name.parse(asset).asset();
        return plan.notRun().stream()
                .filter(skipped -> skipped.asset().equals(key))
                .map(Plan.NotRun::reason)
                .toList();
    }

    Plan plan() {
        return plan;
    }

    @Override
    public String toString() {
        return lines(plan);
    }

    static String lines(Plan plan) {
        var runs = plan.steps().stream()
                .map(step -> "  run  %s: %s"
                        .formatted(
                                step.outputs().stream().map(Object::toString).collect(Collectors.joining(", ")),
                                step.reason()));
        return java.util.stream.Stream.concat(runs, notRun(plan).map(line -> "  skip " + line))
                .collect(Collectors.joining("\n"));
    }

    static java.util.stream.Stream<String> notRun(Plan plan) {
        return plan.notRun().stream()
                .map(skipped -> "%s%s: %s"
                        .formatted(
                                skipped.asset(),
                                skipped.partitions() > 1 ? " (%d partitions)".formatted(skipped.partitions()) : "",
                                skipped.reason()));
    }
}
