package dev.weft.testkit;

import dev.weft.testkit.WeftAssertions.Because;
import java.util.List;
import org.assertj.core.api.AbstractAssert;

/** Assertions on what would run and why. Assets are named {@code flights} or, one partition of it, {@code flights[2001-01-07]}. */
public final class TestPlanAssert extends AbstractAssert<TestPlanAssert, TestPlan> {

    TestPlanAssert(TestPlan plan) {
        super(plan, TestPlanAssert.class);
    }

    /** Verifies that each of these would run. */
    public TestPlanAssert runs(String... assets) {
        isNotNull();
        for (var asset : assets) {
            if (actual.reasonsFor(asset).isEmpty()) {
                failWithMessage("Expected %s to run, but the plan is%n%s", asset, shown());
            }
        }
        return this;
    }

    /** Verifies that it would run, for that reason. */
    public TestPlanAssert runs(String asset, Because reason) {
        runs(asset);
        return reasoned("run", asset, actual.reasonsFor(asset), reason);
    }

    /** Verifies that these would run, and nothing else. */
    public TestPlanAssert runsOnly(String... assets) {
        runs(assets);
        var names = java.util.Arrays.stream(assets).map(Name::parse).toList();
        var others = actual.plan().steps().stream()
                .flatMap(step -> step.outputs().stream())
                .filter(output -> names.stream().noneMatch(name -> name.matches(output)))
                .toList();
        if (!others.isEmpty()) {
            failWithMessage("Expected only %s to run, but %s would too:%n%s", List.of(assets), others, shown());
        }
        return this;
    }

    /** Verifies that nothing would run. */
    public TestPlanAssert runsNothing() {
        isNotNull();
        if (!actual.runs().isEmpty()) {
            failWithMessage("Expected nothing to run, but the plan is%n%s", shown());
        }
        return this;
    }

    /** Verifies that none of these would run. */
    public TestPlanAssert skips(String... assets) {
        isNotNull();
        for (var asset : assets) {
            if (!actual.reasonsFor(asset).isEmpty()) {
                failWithMessage("Expected %s not to run, but the plan is%n%s", asset, shown());
            }
        }
        return this;
    }

    /** Verifies that it is selected and would not run, for that reason. */
    public TestPlanAssert skips(String asset, Because reason) {
        skips(new String[] {asset});
        return reasoned("not run", asset, actual.reasonsAgainst(asset), reason);
    }

    private TestPlanAssert reasoned(String what, String asset, List<String> reasons, Because expected) {
        if (reasons.stream().noneMatch(reason -> reason.contains(expected.text()))) {
            failWithMessage(
                    "Expected %s to %s because \"%s\", but the plan is%n%s", asset, what, expected.text(), shown());
        }
        return this;
    }

    private String shown() {
        var lines = actual.toString();
        return lines.isEmpty() ? "  empty" : lines;
    }
}
