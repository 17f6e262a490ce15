package dev.weft.execute;

import static dev.weft.execute.LabInstance.id;
import static dev.weft.execute.LabInstance.step;
import static dev.weft.execute.LabInstance.words;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.plan.PlanRequest;
import dev.weft.run.StepStatus;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Attempts whose threads go on after their time is up. */
@Timeout(60)
@SuppressWarnings("InterruptedExceptionSwallowed") // a test that is interrupted has failed
class LeftBehindTest extends LabTest {

    @Test
    void aStepThatTimedOutIsTriedAgainBesideItsOldThread() throws Exception {
        var release = new CountDownLatch(1);
        var tries = new AtomicInteger();
        Lab.BEHAVIOUR.put("slow_once", () -> {
            if (tries.incrementAndGet() == 1) {
                uninterruptibly(release);
                return "late";
            }
            return "in time";
        });
        lab.with(setup -> setup.withLimits(setup.limits().withGrace(java.time.Duration.ofMillis(50))));

        var result = run(plan(PlanRequest.Force.NONE, "slow_once"));
        release.countDown();

        assertThat(words(result)).containsEntry("lab/slow_once", StepStatus.SUCCEEDED);
        assertThat(result.abandoned()).containsExactly(step("slow_once"));
        assertThat(lab.latest("slow_once").orElseThrow().content().preview()).contains("in time");
    }

    @Test
    void noSecondAttemptRunsBesideALivingOneThatWritesOutside() throws Exception {
        var release = new CountDownLatch(1);
        Lab.BEHAVIOUR.put("outside", () -> {
            uninterruptibly(release);
            return "late";
        });
        lab.with(setup -> setup.withLimits(setup.limits().withGrace(java.time.Duration.ofMillis(50))));
        var run = id();

        var result = run(plan(PlanRequest.Force.NONE, "outside"), run, listener());
        release.countDown();

        assertThat(words(result)).containsEntry("lab/outside", StepStatus.FAILED);
        assertThat(Lab.CALLS).containsExactly("outside");
        assertThat(catalog.steps(run).get(0).reason()).contains("still running");
    }

    private static void uninterruptibly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException e) {
                // what these tests are about
            }
        }
    }
}
