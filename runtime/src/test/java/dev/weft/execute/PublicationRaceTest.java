package dev.weft.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.plan.PlanRequest;
import dev.weft.run.StepStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A step that publishes while it is being ended: exactly one of the two happens, and the catalog says which. */
@Timeout(180)
class PublicationRaceTest {

    private static final int CANCELS = 200;
    private static final int TIMEOUTS = 15;

    @TempDir
    private Path folder;

    @Test
    @SuppressWarnings("InterruptedExceptionSwallowed") // a test ends by it
    void aCancelEitherComesFirstOrFindsTheStepPublished() throws Exception {
        try (var lab = LabInstance.in(folder)) {
            int published = 0;
            for (int seed = 1; seed <= CANCELS; seed++) {
                var random = new Random(seed);
                var returns = new CountDownLatch(1);
                Lab.BEHAVIOUR.put("top", () -> {
                    returns.countDown();
                    return "top";
                });
                var before =
                        lab.catalog().versions(LabInstance.key("top"), 1000).size();
                var run = LabInstance.id();
                var coordinator = lab.coordinator(lab.plan(PlanRequest.Force.ALL, "top"), run, new RunListener() {});
                var result = LabInstance.start(coordinator);
                assertThat(returns.await(20, TimeUnit.SECONDS)).isTrue();
                LockSupport.parkNanos(random.nextInt(3_000_000));

                coordinator.cancel();

                var status =
                        java.util.Objects.requireNonNull(result.get().steps().get(LabInstance.step("top")));
                agrees(lab, run, before, status, "seed " + seed);
                published += status == StepStatus.SUCCEEDED ? 1 : 0;
            }
            assertThat(published).as("both happen").isBetween(1, CANCELS - 1);
        }
    }

    @Test
    @SuppressWarnings("InterruptedExceptionSwallowed") // a test ends by it
    void aTimeoutEitherComesFirstOrFindsTheStepPublished() throws Exception {
        try (var lab = LabInstance.in(folder)) {
            lab.with(setup -> setup.withLimits(setup.limits().withGrace(Duration.ofMillis(500))));
            for (int seed = 1; seed <= TIMEOUTS; seed++) {
                // Its limit is 100 ms.
                long nanos = 85_000_000L + new Random(seed).nextInt(20_000_000);
                Lab.BEHAVIOUR.put("slow", () -> {
                    long until = System.nanoTime() + nanos;
                    while (System.nanoTime() < until) {
                        Thread.onSpinWait();
                    }
                    return "slow";
                });
                var before =
                        lab.catalog().versions(LabInstance.key("slow"), 1000).size();
                var run = LabInstance.id();

                var result = lab.run(lab.plan(PlanRequest.Force.ALL, "slow"), run, new RunListener() {});

                agrees(
                        lab,
                        run,
                        before,
                        java.util.Objects.requireNonNull(result.steps().get(LabInstance.step("slow"))),
                        "seed " + seed);
            }
        }
    }

    private static void agrees(LabInstance lab, dev.weft.run.RunId run, int before, StepStatus status, String seed) {
        var step = lab.catalog().steps(run).get(0);
        assertThat(step.status()).as(seed).isEqualTo(status);
        var asset = step.step().first().asset();
        assertThat(lab.catalog().versions(asset, 1000))
                .as("%s ended %s", seed, status)
                .hasSize(status == StepStatus.SUCCEEDED ? before + 1 : before);
    }
}
