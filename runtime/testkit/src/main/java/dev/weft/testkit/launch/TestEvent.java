package dev.weft.testkit.launch;

import java.time.Duration;
import java.util.Set;

/** What is heard of a project's tests while they run. */
public sealed interface TestEvent {

    /** The tests were found. */
    record Found(long tests) implements TestEvent {}

    /** A test runs. */
    record Started(TestId test) implements TestEvent {}

    /**
     * A test ended.
     *
     * @param test which
     * @param outcome how
     * @param duration how long it ran
     * @param assets the assets that it exercised, by key
     * @param error why it failed, was aborted or skipped; empty where it passed
     */
    record Ended(TestId test, Outcome outcome, Duration duration, Set<String> assets, String error)
            implements TestEvent {

        public Ended {
            assets = Set.copyOf(assets);
        }
    }

    /** How a test ended. */
    enum Outcome {
        PASSED,
        FAILED,
        /** An assumption of its own did not hold. */
        ABORTED,
        /** It was disabled. */
        SKIPPED
    }
}
