package dev.weft.testkit;

import org.assertj.core.api.Assertions;

/** AssertJ's assertions, and those for what happens in a {@link WeftTest}: one static import of {@code assertThat} serves for both. */
public class WeftAssertions extends Assertions {

    protected WeftAssertions() {}

    public static TestRunAssert assertThat(TestRun run) {
        return new TestRunAssert(run);
    }

    public static TestPlanAssert assertThat(TestPlan plan) {
        return new TestPlanAssert(plan);
    }

    /** Says why: {@code assertThat(plan).skips("report", because("inputs are unchanged"))}. */
    public static Because because(String text) {
        return new Because(text);
    }

    /**
     * A reason that an assertion looks for.
     *
     * @param text a part of it
     */
    public record Because(String text) {}
}
