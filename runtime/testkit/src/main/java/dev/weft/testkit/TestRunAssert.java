package dev.weft.testkit;

import dev.weft.api.CheckResult;
import dev.weft.api.Severity;
import dev.weft.run.StepStatus;
import dev.weft.testkit.WeftAssertions.Because;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ListAssert;
import org.assertj.core.api.MapAssert;
import org.assertj.core.api.ObjectAssert;

/**
 * Assertions on how a materialization went. Assets are named {@code flights}, which means all of its partitions that ran, or {@code
 * flights[2001-01-07]}.
 */
public final class TestRunAssert extends AbstractAssert<TestRunAssert, TestRun> {

    TestRunAssert(TestRun run) {
        super(run, TestRunAssert.class);
    }

    /** Verifies that nothing failed and nothing was blocked. */
    public TestRunAssert succeeded() {
        isNotNull();
        if (!actual.succeeded()) {
            failWithMessage("Expected everything to end well, but%n%s", shown());
        }
        return this;
    }

    /** Verifies that each of these was made. */
    public TestRunAssert materialized(String... assets) {
        return ended(StepStatus.SUCCEEDED, assets);
    }

    /** Verifies that these were made, and nothing else. */
    public TestRunAssert materializedOnly(String... assets) {
        materialized(assets);
        var names = Arrays.stream(assets).map(Name::parse).toList();
        var others = actual.steps().stream()
                .filter(step -> step.status() == StepStatus.SUCCEEDED)
                .filter(step -> names.stream().noneMatch(step::makes))
                .toList();
        if (!others.isEmpty()) {
            failWithMessage("Expected only %s to be made, but it went%n%s", List.of(assets), shown());
        }
        return this;
    }

    /** Verifies that nothing was made. */
    public TestRunAssert materializedNothing() {
        return materializedOnly();
    }

    /** Verifies that each of these was planned, but not made: what it reads came out the same. */
    public TestRunAssert unchanged(String... assets) {
        return ended(StepStatus.UNCHANGED, assets);
    }

    /** Verifies that each of these returned an empty {@code Optional}: the previous version stays. */
    public TestRunAssert skipped(String... assets) {
        return ended(StepStatus.SKIPPED, assets);
    }

    /** Verifies that a blocking check kept it from being published. */
    public TestRunAssert blocked(String asset) {
        return ended(StepStatus.BLOCKED, asset);
    }

    /** Verifies that a blocking check kept it from being published, for that reason. */
    public TestRunAssert blocked(String asset, Because reason) {
        return blocked(asset).reasoned(asset, StepStatus.BLOCKED, reason);
    }

    /** Verifies that it failed. */
    public TestRunAssert failed(String asset) {
        return ended(StepStatus.FAILED, asset);
    }

    /** Verifies that it failed, for that reason: a part of the exception's class, message or frames. */
    public TestRunAssert failed(String asset, Because reason) {
        return failed(asset).reasoned(asset, StepStatus.FAILED, reason);
    }

    /** Verifies that each of these could not run, since something that it reads failed or was blocked. */
    public TestRunAssert upstreamFailed(String... assets) {
        return ended(StepStatus.UPSTREAM_FAILED, assets);
    }

    /** Verifies that no step of these was planned. */
    public TestRunAssert didNotRun(String... assets) {
        isNotNull();
        for (var asset : assets) {
            if (!actual.stepsOf(Name.parse(asset)).isEmpty()) {
                failWithMessage("Expected %s not to run, but it went%n%s", asset, shown());
            }
        }
        return this;
    }

    /** Verifies that it was selected and no step of it was planned, for that reason. */
    public TestRunAssert didNotRun(String asset, Because reason) {
        didNotRun(new String[] {asset});
        if (actual.reasonsAgainst(Name.parse(asset)).stream().noneMatch(why -> why.contains(reason.text()))) {
            failWithMessage("Expected %s not to run because \"%s\", but it went%n%s", asset, reason.text(), shown());
        }
        return this;
    }

    /** Returns assertions on the rows that are published since the run, as the records that the asset's method makes. */
    public ListAssert<Record> rows(String asset) {
        isNotNull();
        return Assertions.<Record>assertThat(List.copyOf(actual.published().rows(asset)))
                .as("rows of %s", asset);
    }

    /** Returns assertions on the rows that are published since the run. */
    public <R extends Record> ListAssert<R> rows(String asset, Class<R> row) {
        isNotNull();
        return Assertions.assertThat(actual.rows(asset, row)).as("rows of %s", asset);
    }

    /** Returns assertions on the value that is published since the run. */
    public <T> ObjectAssert<T> value(String asset, Class<T> type) {
        isNotNull();
        return Assertions.assertThat(actual.value(asset, type)).as("value of %s", asset);
    }

    /** Returns assertions on the metadata of the version that is published since the run. */
    public MapAssert<String, Object> metadata(String asset) {
        isNotNull();
        return Assertions.assertThat(actual.metadata(asset)).as("metadata of %s", asset);
    }

    /** Verifies that a check passed: {@code every_flight_has_an_origin}, or with its asset before a colon. */
    public TestRunAssert checkPassed(String check) {
        found(check, Severity.PASS);
        return this;
    }

    /** Verifies that a check warned, with a message that contains the text. */
    public TestRunAssert checkWarned(String check, Because message) {
        return said(check, found(check, Severity.WARN), message);
    }

    /** Verifies that a check failed, with a message that contains the text. */
    public TestRunAssert checkFailed(String check, Because message) {
        return said(check, found(check, Severity.FAIL), message);
    }

    /** Verifies that the asset's step logged or printed the text. */
    public TestRunAssert logged(String asset, String text) {
        isNotNull();
        if (!actual.log(asset).contains(text)) {
            failWithMessage("Expected %s to log \"%s\", but its log is%n%s", asset, text, actual.log(asset));
        }
        return this;
    }

    private CheckResult found(String check, Severity expected) {
        isNotNull();
        var result = actual.check(check);
        if (result.severity() != expected) {
            failWithMessage(
                    "Expected the check %s to %s, but it was %s: %s",
                    check, word(expected), word(result.severity()), result.message());
        }
        return result;
    }

    private static String word(Severity severity) {
        return severity.name().toLowerCase(java.util.Locale.ROOT);
    }

    private TestRunAssert said(String check, CheckResult result, Because expected) {
        if (!result.message().contains(expected.text())) {
            failWithMessage(
                    "Expected the check %s to say \"%s\", but it said: %s", check, expected.text(), result.message());
        }
        return this;
    }

    private TestRunAssert ended(StepStatus expected, String... assets) {
        isNotNull();
        for (var asset : assets) {
            var steps = actual.stepsOf(Name.parse(asset));
            if (steps.isEmpty() || steps.stream().anyMatch(step -> step.status() != expected)) {
                failWithMessage("Expected %s to be %s, but it went%n%s", asset, TestStep.word(expected), shown());
            }
        }
        return this;
    }

    private TestRunAssert reasoned(String asset, StepStatus status, Because expected) {
        if (actual.stepsOf(Name.parse(asset)).stream()
                .noneMatch(step -> step.reason().contains(expected.text()))) {
            failWithMessage(
                    "Expected %s to be %s because \"%s\", but it went%n%s",
                    asset, TestStep.word(status), expected.text(), shown());
        }
        return this;
    }

    private String shown() {
        var lines = actual.toString();
        return lines.isEmpty() ? "  nothing was selected to run" : lines;
    }
}
