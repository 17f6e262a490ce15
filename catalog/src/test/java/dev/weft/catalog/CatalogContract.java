package dev.weft.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.CheckResult;
import dev.weft.api.DataVersion;
import dev.weft.api.PartitionKey;
import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetPartition;
import dev.weft.asset.CodeVersion;
import dev.weft.catalog.Catalog.AdmitRun;
import dev.weft.catalog.Catalog.Claim;
import dev.weft.catalog.Catalog.ClaimStep;
import dev.weft.catalog.Catalog.EndStep;
import dev.weft.catalog.Catalog.Publication;
import dev.weft.catalog.Catalog.PublishStep;
import dev.weft.event.Content;
import dev.weft.event.Event;
import dev.weft.event.EventBody;
import dev.weft.event.Stored;
import dev.weft.event.Trace;
import dev.weft.plan.KeptEvaluation;
import dev.weft.plan.Slot;
import dev.weft.run.RunId;
import dev.weft.run.RunStatus;
import dev.weft.run.StepId;
import dev.weft.run.StepStatus;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every catalog promises. */
abstract class CatalogContract {

    static final AssetPartition RAW = slot("raw");
    static final AssetPartition CLEAN = slot("clean");
    static final RunId FIRST = new RunId("run000000001");
    static final RunId SECOND = new RunId("run000000002");
    private static final List<String> PROJECTIONS =
            List.of("version", "slot", "asset_moved", "run", "step", "check_latest", "check_count", "graph_latest");

    private Catalog catalog;

    /** Returns the settings of a catalog that this test has to itself, always the same one within a test. */
    abstract CatalogSettings settings();

    @BeforeEach
    void open() {
        catalog = Catalogs.open(settings());
    }

    @AfterEach
    void close() {
        catalog.close();
    }

    Catalog catalog() {
        return catalog;
    }

    Catalog reopen() {
        catalog.close();
        catalog = Catalogs.open(settings());
        return catalog;
    }

    @Test
    void whatALivingRunOrTheLatestNeedsIsRetained() {
        record("v1", "v2");
        admit(FIRST, CLEAN);
        record("v3", "v4");

        var during = catalog.retained(1);
        catalog.finish(FIRST, new EventBody.RunFinished(RunStatus.SUCCEEDED, ""))
                .join();
        var after = catalog.retained(1);

        // The living run may read v2, and v3 was superseded after it began.
        assertThat(during.versions()).containsExactlyInAnyOrder("v2", "v3", "v4");
        assertThat(during.superseded()).containsOnlyKeys("v1");
        assertThat(during.ended()).isEmpty();
        assertThat(after.versions()).containsExactly("v4");
        assertThat(after.superseded()).containsOnlyKeys("v1", "v2", "v3");
        assertThat(catalog.retained(3).versions()).containsExactlyInAnyOrder("v2", "v3", "v4");
    }

    @Test
    void nothingOfAWipedAssetIsRetained() {
        record("v1", "v2");
        catalog.record(Optional.empty(), List.of(new EventBody.Wiped(RAW, "me")))
                .join();

        assertThat(catalog.retained(5).versions()).isEmpty();
        record("v3");
        assertThat(catalog.retained(1).versions()).containsExactly("v3");
        catalog.record(Optional.empty(), List.of(new EventBody.Collected(RAW, "v1")))
                .join();
        assertThat(catalog.latest(RAW.asset())).hasSize(1);
    }

    private void record(String... versions) {
        for (var version : versions) {
            catalog.record(Optional.empty(), List.of(made(RAW, version))).join();
        }
    }

    @Test
    void anInstanceKeepsItsId() {
        var id = catalog.instanceId();

        assertThat(id).hasSize(36);
        reopen();
        assertThat(catalog.instanceId()).isEqualTo(id);
    }

    @Test
    void aStepThatPublishesIsTheLatestVersionAlsoAfterReopening() {
        admit(FIRST, RAW, CLEAN);
        var claim = claim(FIRST, RAW);

        var published = publish(FIRST, RAW, claim.token(), "v1", claimOf(FIRST, CLEAN, 1));

        assertThat(published.published()).isTrue();
        assertThat(published.next()).singleElement().matches(Claim::granted);
        reopen();
        var recorded = catalog.state(List.of(RAW.asset(), CLEAN.asset())).of(RAW);
        assertThat(recorded.latest()).contains(made(RAW, "v1"));
        assertThat(recorded.sequence()).isEqualTo(published.sequences().get(0));
        assertThat(recorded.basis()).contains(trace("c1"));
        assertThat(catalog.latest(RAW.asset())).hasSize(1);
        assertThat(catalog.sequence()).isEqualTo(published.next().get(0).token());
        assertThat(catalog.steps(FIRST))
                .extracting(Catalog.StepSummary::status)
                .containsExactly(StepStatus.RUNNING, StepStatus.SUCCEEDED);
    }

    @Test
    void aPlannerLearnsWhatMovedAndWhatItIsMadeOf() {
        admit(FIRST, RAW, CLEAN);
        publish(FIRST, RAW, claim(FIRST, RAW).token(), "v1");
        long before = catalog.sequence();
        long token = claim(FIRST, CLEAN).token();
        catalog.end(new EndStep(
                        FIRST,
                        new StepId(CLEAN),
                        token,
                        List.of(new EventBody.StepEnded(1, StepStatus.FAILED, "boom"))))
                .join();

        var overview = catalog.overview(List.of(RAW.asset(), CLEAN.asset()));
        assertThat(overview.sequence()).isEqualTo(catalog.sequence());
        assertThat(overview.of(RAW.asset()).moved()).isLessThanOrEqualTo(before);
        assertThat(overview.of(RAW.asset()).step()).isPresent();
        assertThat(overview.of(CLEAN.asset()).moved()).isGreaterThan(before);
        assertThat(overview.of(CLEAN.asset()).step()).isEmpty();
        assertThat(catalog.movedAfter(Map.of(RAW.asset(), before, CLEAN.asset(), before)))
                .isEqualTo(Map.of(RAW.asset(), List.of(), CLEAN.asset(), List.of(Optional.empty())));
        var slots = catalog.slots(List.of(RAW.asset(), CLEAN.asset()));
        var some = catalog.slotsOf(List.of(RAW, CLEAN, slot("other")));
        assertThat(List.of(some.of(RAW), some.of(CLEAN), some.of(slot("other"))))
                .isEqualTo(List.of(slots.of(RAW), slots.of(CLEAN), Slot.NOTHING));
        assertThat(slots.of(RAW).version()).contains(DataVersion.of("d-v1"));
        assertThat(slots.of(RAW).basis()).isEqualTo(trace("c1").fingerprint());
        assertThat(slots.of(RAW).made()).isTrue();
        assertThat(slots.of(CLEAN)).matches(Slot::failed).matches(slot -> !slot.made());
        assertThat(catalog.stateOf(List.of(RAW)).of(RAW))
                .isEqualTo(catalog.state(List.of(RAW.asset())).of(RAW));
    }

    @Test
    void anEvaluationIsKeptInPlaceOfTheOneBeforeUntilARebuild() {
        var kept = new KeptEvaluation(RAW.asset(), 7, "s", "{}");

        catalog.keep(List.of(new KeptEvaluation(RAW.asset(), 3, "s", "{}"))).join();
        catalog.keep(List.of(kept)).join();

        reopen();
        assertThat(catalog.overview(List.of(RAW.asset())).of(RAW.asset()).kept())
                .contains(kept);
        assertThat(catalog.sequence()).isZero();
        catalog.rebuild();
        assertThat(catalog.overview(List.of(RAW.asset())).of(RAW.asset()).kept())
                .isEmpty();
    }

    @Test
    void theStateAtASequenceIsWhatItWasThen() {
        var facts = List.<EventBody>of(
                made(RAW, "v1"),
                new EventBody.Verified(RAW, trace("c2")),
                made(RAW, "v2"),
                new EventBody.Lost(RAW, "v2", "gone"),
                made(RAW, "v3"),
                new EventBody.Wiped(RAW, "ada"),
                new EventBody.Observation(RAW, DataVersion.of("seen"), Map.of()),
                made(RAW, "v4"));
        var then = new ArrayList<dev.weft.plan.Recorded>();
        for (var fact : facts) {
            catalog.record(Optional.empty(), List.of(fact)).join();
            then.add(catalog.state(List.of(RAW.asset())).of(RAW));
        }

        for (int i = 0; i < facts.size(); i++) {
            assertThat(catalog.state(List.of(RAW.asset()), i + 1).of(RAW))
                    .as("at %d", i + 1)
                    .isEqualTo(then.get(i));
        }
        assertThat(catalog.state(List.of(RAW.asset()), 0).of(RAW)).isEqualTo(dev.weft.plan.Recorded.NOTHING);
    }

    @Test
    void aPoolGivesNoMoreSlotsThanItHas() {
        admit(FIRST, RAW, CLEAN);
        var pool = Optional.of(new Catalog.PoolLimit("db", 1));
        var first = catalog.claim(inPool(RAW, pool)).join();

        var second = catalog.claim(inPool(CLEAN, pool)).join();
        assertThat(second).isEqualTo(new Claim(false, 0, "All 1 slots of pool db are held.", true));

        catalog.freeSlot(FIRST, new StepId(RAW), first.token()).join();
        assertThat(catalog.claim(inPool(CLEAN, pool)).join().granted()).isTrue();
    }

    @Test
    void theSlotsOfAProcessEndWithIt() throws SQLException {
        admit(FIRST, RAW, CLEAN);
        var pool = Optional.of(new Catalog.PoolLimit("db", 1));
        assertThat(catalog.claim(inPool(RAW, pool)).join().granted()).isTrue();
        reopen();
        catalog.endOrphans();

        admit(SECOND, CLEAN);
        var claim = new ClaimStep(SECOND, new StepId(CLEAN), 1, "a", List.of(CLEAN), "missing", pool);
        assertThat(catalog.claim(claim).join().granted()).isTrue();
    }

    private static ClaimStep inPool(AssetPartition what, Optional<Catalog.PoolLimit> pool) {
        return new ClaimStep(FIRST, new StepId(what), 1, "attempt", List.of(what), "missing", pool);
    }

    @Test
    void writesThatARunDoesNotNeedAfterAllAreFreeForOthers() {
        admit(FIRST, RAW, CLEAN);

        catalog.release(FIRST, List.of(CLEAN)).join();
        catalog.release(SECOND, List.of(RAW)).join();

        assertThat(catalog.admit(admission(SECOND, CLEAN)).join().admitted()).isTrue();
        assertThat(catalog.admit(admission(new RunId("run000000003"), RAW))
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
        assertThat(catalog.intend(command).join().published()).isTrue();
        finish(FIRST);

        var unsettled = catalog.unsettled();
        assertThat(unsettled).singleElement().satisfies(step -> {
            assertThat(step.token()).isEqualTo(claim.token());
            assertThat(step.intent().materializations()).containsExactly(made(RAW, "v1"));
        });
        admit(SECOND, RAW);
        assertThat(claim(SECOND, RAW).refusal()).contains("is being made by run run000000001");

        assertThat(catalog.publish(command).join().published()).isTrue();

        assertThat(catalog.unsettled()).isEmpty();
        assertThat(catalog.state(List.of(RAW.asset())).of(RAW).latest()).contains(made(RAW, "v1"));
        assertThat(claim(SECOND, RAW).granted()).isTrue();
    }

    @Test
    void sequencesHaveNoGapsAndEventsKeepTheirOrder() {
        admit(FIRST, RAW);
        publish(FIRST, RAW, claim(FIRST, RAW).token(), "v1");
        finish(FIRST);

        var events = catalog.events(FIRST, 0, 100);

        assertThat(events).extracting(Event::sequence).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(events.get(3).body()).isEqualTo(made(RAW, "v1"));
        assertThat(events.get(3).step()).contains(new StepId(RAW));
        assertThat(catalog.events(FIRST, 2, 2)).extracting(Event::sequence).containsExactly(3L, 4L);
        assertThat(catalog.run(FIRST).orElseThrow().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(catalog.run(FIRST).orElseThrow().steps()).containsEntry(StepStatus.SUCCEEDED, 1);
    }

    @Test
    void aRunThatWouldWriteTheSameWaitsUntilTheStepHasEnded() {
        admit(FIRST, RAW, CLEAN);

        var refused = catalog.admit(admission(SECOND, RAW)).join();
        publish(FIRST, RAW, claim(FIRST, RAW).token(), "v1");
        var admitted = catalog.admit(admission(SECOND, RAW)).join();

        assertThat(refused.admitted()).isFalse();
        assertThat(refused.waitsFor()).contains(FIRST);
        assertThat(admitted.admitted()).isTrue();
        assertThat(catalog.versionAt(RAW, admitted.snapshot())).isPresent();
        assertThat(catalog.events(SECOND, 0, 10)).hasSize(2);
        assertThat(catalog.admit(admission(SECOND, RAW)).join()).isEqualTo(admitted);
    }

    @Test
    void aFinishedRunGivesBackItsClaimsAndWrites() {
        admit(FIRST, RAW, CLEAN);
        var claim = claim(FIRST, RAW);

        finish(FIRST);

        assertThat(publish(FIRST, RAW, claim.token(), "v1").published()).isFalse();
        admit(SECOND, RAW, CLEAN);
        assertThat(claim(SECOND, RAW).granted()).isTrue();
        assertThat(catalog.finish(FIRST, new EventBody.RunFinished(RunStatus.FAILED, ""))
                        .join())
                .isZero();
    }

    @Test
    void anAttemptWithAnOldTokenIsRefusedAndTheOthersOfItsGroupGoOn() {
        admit(FIRST, RAW, CLEAN);
        var old = claim(FIRST, RAW);
        assertThat(catalog.end(new EndStep(
                                FIRST,
                                new StepId(RAW),
                                old.token(),
                                List.of(new EventBody.StepRetrying(1, "boom", Instant.EPOCH))))
                        .join())
                .isTrue();
        var fresh = catalog.claim(claimOf(FIRST, RAW, 2)).join();
        var other = claim(FIRST, CLEAN);

        var late = catalog.publish(publication(FIRST, RAW, old.token(), "late"));
        var good = catalog.publish(publication(FIRST, CLEAN, other.token(), "good"));
        var best = catalog.publish(publication(FIRST, RAW, fresh.token(), "best"));

        assertThat(late.join().published()).isFalse();
        assertThat(late.join().refusal()).contains("lost its lease");
        assertThat(good.join().published()).isTrue();
        assertThat(best.join().published()).isTrue();
        assertThat(catalog.versions(RAW.asset(), 10)).hasSize(1);
    }

    @Test
    void aVersionThatWasReportedMeanwhileKeepsTheClaimFromPublishing() {
        admit(FIRST, RAW);
        var claim = claim(FIRST, RAW);
        catalog.record(Optional.empty(), List.of(made(RAW, "reported"))).join();

        var published = publish(FIRST, RAW, claim.token(), "mine");

        assertThat(published.published()).isFalse();
        assertThat(catalog.latest(RAW.asset()).get(0).materialization().stored().versionId())
                .isEqualTo("reported");
    }

    @Test
    void onlyOneOfTwoClaimsIsGranted() {
        admit(FIRST, RAW);
        var one = catalog.claim(claimOf(FIRST, RAW, 1));
        var two = catalog.claim(claimOf(FIRST, RAW, 1));

        assertThat(List.of(one.join().granted(), two.join().granted())).containsExactly(true, false);
        assertThat(two.join().refusal()).contains("running already");
    }

    @Test
    void aCancelledRunStartsNothingButWhatRunsMayPublish() {
        admit(FIRST, RAW, CLEAN);
        var claim = claim(FIRST, RAW);
        catalog.record(Optional.of(FIRST), List.of(new EventBody.RunCancelRequested("ada")))
                .join();

        assertThat(claim(FIRST, CLEAN).refusal()).contains("cancelling");
        assertThat(publish(FIRST, RAW, claim.token(), "v1").published()).isTrue();
    }

    @Test
    void aStepThatNeverStartedEndsAndFreesItsOutput() {
        admit(FIRST, RAW, CLEAN);
        var end = new EventBody.StepEnded(0, StepStatus.UNCHANGED, "its inputs did not change");
        var facts = List.<EventBody>of(new EventBody.Verified(CLEAN, trace("c2")), end);

        assertThat(catalog.end(new EndStep(FIRST, new StepId(CLEAN), 0, facts)).join())
                .isTrue();
        assertThat(catalog.end(new EndStep(FIRST, new StepId(CLEAN), 0, facts)).join())
                .isFalse();
        assertThat(catalog.state(List.of(CLEAN.asset())).of(CLEAN).basis()).contains(trace("c2"));
        assertThat(catalog.admit(admission(SECOND, CLEAN)).join().admitted()).isTrue();
    }

    @Test
    void aWipeALossAndARejectionChangeWhatIsKnown() {
        var sequences = catalog.record(Optional.empty(), List.of(made(RAW, "v1"), made(CLEAN, "v2")))
                .join();
        var rejected = new EventBody.Rejected(CLEAN, trace("c2"), List.of("not_empty"), DataVersion.of("d9"));
        catalog.record(
                        Optional.empty(),
                        List.of(new EventBody.Lost(RAW, "other", "gone"), new EventBody.Wiped(CLEAN, "ada"), rejected))
                .join();

        var state = catalog.state(List.of(RAW.asset(), CLEAN.asset()));
        assertThat(state.of(RAW).latest()).isPresent();
        assertThat(state.of(CLEAN).latest()).isEmpty();
        assertThat(state.of(CLEAN).basis()).isEmpty();
        assertThat(state.of(CLEAN).rejection()).contains(rejected);
        assertThat(catalog.versionAt(CLEAN, sequences.get(1))).isPresent();
        assertThat(catalog.versionAt(CLEAN, catalog.sequence())).isEmpty();
        catalog.record(Optional.empty(), List.of(new EventBody.Lost(RAW, "v1", "gone")))
                .join();
        assertThat(catalog.state(List.of(RAW.asset())).of(RAW).latest()).isEmpty();
        assertThat(catalog.versions(RAW.asset(), 10)).hasSize(1);
    }

    @Test
    void anObservationIsWhatIsKnownOfAnExternalAsset() {
        var seen = new EventBody.Observation(RAW, DataVersion.of("etag"), Map.of());

        var sequence = catalog.record(Optional.empty(), List.of(seen)).join().get(0);

        var recorded = catalog.state(List.of(RAW.asset())).of(RAW);
        assertThat(recorded.observation()).contains(seen);
        assertThat(recorded.sequence()).isEqualTo(sequence);
        assertThat(catalog.state(List.of()).of(CLEAN)).isEqualTo(dev.weft.plan.Recorded.NOTHING);
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
        return catalog.runs(filter).stream().map(Catalog.RunSummary::run).toList();
    }

    @Test
    void onlyTheLatestResultOfACheckCounts() {
        for (var result : List.of(CheckResult.fail("empty"), CheckResult.pass())) {
            var check = new EventBody.CheckEvaluated(RAW, "not_empty", true, result, "v1", Optional.empty(), "c1");
            catalog.record(Optional.empty(), List.of(check)).join();
        }

        assertThat(catalog.checks(RAW.asset(), 10))
                .singleElement()
                .matches(event ->
                        ((EventBody.CheckEvaluated) event.body()).result().equals(CheckResult.pass()));
    }

    @Test
    void resultsOfChecksAreCountedByTheCheckAsLongAsTheirVersionIsTheLatest() {
        record(made(RAW, "v1"));
        record(checked(RAW, "some", "v1", "c1"));
        record(checked(RAW, "other", "v1", "c1"));
        record(made(CLEAN, "v1"));
        record(checked(CLEAN, "some", "candidate", "c1"));
        assertThat(checkCounts()).containsExactlyInAnyOrder("raw some c1 1", "raw other c1 1");

        record(checked(RAW, "some", "v1", "c2"));
        assertThat(checkCounts()).containsExactlyInAnyOrder("raw some c2 1", "raw other c1 1");

        catalog.record(Optional.empty(), List.of(made(RAW, "v2"), checked(RAW, "some", "v2", "c2")))
                .join();
        assertThat(checkCounts()).containsExactly("raw some c2 1");

        record(new EventBody.Lost(RAW, "v2", "gone"));
        assertThat(checkCounts()).isEmpty();

        record(made(RAW, "v3"));
        record(checked(RAW, "some", "v3", "c2"));
        record(new EventBody.Wiped(RAW, "ada"));
        assertThat(checkCounts()).isEmpty();
    }

    @Test
    void resultsOfChecksAreCountedByPartition() {
        for (var day : List.of("mon", "tue", "wed")) {
            var what = AssetPartition.of(RAW.asset(), PartitionKey.of(day));
            catalog.record(Optional.empty(), List.of(made(what, day), checked(what, "some", day, "c1")))
                    .join();
        }
        record(checked(AssetPartition.of(RAW.asset(), PartitionKey.of("tue")), "some", "tue", "c2"));

        assertThat(checkCounts()).containsExactlyInAnyOrder("raw some c1 2", "raw some c2 1");
        assertThat(catalog.checks(AssetPartition.of(RAW.asset(), PartitionKey.of("tue"))))
                .singleElement()
                .matches(event ->
                        ((EventBody.CheckEvaluated) event.body()).codeVersion().equals("c2"));
    }

    private List<String> checkCounts() {
        return catalog.checkCounts(List.of(RAW.asset(), CLEAN.asset())).stream()
                .map(count ->
                        "%s %s %s %d".formatted(count.asset(), count.check(), count.codeVersion(), count.results()))
                .toList();
    }

    private static EventBody.CheckEvaluated checked(AssetPartition what, String check, String version, String code) {
        return new EventBody.CheckEvaluated(what, check, false, CheckResult.pass(), version, Optional.empty(), code);
    }

    @Test
    void aTextWithNulFailsAloneAndTheRestIsRecorded() {
        var good = catalog.record(Optional.empty(), List.of(made(RAW, "v1")));
        var bad = catalog.record(Optional.empty(), List.of(new EventBody.Wiped(RAW, "a\0b")));
        var alsoGood = catalog.record(Optional.empty(), List.of(made(CLEAN, "v2")));

        assertThatThrownBy(bad::join).hasRootCauseInstanceOf(IllegalArgumentException.class);
        assertThat(good.join()).containsExactly(1L);
        assertThat(alsoGood.join()).containsExactly(2L);
    }

    @Test
    void aCommandThatFailsFailsAloneInItsGroup() {
        var futures = new ArrayList<CompletableFuture<List<Long>>>();
        for (int i = 0; i < 20; i++) {
            futures.add(catalog.record(Optional.empty(), List.of(made(slot("a" + i), "v"))));
        }
        var unknown = catalog.finish(SECOND, new EventBody.RunFinished(RunStatus.FAILED, ""));
        for (int i = 20; i < 40; i++) {
            futures.add(catalog.record(Optional.empty(), List.of(made(slot("a" + i), "v"))));
        }

        assertThatThrownBy(unknown::join)
                .hasCauseInstanceOf(CatalogException.class)
                .hasMessageContaining("not known");
        assertThat(futures)
                .extracting(future -> future.join().get(0))
                .containsExactlyElementsOf(
                        IntStream.range(1, 41).mapToObj(i -> (long) i).toList());
    }

    @Test
    void logsAndGraphsKeepTheirTextHoweverLong() {
        var text = "äöü😀\n".repeat(250_000);
        catalog.recordGraph(new EventBody.GraphRecorded("main", "h1", 2), "old").join();
        catalog.recordGraph(new EventBody.GraphRecorded("main", "h2", 2), text).join();
        catalog.appendLog(FIRST, new StepId(RAW), 1, text).join();
        catalog.appendLog(FIRST, new StepId(RAW), 2, "end").join();

        assertThat(catalog.graph("main")).contains(text);
        assertThat(catalog.graph("other")).isEmpty();
        assertThat(catalog.log(FIRST, new StepId(RAW))).isEqualTo(text + "end");
        assertThat(catalog.log(FIRST, new StepId(CLEAN))).isEmpty();
    }

    @Test
    void textsAboutCodeAreKeptThroughARebuild() {
        var text = "a b c ".repeat(200_000);
        catalog.keepCode(Map.of("v1", text, "p1", "3f2a\tCleaning.trim()V")).join();
        catalog.keepCode(Map.of("v1", text)).join();

        catalog.rebuild();
        reopen();

        assertThat(catalog.code(List.of("v1", "p1", "p2")))
                .isEqualTo(Map.of("v1", text, "p1", "3f2a\tCleaning.trim()V"));
    }

    @Test
    void ownRunsAreNotOrphansAndThoseOfAnEndedProcessAre() {
        admit(FIRST, RAW, CLEAN);
        var claim = claim(FIRST, RAW);
        assertThat(catalog.endOrphans()).isEmpty();

        reopen();

        assertThat(catalog.endOrphans()).containsExactly(FIRST);
        assertThat(catalog.endOrphans()).isEmpty();
        var run = catalog.run(FIRST).orElseThrow();
        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.reason()).contains("its process ended (pid".substring(1));
        assertThat(catalog.steps(FIRST)).extracting(Catalog.StepSummary::status).containsExactly(StepStatus.FAILED);
        assertThat(publish(FIRST, RAW, claim.token(), "v1").published()).isFalse();
        admit(SECOND, RAW, CLEAN);
        assertThat(claim(SECOND, RAW).granted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void projectionsMadeAgainEqualThoseBefore(long seed) throws SQLException {
        var random = new Random(seed);
        play(random, (int) (20 * seed));
        var before = dump();

        long read = catalog.rebuild();

        assertThat(read).isEqualTo(catalog.sequence());
        assertThat(dump()).isEqualTo(before);
    }

    private void play(Random random, int runs) {
        for (int i = 0; i < runs; i++) {
            var run = new RunId("r%011d".formatted(i));
            var slots = IntStream.range(0, 1 + random.nextInt(4))
                    .mapToObj(n -> AssetPartition.of(AssetKey.parse("a" + n), PartitionKey.of("p" + random.nextInt(3))))
                    .toList();
            if (catalog.admit(new AdmitRun(run, queued(), Set.copyOf(slots), "g"))
                    .join()
                    .admitted()) {
                slots.forEach(slot -> playStep(random, run, slot));
            }
            if (random.nextInt(4) > 0) {
                finish(run);
            }
            var some = slots.get(0);
            switch (random.nextInt(5)) {
                case 0 -> record(new EventBody.Wiped(some, "ada"));
                case 1 -> record(made(some, "reported" + i));
                case 2 -> record(new EventBody.Lost(some, "v" + random.nextInt(3), "gone"));
                case 3 -> record(new EventBody.Accepted(some, trace("c" + i), "ada", ""));
                default -> record(new EventBody.Rejected(some, trace("c" + i), List.of("k"), DataVersion.of("d")));
            }
        }
    }

    private void playStep(Random random, RunId run, AssetPartition what) {
        var claim = catalog.claim(claimOf(run, what, 1)).join();
        var step = new StepId(what);
        switch (random.nextInt(5)) {
            case 0, 1 -> publish(run, what, claim.token(), "v" + random.nextInt(3));
            case 2 ->
                catalog.end(new EndStep(
                                run,
                                step,
                                claim.token(),
                                List.of(new EventBody.StepEnded(1, StepStatus.FAILED, "boom"))))
                        .join();
            case 3 ->
                catalog.end(new EndStep(
                                run,
                                step,
                                claim.token(),
                                List.of(new EventBody.StepRetrying(1, "boom", Instant.EPOCH))))
                        .join();
            default ->
                record(new EventBody.CheckEvaluated(
                        what,
                        "k" + random.nextInt(2),
                        false,
                        CheckResult.pass(),
                        "v" + random.nextInt(3),
                        Optional.empty(),
                        "c" + random.nextInt(2)));
        }
    }

    private void record(EventBody body) {
        catalog.record(Optional.empty(), List.of(body)).join();
    }

    /** Returns all rows of the projections as text, by table. */
    private Map<String, List<String>> dump() throws SQLException {
        var dump = new TreeMap<String, List<String>>();
        try (var session = Session.open(settings())) {
            for (var table : PROJECTIONS) {
                dump.put(
                        table,
                        session.list("select * from " + table, List.of(), CatalogContract::line).stream()
                                .sorted()
                                .toList());
            }
        }
        return dump;
    }

    private static String line(java.sql.ResultSet row) throws SQLException {
        var line = new StringBuilder();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            line.append(row.getString(i)).append('|');
        }
        return line.toString();
    }

    // Words

    static AssetPartition slot(String asset) {
        return AssetPartition.of(AssetKey.parse(asset));
    }

    static EventBody.RunQueued queued() {
        return new EventBody.RunQueued("*", Map.of("team", "air"), 2, "weft materialize", "ada");
    }

    static AdmitRun admission(RunId run, AssetPartition... writes) {
        return new AdmitRun(run, queued(), Set.of(writes), "graph");
    }

    static ClaimStep claimOf(RunId run, AssetPartition what, int attempt) {
        return new ClaimStep(run, new StepId(what), attempt, "attempt" + attempt, List.of(what), "missing");
    }

    static Trace trace(String code) {
        return new Trace(CodeVersion.of(code), "", List.of());
    }

    static EventBody.Materialization made(AssetPartition what, String version) {
        return new EventBody.Materialization(
                new Stored(what, version, "files", "x/" + version),
                new Content(DataVersion.of("d-" + version), OptionalLong.of(1), OptionalLong.empty(), List.of(), ""),
                trace("c1"),
                Map.of(),
                false,
                List.of());
    }

    static PublishStep publication(RunId run, AssetPartition what, long token, String version, ClaimStep... next) {
        return new PublishStep(
                run,
                new StepId(what),
                1,
                token,
                List.of(made(what, version)),
                List.of(),
                new EventBody.StepEnded(1, StepStatus.SUCCEEDED, ""),
                List.of(next));
    }

    void admit(RunId run, AssetPartition... writes) {
        assertThat(catalog.admit(admission(run, writes)).join().admitted()).isTrue();
    }

    Claim claim(RunId run, AssetPartition what) {
        return catalog.claim(claimOf(run, what, 1)).join();
    }

    Publication publish(RunId run, AssetPartition what, long token, String version, ClaimStep... next) {
        return catalog.publish(publication(run, what, token, version, next)).join();
    }

    private void finish(RunId run) {
        catalog.finish(run, new EventBody.RunFinished(RunStatus.SUCCEEDED, "")).join();
    }
}
