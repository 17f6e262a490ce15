package dev.weft.execute;

import static dev.weft.execute.LabInstance.id;
import static dev.weft.execute.LabInstance.key;
import static dev.weft.execute.LabInstance.start;
import static dev.weft.execute.LabInstance.step;
import static dev.weft.execute.LabInstance.words;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.asset.AssetPartition;
import dev.weft.catalog.Catalog;
import dev.weft.event.EventBody;
import dev.weft.plan.Plan;
import dev.weft.plan.PlanRequest;
import dev.weft.run.RunId;
import dev.weft.run.RunStatus;
import dev.weft.run.StateTable;
import dev.weft.run.StepEvent;
import dev.weft.run.StepId;
import dev.weft.run.StepStatus;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of the steps of a run; together these tests take every transition of the table. */
@Timeout(60)
@SuppressWarnings("InterruptedExceptionSwallowed") // a test that is interrupted has failed
class RunCoordinatorTest extends LabTest {

    private static final Set<StateTable.Row<StepStatus, StepEvent>> TAKEN = ConcurrentHashMap.newKeySet();

    private static final AtomicInteger OPENED = new AtomicInteger();

    @Override
    @BeforeEach
    void open() {
        OPENED.incrementAndGet();
        super.open();
    }

    @Override
    RunListener listener() {
        return new Recorder();
    }

    /** Says so only if all tests of this class ran. */
    @AfterAll
    static void everyTransitionOfTheTableWasTaken() {
        long tests = Arrays.stream(RunCoordinatorTest.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .count();
        if (OPENED.get() == tests) {
            assertThat(TAKEN).containsExactlyInAnyOrderElementsOf(StepEvent.TABLE.rows());
        }
    }

    @Test
    void aStepWhoseOutputSomebodyElseMakesIsRefused() throws Exception {
        var other = claimForAnotherRun("top");

        var result = run(plan(PlanRequest.Force.NONE, "top", "left"));

        assertThat(words(result))
                .containsEntry("lab/top", StepStatus.FAILED)
                .containsEntry("lab/left", StepStatus.UPSTREAM_FAILED);
        assertThat(catalog.steps(other).get(0).status()).isEqualTo(StepStatus.RUNNING);
        assertThat(Lab.CALLS).isEmpty();
    }

    @Test
    void aRetryWhoseOutputSomebodyElseMakesIsRefused() throws Exception {
        Lab.BEHAVIOUR.put("flaky", () -> {
            throw new IOException("once");
        });
        var plan = plan(PlanRequest.Force.NONE, "flaky");

        var result = run(plan, id(), new Recorder() {
            @Override
            public void stepMoved(StepId step, StateTable.Row<StepStatus, StepEvent> transition) {
                super.stepMoved(step, transition);
                if (transition.to() == StepStatus.RETRYING) {
                    claimForAnotherRun("flaky");
                }
            }
        });

        assertThat(words(result)).containsEntry("lab/flaky", StepStatus.FAILED);
        assertThat(Lab.CALLS).containsExactly("flaky");
    }

    @Test
    void everyStepOfADiamondRunsAfterWhatItReads() throws Exception {
        var result = run(plan(PlanRequest.Force.NONE, "top", "left", "right", "bottom", "below"));

        assertThat(result.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(Lab.CALLS).startsWith("top").endsWith("bottom", "below").hasSize(5);
        assertThat(catalog.state(Set.of(key("below")))
                        .of(AssetPartition.of(key("below")))
                        .latest())
                .isPresent();
    }

    @Test
    void aFailedStepFailsOnlyWhatIsBelowIt() throws Exception {
        Lab.BEHAVIOUR.put("left", () -> {
            throw new IOException("no such host");
        });

        var result = run(plan(PlanRequest.Force.NONE, "top", "left", "right", "bottom", "below"));

        assertThat(result.status()).isEqualTo(RunStatus.FAILED);
        assertThat(result.reason()).isEqualTo("1 failed, 2 upstream failed");
        assertThat(words(result))
                .containsEntry("lab/right", StepStatus.SUCCEEDED)
                .containsEntry("lab/left", StepStatus.FAILED)
                .containsEntry("lab/bottom", StepStatus.UPSTREAM_FAILED)
                .containsEntry("lab/below", StepStatus.UPSTREAM_FAILED);
    }

    @Test
    void aChainCostsOneClaimInAdvancePerStep() throws Exception {
        var run = id();
        run(plan(PlanRequest.Force.NONE, "top", "left", "right", "bottom", "below"), run, new Recorder());

        var events = catalog.events(run, 0, 100);
        var first = events.stream()
                .filter(event -> event.body() instanceof EventBody.StepEnded
                        && event.step().orElseThrow().equals(step("bottom")))
                .findFirst()
                .orElseThrow();
        var next = events.stream()
                .filter(event -> event.sequence() == first.sequence() + 1)
                .findFirst()
                .orElseThrow();
        assertThat(next.body()).isInstanceOf(EventBody.StepStarted.class);
        assertThat(next.step()).contains(step("below"));
        assertThat(next.time()).as("the same commit").isEqualTo(first.time());
    }

    @Test
    void aStepIsTriedAgainUntilItSucceeds() throws Exception {
        var tries = new AtomicInteger();
        Lab.BEHAVIOUR.put("flaky", () -> {
            if (tries.incrementAndGet() < 3) {
                throw new IOException("try " + tries.get());
            }
            return "done";
        });
        var run = id();

        assertThat(run(plan(PlanRequest.Force.NONE, "flaky"), run, new Recorder())
                        .status())
                .isEqualTo(RunStatus.SUCCEEDED);
        assertThat(catalog.steps(run).get(0).attempts()).isEqualTo(3);
    }

    @Test
    void aTimeoutEndsAStepThatIgnoresItsInterruptAndPublishesNothing() throws Exception {
        var release = new CountDownLatch(1);
        var late = new CountDownLatch(1);
        Lab.BEHAVIOUR.put("slow", () -> {
            boolean waiting = true;
            while (waiting) {
                try {
                    release.await();
                    waiting = false;
                } catch (InterruptedException e) {
                    // what this test is about
                }
            }
            late.countDown();
            return "late";
        });

        var result = run(plan(PlanRequest.Force.NONE, "slow"));
        release.countDown();
        assertThat(late.await(10, TimeUnit.SECONDS)).isTrue();

        assertThat(words(result)).containsEntry("lab/slow", StepStatus.TIMED_OUT);
        assertThat(catalog.state(Set.of(key("slow")))
                        .of(AssetPartition.of(key("slow")))
                        .latest())
                .isEmpty();
    }

    @Test
    void aCancelledRunInterruptsWhatRunsAndStartsNoMore() throws Exception {
        var started = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        Lab.BEHAVIOUR.put("top", () -> {
            started.countDown();
            try {
                new CountDownLatch(1).await();
                return "never";
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
        });
        var run = id();
        var coordinator = lab.coordinator(plan(PlanRequest.Force.NONE, "top", "left"), run, new Recorder());
        var result = start(coordinator);
        assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();

        coordinator.cancel();

        assertThat(result.get().status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(words(result.get()))
                .containsEntry("lab/top", StepStatus.CANCELLED)
                .containsEntry("lab/left", StepStatus.CANCELLED);
        assertThat(catalog.run(run).orElseThrow().status()).isEqualTo(RunStatus.CANCELLED);
    }

    @Test
    void aRunThatWaitsForARetryCanBeCancelled() throws Exception {
        Lab.BEHAVIOUR.put("patient", () -> {
            throw new IOException("not yet");
        });
        var retrying = new CountDownLatch(1);
        var run = id();
        var coordinator = lab.coordinator(plan(PlanRequest.Force.NONE, "patient"), run, new Recorder() {
            @Override
            public void stepMoved(StepId step, StateTable.Row<StepStatus, StepEvent> transition) {
                super.stepMoved(step, transition);
                if (transition.to() == StepStatus.RETRYING) {
                    retrying.countDown();
                }
            }
        });
        var result = start(coordinator);
        assertThat(retrying.await(10, TimeUnit.SECONDS)).isTrue();

        coordinator.cancel();

        assertThat(words(result.get())).containsEntry("lab/patient", StepStatus.CANCELLED);
        assertThat(catalog.steps(run).get(0).status()).isEqualTo(StepStatus.CANCELLED);
    }

    @Test
    void aBlockingCheckKeepsThePreviousVersion() throws Exception {
        Lab.BEHAVIOUR.put("guarded", () -> "good");
        run(plan(PlanRequest.Force.NONE, "guarded"));
        var before = catalog.versions(key("guarded"), 10);
        Lab.BEHAVIOUR.put("guarded", () -> "bad");
        var run = id();

        var result = run(plan(PlanRequest.Force.ALL, "guarded"), run, new Recorder());

        assertThat(words(result)).containsEntry("lab/guarded", StepStatus.BLOCKED);
        assertThat(catalog.steps(run).get(0).reason()).isEqualTo("blocked by good: found bad");
        assertThat(catalog.versions(key("guarded"), 10)).isEqualTo(before);
    }

    @Test
    void whatACheckRejectedIsNotTriedAgainOnTheSameInputsThoughItsUpstreamRuns() throws Exception {
        Lab.BEHAVIOUR.put("judged", () -> "bad");
        run(plan(PlanRequest.Force.NONE, "top", "judged"));
        catalog.record(Optional.empty(), List.of(new EventBody.Wiped(LabInstance.what("top"), "test")))
                .join();
        Lab.CALLS.clear();
        var run = id();

        var result = run(plan(PlanRequest.Force.NONE, "top", "judged", "left", "right", "bottom"), run, new Recorder());

        assertThat(words(result))
                .containsEntry("lab/top", StepStatus.SUCCEEDED)
                .containsEntry("lab/judged", StepStatus.BLOCKED);
        assertThat(Lab.CALLS).containsExactlyInAnyOrder("top", "left", "right", "bottom");
        assertThat(catalog.steps(run))
                .anyMatch(
                        step -> step.reason().contains("blocked by fine on these inputs; --retry-failed tries again"));

        catalog.record(Optional.empty(), List.of(new EventBody.Wiped(LabInstance.what("top"), "test")))
                .join();
        Lab.CALLS.clear();
        run(plan(PlanRequest.Force.BLOCKED, "top", "judged"));
        assertThat(Lab.CALLS).containsExactly("top", "judged");
    }

    @Test
    void anEmptyOptionalIsSkippedAndToldWhetherAVersionStays() throws Exception {
        Lab.BEHAVIOUR.put("perhaps", () -> "");
        assertThat(skipping("perhaps")).isEqualTo("it returned an empty Optional, and has no version yet");

        Lab.BEHAVIOUR.put("perhaps", () -> "something");
        run(plan(PlanRequest.Force.ALL, "perhaps"));
        Lab.BEHAVIOUR.put("perhaps", () -> "");
        assertThat(skipping("perhaps")).isEqualTo("it returned an empty Optional: the previous version stays");
    }

    @Test
    void ofOutputsThatReturnNothingThoseWithoutAVersionAreNamed() throws Exception {
        Lab.BEHAVIOUR.put("either", () -> "either");
        assertThat(words(run(plan(PlanRequest.Force.ALL, "either", "or")))).containsValue(StepStatus.SUCCEEDED);

        Lab.BEHAVIOUR.put("either", () -> "");
        assertThat(skipping("either", "or"))
                .isEqualTo("it returned an empty Optional: the previous version stays, but lab/or has no version yet");
    }

    private String skipping(String... names) throws InterruptedException {
        var run = id();
        assertThat(words(run(plan(PlanRequest.Force.ALL, names), run, new Recorder())))
                .containsValue(StepStatus.SKIPPED);
        return catalog.steps(run).get(0).reason();
    }

    @Test
    void whatReturnedNothingIsNotTriedAgainOnTheSameInputsAndItsReadersWait() throws Exception {
        Lab.BEHAVIOUR.put("perhaps", () -> "");

        assertThat(words(run(plan(PlanRequest.Force.NONE, "perhaps", "hopeful"))))
                .containsEntry("lab/perhaps", StepStatus.SKIPPED)
                .containsEntry("lab/hopeful", StepStatus.SKIPPED);
        assertThat(Lab.CALLS).containsExactly("perhaps");
        assertThat(plan(PlanRequest.Force.NONE, "perhaps", "hopeful").notRun())
                .extracting(Plan.NotRun::reason)
                .containsExactlyInAnyOrder(
                        "missing: it returned nothing on these inputs",
                        "waits for lab/perhaps, which has no version and cannot be made now");

        Lab.BEHAVIOUR.put("perhaps", () -> "something");
        assertThat(words(run(plan(PlanRequest.Force.ALL, "perhaps", "hopeful"))))
                .containsEntry("lab/perhaps", StepStatus.SUCCEEDED)
                .containsEntry("lab/hopeful", StepStatus.SUCCEEDED);
        Lab.BEHAVIOUR.put("perhaps", () -> "");
        assertThat(words(run(plan(PlanRequest.Force.ALL, "perhaps")))).containsEntry("lab/perhaps", StepStatus.SKIPPED);
        assertThat(plan(PlanRequest.Force.NONE, "perhaps", "hopeful").isEmpty()).isTrue();
    }

    @Test
    void whatReadsTheSameAgainEndsUnchanged() throws Exception {
        run(plan(PlanRequest.Force.NONE, "top", "left", "right", "bottom", "below"));
        catalog.record(Optional.empty(), List.of(new EventBody.Wiped(LabInstance.what("top"), "test")))
                .join();
        Lab.CALLS.clear();

        var result = run(plan(PlanRequest.Force.NONE, "top", "left", "right"));

        assertThat(Lab.CALLS).containsExactly("top");
        assertThat(words(result))
                .containsEntry("lab/left", StepStatus.UNCHANGED)
                .containsEntry("lab/right", StepStatus.UNCHANGED);
    }

    @Test
    void aRunWaitsForAnotherThatWritesTheSameAndThenFindsItFresh() throws Exception {
        var started = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        Lab.BEHAVIOUR.put("top", () -> {
            started.countDown();
            release.await();
            return "top";
        });
        var plan = plan(PlanRequest.Force.NONE, "top");
        var first = id();
        var firstResult = start(lab.coordinator(plan, first, new Recorder()));
        assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();

        var waits = new FutureTask<RunId>(() -> first);
        var second = start(lab.coordinator(plan, id(), new Recorder() {
            @Override
            public void runWaits(RunId other) {
                assertThat(other).isEqualTo(first);
                waits.run();
            }
        }));
        assertThat(waits.get(10, TimeUnit.SECONDS)).isEqualTo(first);
        release.countDown();

        assertThat(words(firstResult.get())).containsEntry("lab/top", StepStatus.SUCCEEDED);
        assertThat(words(second.get())).containsEntry("lab/top", StepStatus.UNCHANGED);
        assertThat(Lab.CALLS).containsExactly("top");
    }

    @Test
    void whatIsPutInPlaceOutsideIsPublishingUntilItIsThere() throws Exception {
        var target = new TargetStore();
        lab.keeping(target.over(lab.store()));
        target.raiseToken(LabInstance.what("flaky"), Long.MAX_VALUE);

        assertThat(words(run(plan(PlanRequest.Force.NONE, "top", "flaky"))))
                .containsEntry("lab/top", StepStatus.SUCCEEDED)
                .containsEntry("lab/flaky", StepStatus.FAILED);
    }

    private RunId claimForAnotherRun(String name) {
        var other = id();
        var queued = new EventBody.RunQueued("other", Map.of(), 1, "test", "tester");
        catalog.admit(new Catalog.AdmitRun(other, queued, Set.of(), "0")).join();
        var what = List.of(AssetPartition.of(key(name)));
        var claim = catalog.claim(new Catalog.ClaimStep(other, step(name), 1, "other", what, "a test"))
                .join();
        assertThat(claim.granted()).isTrue();
        return other;
    }

    private static class Recorder implements RunListener {
        @Override
        public void stepMoved(StepId step, StateTable.Row<StepStatus, StepEvent> transition) {
            TAKEN.add(transition);
        }
    }
}
