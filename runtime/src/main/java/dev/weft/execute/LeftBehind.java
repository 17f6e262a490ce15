package dev.weft.execute;

import dev.weft.run.StepId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** Attempts that were ended from outside and recorded as such: their threads were interrupted, and may live on. */
final class LeftBehind {

    private final ConcurrentLinkedQueue<ActiveAttempt> attempts = new ConcurrentLinkedQueue<>();

    void add(ActiveAttempt attempt) {
        attempts.add(attempt);
    }

    /** Gives the threads their grace; returns the steps of those that still run after it. */
    List<StepId> await(Duration grace) throws InterruptedException {
        long deadline = System.nanoTime() + grace.toNanos();
        for (var attempt : attempts) {
            while (attempt.thread() != null && attempt.isAlive() && System.nanoTime() < deadline) {
                // The thread of a pool outlives its task: what must end is the task.
                TimeUnit.MILLISECONDS.sleep(5);
            }
        }
        return attempts.stream()
                .filter(ActiveAttempt::isAlive)
                .map(attempt -> attempt.step().id())
                .distinct()
                .toList();
    }
}
