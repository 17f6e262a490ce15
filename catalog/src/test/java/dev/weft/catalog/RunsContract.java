package dev.weft.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.asset.AssetPartition;
import dev.weft.catalog.Catalog.Claim;
import dev.weft.catalog.Catalog.ClaimStep;
import dev.weft.catalog.Catalog.EndStep;
import dev.weft.catalog.Catalog.PublishStep;
import dev.weft.event.EventBody;
import dev.weft.run.RunId;
import dev.weft.run.RunStatus;
import dev.weft.run.StepId;
import dev.weft.run.StepStatus;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every catalog promises to runs: who may write what, and who publishes. */
abstract class RunsContract extends CatalogFixture {

    @Test
    void aStepThatPublishesIsTheLatestVersionAlsoAfterReopening() {
        admit(FIRST, RAW, CLEAN);
        var claim = claim(FIRST, RAW);

        var published = publish(FIRST, RAW, claim.token(), "v1", claimOf(FIRST, CLEAN, 1));

        assertThat(published.published()).isTrue();
        assertThat(published.next()).singleElement().matches(Claim::granted);
        reopen();
        var recorded = catalog().state(List.of(RAW.asset(), CLEAN.asset())).of(RAW);
        assertThat(recorded.latest()).contains(made(RAW, "v1"));
        assertThat(recorded.sequence()).isEqualTo(published.sequences().get(0));
        assertThat(recorded.basis()).contains(trace("c1"));
        assertThat(catalog().latest(RAW.asset())).hasSize(1);
        assertThat(catalog().sequence()).isEqualTo(published.next().get(0).token());
        assertThat(catalog().steps(FIRST))
                .extracting(Catalog.StepSummary::status)
                .containsExactly(StepStatus.RUNNING, StepStatus.SUCCEEDED);
    }

    @Test
    void aPoolGivesNoMoreSlotsThanItHas() {
        admit(FIRST, RAW, CLEAN);
        var pool = Optional.of(new Catalog.PoolLimit("db", 1));
        var first = catalog().claim(inPool(RAW, pool)).join();

        var second = catalog().claim(inPool(CLEAN, pool)).join();
        assertThat(second).isEqualTo(new Claim(false, 0, "All 1 slots of pool db are held.", true));

        catalog().freeSlot(FIRST, new StepId(RAW), first.token()).join();
        assertThat(catalog().claim(inPool(CLEAN, pool)).join().granted()).isTrue();
    }

    @Test
    void theSlotsOfAProcessEndWithIt() throws SQLException {
        admit(FIRST, RAW, CLEAN);
        var pool = Optional.of(new Catalog.PoolLimit("db", 1));
        assertThat(catalog().claim(inPool(RAW, pool)).join().granted()).isTrue();
        reopen();
        catalog().endOrphans();

        admit(SECOND, CLEAN);
        var claim = new ClaimStep(SECOND, new StepId(CLEAN), 1, "a", List.of(CLEAN), "missing", pool);
        assertThat(catalog().claim(claim).join().granted()).isTrue();
    }

    private static ClaimStep inPool(AssetPartition what, Optional<Catalog.PoolLimit> pool) {
        return new ClaimStep(FIRST, new StepId(what), 1, "attempt", List.of(what), "missing", pool);
    }

    @Test
    void writesThatARunDoesNotNeedAfterAllAreFreeForOthers() {
        admit(FIRST, RAW, CLEAN);

        catalog().release(FIRST, List.of(CLEAN)).join();
        catalog().release(SECOND, List.of(RAW)).join();

        assertThat(catalog().admit(admission(SECOND, CLEAN)).join().admitted()).isTrue();
        assertThat(catalog()
                        .admit(admission(new RunId("run000000003"), RAW))
                        .join()
                        .waitsFor())
                .contains(FIRST);
    }

    @Test
    void anIntentHoldsItsClaimUntilSomebodyKnowsHowItEnded() {
        admit(FIRST, RAW);
        var claim = claim(FIRST, RAW);
        var command = new PublishStep(
                FIRST,
                new StepId(RAW),
                1,
                claim.token(),
                List.of(made(RAW, "v1")),
                List.of(),
                new EventBody.StepEnded(1, StepStatus.SUCCEEDED, ""),
                List.of());
        assertThat(catalog().intend(command).join().published()).isTrue();
        finish(FIRST);

        var unsettled = catalog().unsettled();
        assertThat(unsettled).singleElement().satisfies(step -> {
            assertThat(step.token()).isEqualTo(claim.token());
            assertThat(step.intent().materializations()).containsExactly(made(RAW, "v1"));
        });
        admit(SECOND, RAW);
        assertThat(claim(SECOND, RAW).refusal()).contains("is being made by run run000000001");

        assertThat(catalog().publish(command).join().published()).isTrue();

        assertThat(catalog().unsettled()).isEmpty();
        assertThat(catalog().state(List.of(RAW.asset())).of(RAW).latest()).contains(made(RAW, "v1"));
        assertThat(claim(SECOND, RAW).granted()).isTrue();
    }

    @Test
    void aRunThatWouldWriteTheSameWaitsUntilTheStepHasEnded() {
        admit(FIRST, RAW, CLEAN);

        var refused = catalog().admit(admission(SECOND, RAW)).join();
        publish(FIRST, RAW, claim(FIRST, RAW).token(), "v1");
        var admitted = catalog().admit(admission(SECOND, RAW)).join();

        assertThat(refused.admitted()).isFalse();
        assertThat(refused.waitsFor()).contains(FIRST);
        assertThat(admitted.admitted()).isTrue();
        assertThat(catalog().versionAt(RAW, admitted.snapshot())).isPresent();
        assertThat(catalog().events(SECOND, 0, 10)).hasSize(2);
        assertThat(catalog().admit(admission(SECOND, RAW)).join()).isEqualTo(admitted);
    }

    @Test
    void aFinishedRunGivesBackItsClaimsAndWrites() {
        admit(FIRST, RAW, CLEAN);
        var claim = claim(FIRST, RAW);

        finish(FIRST);

        assertThat(publish(FIRST, RAW, claim.token(), "v1").published()).isFalse();
        admit(SECOND, RAW, CLEAN);
        assertThat(claim(SECOND, RAW).granted()).isTrue();
        assertThat(catalog()
                        .finish(FIRST, new EventBody.RunFinished(RunStatus.FAILED, ""))
                        .join())
                .isZero();
    }

    @Test
    void anAttemptWithAnOldTokenIsRefusedAndTheOthersOfItsGroupGoOn() {
        admit(FIRST, RAW, CLEAN);
        var old = claim(FIRST, RAW);
        assertThat(catalog()
                        .end(new EndStep(
                                FIRST,
                                new StepId(RAW),
                                old.token(),
                                List.of(new EventBody.StepRetrying(1, "boom", Instant.EPOCH))))
                        .join())
                .isTrue();
        var fresh = catalog().claim(claimOf(FIRST, RAW, 2)).join();
        var other = claim(FIRST, CLEAN);

        var late = catalog().publish(publication(FIRST, RAW, old.token(), "late"));
        var good = catalog().publish(publication(FIRST, CLEAN, other.token(), "good"));
        var best = catalog().publish(publication(FIRST, RAW, fresh.token(), "best"));

        assertThat(late.join().published()).isFalse();
        assertThat(late.join().refusal()).contains("lost its lease");
        assertThat(good.join().published()).isTrue();
        assertThat(best.join().published()).isTrue();
        assertThat(catalog().versions(RAW.asset(), 10)).hasSize(1);
    }

    @Test
    void aVersionThatWasReportedMeanwhileKeepsTheClaimFromPublishing() {
        admit(FIRST, RAW);
        var claim = claim(FIRST, RAW);
        catalog().record(Optional.empty(), List.of(made(RAW, "reported"))).join();

        var published = publish(FIRST, RAW, claim.token(), "mine");

        assertThat(published.published()).isFalse();
        assertThat(catalog()
                        .latest(RAW.asset())
                        .get(0)
                        .materialization()
                        .stored()
                        .versionId())
                .isEqualTo("reported");
    }

    @Test
    void onlyOneOfTwoClaimsIsGranted() {
        admit(FIRST, RAW);
        var one = catalog().claim(claimOf(FIRST, RAW, 1));
        var two = catalog().claim(claimOf(FIRST, RAW, 1));

        assertThat(List.of(one.join().granted(), two.join().granted())).containsExactly(true, false);
        assertThat(two.join().refusal()).contains("running already");
    }

    @Test
    void aCancelledRunStartsNothingButWhatRunsMayPublish() {
        admit(FIRST, RAW, CLEAN);
        var claim = claim(FIRST, RAW);
        catalog()
                .record(Optional.of(FIRST), List.of(new EventBody.RunCancelRequested("ada")))
                .join();

        assertThat(claim(FIRST, CLEAN).refusal()).contains("cancelling");
        assertThat(publish(FIRST, RAW, claim.token(), "v1").published()).isTrue();
    }

    @Test
    void aStepThatNeverStartedEndsAndFreesItsOutput() {
        admit(FIRST, RAW, CLEAN);
        var end = new EventBody.StepEnded(0, StepStatus.UNCHANGED, "its inputs did not change");
        var facts = List.<EventBody>of(new EventBody.Verified(CLEAN, trace("c2")), end);

        assertThat(catalog()
                        .end(new EndStep(FIRST, new StepId(CLEAN), 0, facts))
                        .join())
                .isTrue();
        assertThat(catalog()
                        .end(new EndStep(FIRST, new StepId(CLEAN), 0, facts))
                        .join())
                .isFalse();
        assertThat(catalog().state(List.of(CLEAN.asset())).of(CLEAN).basis()).contains(trace("c2"));
        assertThat(catalog().admit(admission(SECOND, CLEAN)).join().admitted()).isTrue();
    }

    @Test
    void runsAreFoundByStatusByAssetAndPageByPage() {
        admit(FIRST, RAW);
        publish(FIRST, RAW, claim(FIRST, RAW).token(), "v1");
        finish(FIRST);
        admit(SECOND, CLEAN);

        assertThat(runs(RunFilter.latest(5))).containsExactly(SECOND, FIRST);
        assertThat(runs(new RunFilter(
                        java.util.Set.of(RunStatus.SUCCEEDED, RunStatus.FAILED),
                        Optional.empty(),
                        Optional.empty(),
                        5)))
                .containsExactly(FIRST);
        assertThat(runs(new RunFilter(java.util.Set.of(), Optional.of(RAW.asset()), Optional.empty(), 5)))
                .containsExactly(FIRST);
        assertThat(runs(new RunFilter(java.util.Set.of(), Optional.empty(), Optional.of(SECOND), 5)))
                .containsExactly(FIRST);
        assertThat(runs(new RunFilter(java.util.Set.of(), Optional.of(RAW.asset()), Optional.of(FIRST), 5)))
                .isEmpty();
    }

    private List<RunId> runs(RunFilter filter) {
        return catalog().runs(filter).stream().map(Catalog.RunSummary::run).toList();
    }

    @Test
    void ownRunsAreNotOrphansAndThoseOfAnEndedProcessAre() {
        admit(FIRST, RAW, CLEAN);
        var claim = claim(FIRST, RAW);
        assertThat(catalog().endOrphans()).isEmpty();

        reopen();

        assertThat(catalog().endOrphans()).containsExactly(FIRST);
        assertThat(catalog().endOrphans()).isEmpty();
        var run = catalog().run(FIRST).orElseThrow();
        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.reason()).contains("its process ended (pid".substring(1));
        assertThat(catalog().steps(FIRST))
                .extracting(Catalog.StepSummary::status)
                .containsExactly(StepStatus.FAILED);
        assertThat(publish(FIRST, RAW, claim.token(), "v1").published()).isFalse();
        admit(SECOND, RAW, CLEAN);
        assertThat(claim(SECOND, RAW).granted()).isTrue();
    }
}
