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
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@SuppressWarnings("InterruptedExceptionSwallowed") // a test that is interrupted has failed
class RunCoordinatorTest {

    private static final Set<StateTable.Row<StepStatus, StepEvent>> TAKEN = ConcurrentHashMap.newKeySet();

    private static final AtomicInteger OPENED = new AtomicInteger();

    @TempDir
    private Path folder;

    private LabInstance lab;
    private Catalog catalog;

    @BeforeEach
    void open() {
        OPENED.incrementAndGet();
        lab = LabInstance.in(folder);
        catalog = lab.catalog();
    }

    @AfterEach
    void close() {
        lab.close();
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
    void aStepThatFailsEachTimeFailsWithTheUsersFrames() throws Exception {
        Lab.BEHAVIOUR.put("flaky", () -> {
            throw new IOException("never");
        });
        var run = id();

        assertThat(run(plan(PlanRequest.Force.NONE, "flaky"), run, new Recorder())
                        .status())
                .isEqualTo(RunStatus.FAILED);
        assertThat(Lab.CALLS).hasSize(3);
        assertThat(catalog.steps(run).get(0).reason())
                .contains("java.io.IOException: never", "Lab.flaky(")
                .doesNotContain("dev.weft.execute.Attempt", "jdk.internal");
    }

    @Test
    void anErrorOfTheMachineFailsTheStepAndNotTheProcess() throws Exception {
        Lab.BEHAVIOUR.put("top", () -> {
            throw new OutOfMemoryError("a test's");
        });

        assertThat(words(run(plan(PlanRequest.Force.NONE, "top", "flaky"))))
                .containsEntry("lab/top", StepStatus.FAILED)
                .containsEntry("lab/flaky", StepStatus.SUCCEEDED);
    }

    @Test
    void nullIsAFailureThatSaysSo() throws Exception {
        Lab.BEHAVIOUR.put("top", Lab::nothing);
        var run = id();

        assertThat(run(plan(PlanRequest.Force.NONE, "top"), run, new Recorder()).status())
                .isEqualTo(RunStatus.FAILED);
        assertThat(catalog.steps(run).get(0).reason()).contains("Lab.top returned null");
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
    void onlyTheExceptionsThatRetryNamesAreTriedAgain() throws Exception {
        assertThat(triesAfter(() -> new IOException("away"))).isEqualTo(3);
        assertThat(triesAfter(() -> new java.io.UncheckedIOException(new IOException("wrapped"))))
                .isEqualTo(3);
        assertThat(triesAfter(() -> new IllegalArgumentException("wrong"))).isEqualTo(1);
        assertThat(triesAfter(Lab.Closed::new)).isEqualTo(1);
    }

    private int triesAfter(java.util.function.Supplier<Exception> error) throws Exception {
        Lab.CALLS.clear();
        Lab.BEHAVIOUR.put("choosy", () -> {
            throw error.get();
        });
        assertThat(words(run(plan(PlanRequest.Force.NONE, "choosy")))).containsEntry("lab/choosy", StepStatus.FAILED);
        return Lab.CALLS.size();
    }

    @Test
    void whatACheckReadsIsMadeBeforeWhatItChecks() throws Exception {
        Lab.BEHAVIOUR.put("a_book", () -> "7");
        Lab.BEHAVIOUR.put("z_count", () -> "7");
        run(plan(PlanRequest.Force.NONE, "a_book", "z_count"));
        Lab.BEHAVIOUR.put("a_book", () -> "8");
        Lab.BEHAVIOUR.put("z_count", () -> "8");
        Lab.CALLS.clear();

        var result = run(plan(PlanRequest.Force.ALL, "a_book", "z_count"));

        assertThat(words(result)).containsEntry("lab/a_book", StepStatus.SUCCEEDED);
        assertThat(Lab.CALLS).containsExactly("z_count", "a_book");
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
    void anEmptyOptionalIsSkipped() throws Exception {
        Lab.BEHAVIOUR.put("perhaps", () -> "");

        assertThat(words(run(plan(PlanRequest.Force.NONE, "perhaps"))))
                .containsEntry("lab/perhaps", StepStatus.SKIPPED);
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
    void aLostInputIsRecordedAndNamed() throws Exception {
        run(plan(PlanRequest.Force.NONE, "top"));
        var plan = plan(PlanRequest.Force.NONE, "left");
        deleteAll();
        var run = id();

        assertThat(run(plan, run, new Recorder()).status()).isEqualTo(RunStatus.FAILED);
        assertThat(catalog.steps(run).get(0).reason()).startsWith("lab/top is lost");
        assertThat(catalog.state(Set.of(key("top")))
                        .of(AssetPartition.of(key("top")))
                        .latest())
                .isEmpty();
    }

    @Test
    void whatAStepPrintsIsKeptWithIt() throws Exception {
        Lab.BEHAVIOUR.put("top", () -> {
            System.out.println("hello from a step");
            return "top";
        });
        var run = id();

        run(plan(PlanRequest.Force.NONE, "top"), run, new Recorder());

        assertThat(catalog.log(run, step("top"))).contains("hello from a step");
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
        var result = start(lab.coordinator(plan(PlanRequest.Force.NONE, "first_in_pool"), id(), new Recorder() {
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

        var result = run(plan(PlanRequest.Force.NONE, "outside"), run, new Recorder());
        release.countDown();

        assertThat(words(result)).containsEntry("lab/outside", StepStatus.FAILED);
        assertThat(Lab.CALLS).containsExactly("outside");
        assertThat(catalog.steps(run).get(0).reason()).contains("still running");
    }

    @Test
    void externalDataThatChangesWhileItIsReadIsReadAgain() throws Exception {
        Lab.BEHAVIOUR.put("drop", () -> "v1");
        observe("v1");
        var tries = new AtomicInteger();
        Lab.BEHAVIOUR.put("reads_drop", () -> {
            if (tries.incrementAndGet() == 1) {
                Lab.BEHAVIOUR.put("drop", () -> "v2");
            }
            return "read";
        });
        var run = id();

        var result = run(plan(PlanRequest.Force.NONE, "reads_drop"), run, new Recorder());

        assertThat(words(result)).containsEntry("lab/reads_drop", StepStatus.SUCCEEDED);
        assertThat(tries).hasValue(2);
        assertThat(catalog.steps(run).get(0).attempts()).isEqualTo(2);
        var trace = lab.latest("reads_drop").orElseThrow().trace();
        assertThat(trace.inputs())
                .singleElement()
                .satisfies(input -> assertThat(input.dataVersion()).contains(dev.weft.api.DataVersion.of("v2")));
        assertThat(plan(PlanRequest.Force.NONE, "reads_drop").isEmpty())
                .as("what was seen is recorded")
                .isTrue();
    }

    @Test
    void externalDataThatNeverHoldsStillFailsTheStep() throws Exception {
        observe("0");
        var count = new AtomicInteger();
        Lab.BEHAVIOUR.put("drop", () -> "v" + count.incrementAndGet());
        var run = id();

        assertThat(words(run(plan(PlanRequest.Force.NONE, "reads_drop"), run, new Recorder())))
                .containsEntry("lab/reads_drop", StepStatus.FAILED);
        assertThat(catalog.steps(run).get(0).reason()).contains("lab/drop changed while it was read");
        assertThat(lab.latest("reads_drop")).isEmpty();
    }

    @Test
    void inputsThatKnowDifferentVersionsOfOneAncestorAreFlagged() throws Exception {
        run(plan(PlanRequest.Force.NONE, "top", "left", "right", "bottom"));
        assertThat(lab.latest("bottom").orElseThrow().flags()).isEmpty();
        Lab.BEHAVIOUR.put("top", () -> "new");
        run(plan(PlanRequest.Force.ALL, "top"));
        run(plan(PlanRequest.Force.ALL, "left"));

        run(plan(PlanRequest.Force.ALL, "bottom"));

        assertThat(lab.latest("bottom").orElseThrow().flags()).containsExactly("mixed inputs");
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
        var first = start(lab.coordinator(plan(PlanRequest.Force.NONE, "top"), id(), new Recorder()));
        assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
        var waits = new CountDownLatch(1);
        var second = start(lab.coordinator(plan(PlanRequest.Force.NONE, "top", "left"), id(), new Recorder() {
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

    private void observe(String version) {
        catalog.record(
                        java.util.Optional.empty(),
                        List.of(new EventBody.Observation(
                                LabInstance.what("drop"), dev.weft.api.DataVersion.of(version), Map.of())))
                .join();
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

    private void deleteAll() throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                var view = file.toFile();
                view.setWritable(true);
                if (!file.equals(folder)) {
                    Files.deleteIfExists(file);
                }
            }
        }
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

    private Plan plan(PlanRequest.Force force, String... names) {
        return lab.plan(force, names);
    }

    private RunCoordinator.Result run(Plan plan) throws InterruptedException {
        return lab.run(plan, id(), new Recorder());
    }

    private RunCoordinator.Result run(Plan plan, RunId run, RunListener listener) throws InterruptedException {
        return lab.run(plan, run, listener);
    }
}
