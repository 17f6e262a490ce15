package dev.weft.execute;

import static dev.weft.execute.LabInstance.id;
import static dev.weft.execute.LabInstance.start;
import static dev.weft.execute.LabInstance.step;
import static dev.weft.execute.LabInstance.words;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.catalog.Catalog;
import dev.weft.event.EventBody;
import dev.weft.plan.PlanRequest;
import dev.weft.run.RunId;
import dev.weft.run.RunStatus;
import dev.weft.run.StepId;
import dev.weft.run.StepStatus;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs that wait for each other, and for the slots of a pool. */
@Timeout(60)
@SuppressWarnings("InterruptedExceptionSwallowed") // a test that is interrupted has failed
class RunsSideBySideTest extends LabTest {

    @Test
    void aPoolLetsOnlySoManyStepsRunAtOnce() throws Exception {
        var together = new AtomicInteger();
        var most = new AtomicInteger();
        java.util.concurrent.Callable<String> counting = () -> {
            most.accumulateAndGet(together.incrementAndGet(), Math::max);
            Thread.onSpinWait();
            together.decrementAndGet();
            return "done";
        };
        Lab.BEHAVIOUR.put("first_in_pool", counting);
        Lab.BEHAVIOUR.put("second_in_pool", counting);

        assertThat(run(plan(PlanRequest.Force.NONE, "first_in_pool", "second_in_pool"))
                        .status())
                .isEqualTo(RunStatus.SUCCEEDED);
        assertThat(most).hasValue(1);
    }

    @Test
    void aSlotThatAnotherRunHoldsIsWaitedFor() throws Exception {
        var other = id();
        var queued = new EventBody.RunQueued("other", Map.of(), 1, "test", "tester");
        catalog.admit(new Catalog.AdmitRun(other, queued, Set.of(), "0")).join();
        var claim = catalog.claim(new Catalog.ClaimStep(
                        other,
                        step("top"),
                        1,
                        "other",
                        List.of(LabInstance.what("top")),
                        "a test",
                        java.util.Optional.of(new Catalog.PoolLimit("db", 1))))
                .join();
        var waits = new CountDownLatch(1);
        var result = start(lab.coordinator(plan(PlanRequest.Force.NONE, "first_in_pool"), id(), new RunListener() {
            @Override
            public void stepWaitsForPool(StepId step, String pool) {
                assertThat(pool).isEqualTo("db");
                waits.countDown();
            }
        }));
        assertThat(waits.await(10, TimeUnit.SECONDS)).isTrue();

        catalog.freeSlot(other, step("top"), claim.token()).join();

        assertThat(result.get().status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void aRunThatWaitedPlansAgainAndLeavesWhatItDoesNotNeed() throws Exception {
        var started = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        Lab.BEHAVIOUR.put("top", () -> {
            started.countDown();
            release.await();
            return "top";
        });
        var first = start(lab.coordinator(plan(PlanRequest.Force.NONE, "top"), id(), listener()));
        assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
        var waits = new CountDownLatch(1);
        var second = start(lab.coordinator(plan(PlanRequest.Force.NONE, "top", "left"), id(), new RunListener() {
                    @Override
                    public void runWaits(RunId other) {
                        waits.countDown();
                    }
                })
                .planningAgain(() -> plan(PlanRequest.Force.NONE, "top", "left")));
        assertThat(waits.await(10, TimeUnit.SECONDS)).isTrue();
        release.countDown();

        assertThat(first.get().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(words(second.get())).containsExactly(Map.entry("lab/left", StepStatus.SUCCEEDED));
        assertThat(Lab.CALLS).containsExactly("top", "left");
    }
}
