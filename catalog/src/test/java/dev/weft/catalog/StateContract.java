package dev.weft.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.CheckResult;
import dev.weft.api.DataVersion;
import dev.weft.api.PartitionKey;
import dev.weft.asset.AssetPartition;
import dev.weft.catalog.Catalog.EndStep;
import dev.weft.event.EventBody;
import dev.weft.plan.KeptEvaluation;
import dev.weft.plan.Slot;
import dev.weft.run.RunStatus;
import dev.weft.run.StepId;
import dev.weft.run.StepStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every catalog tells of assets: their versions, slots, checks and evaluations. */
abstract class StateContract extends CatalogFixture {

    @Test
    void whatALivingRunOrTheLatestNeedsIsRetained() {
        record("v1", "v2");
        admit(FIRST, CLEAN);
        record("v3", "v4");

        var during = catalog().retained(1);
        catalog()
                .finish(FIRST, new EventBody.RunFinished(RunStatus.SUCCEEDED, ""))
                .join();
        var after = catalog().retained(1);

        // The living run may read v2, and v3 was superseded after it began.
        assertThat(during.versions()).containsExactlyInAnyOrder("v2", "v3", "v4");
        assertThat(during.superseded()).containsOnlyKeys("v1");
        assertThat(during.ended()).isEmpty();
        assertThat(after.versions()).containsExactly("v4");
        assertThat(after.superseded()).containsOnlyKeys("v1", "v2", "v3");
        assertThat(catalog().retained(3).versions()).containsExactlyInAnyOrder("v2", "v3", "v4");
    }

    @Test
    void nothingOfAWipedAssetIsRetained() {
        record("v1", "v2");
        catalog()
                .record(Optional.empty(), List.of(new EventBody.Wiped(RAW, "me")))
                .join();

        assertThat(catalog().retained(5).versions()).isEmpty();
        record("v3");
        assertThat(catalog().retained(1).versions()).containsExactly("v3");
        catalog()
                .record(Optional.empty(), List.of(new EventBody.Collected(RAW, "v1")))
                .join();
        assertThat(catalog().latest(RAW.asset())).hasSize(1);
    }

    private void record(String... versions) {
        for (var version : versions) {
            catalog().record(Optional.empty(), List.of(made(RAW, version))).join();
        }
    }

    @Test
    void aPlannerLearnsWhatMovedAndWhatItIsMadeOf() {
        admit(FIRST, RAW, CLEAN);
        publish(FIRST, RAW, claim(FIRST, RAW).token(), "v1");
        long before = catalog().sequence();
        long token = claim(FIRST, CLEAN).token();
        catalog()
                .end(new EndStep(
                        FIRST,
                        new StepId(CLEAN),
                        token,
                        List.of(new EventBody.StepEnded(1, StepStatus.FAILED, "boom"))))
                .join();

        var overview = catalog().overview(List.of(RAW.asset(), CLEAN.asset()));
        assertThat(overview.sequence()).isEqualTo(catalog().sequence());
        assertThat(overview.of(RAW.asset()).moved()).isLessThanOrEqualTo(before);
        assertThat(overview.of(RAW.asset()).step()).isPresent();
        assertThat(overview.of(CLEAN.asset()).moved()).isGreaterThan(before);
        assertThat(overview.of(CLEAN.asset()).step()).isEmpty();
        assertThat(catalog().movedAfter(Map.of(RAW.asset(), before, CLEAN.asset(), before)))
                .isEqualTo(Map.of(RAW.asset(), List.of(), CLEAN.asset(), List.of(Optional.empty())));
        var slots = catalog().slots(List.of(RAW.asset(), CLEAN.asset()));
        var some = catalog().slotsOf(List.of(RAW, CLEAN, slot("other")));
        assertThat(List.of(some.of(RAW), some.of(CLEAN), some.of(slot("other"))))
                .isEqualTo(List.of(slots.of(RAW), slots.of(CLEAN), Slot.NOTHING));
        assertThat(slots.of(RAW).version()).contains(DataVersion.of("d-v1"));
        assertThat(slots.of(RAW).basis()).isEqualTo(trace("c1").fingerprint());
        assertThat(slots.of(RAW).made()).isTrue();
        assertThat(slots.of(CLEAN)).matches(Slot::failed).matches(slot -> !slot.made());
        assertThat(catalog().stateOf(List.of(RAW)).of(RAW))
                .isEqualTo(catalog().state(List.of(RAW.asset())).of(RAW));
    }

    @Test
    void anEvaluationIsKeptInPlaceOfTheOneBeforeUntilARebuild() {
        var kept = new KeptEvaluation(RAW.asset(), 7, "s", "{}");

        catalog().keep(List.of(new KeptEvaluation(RAW.asset(), 3, "s", "{}"))).join();
        catalog().keep(List.of(kept)).join();

        reopen();
        assertThat(catalog().overview(List.of(RAW.asset())).of(RAW.asset()).kept())
                .contains(kept);
        assertThat(catalog().sequence()).isZero();
        catalog().rebuild();
        assertThat(catalog().overview(List.of(RAW.asset())).of(RAW.asset()).kept())
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
            catalog().record(Optional.empty(), List.of(fact)).join();
            then.add(catalog().state(List.of(RAW.asset())).of(RAW));
        }

        for (int i = 0; i < facts.size(); i++) {
            assertThat(catalog().state(List.of(RAW.asset()), i + 1).of(RAW))
                    .as("at %d", i + 1)
                    .isEqualTo(then.get(i));
        }
        assertThat(catalog().state(List.of(RAW.asset()), 0).of(RAW)).isEqualTo(dev.weft.plan.Recorded.NOTHING);
    }

    @Test
    void aWipeALossAndARejectionChangeWhatIsKnown() {
        var sequences = catalog()
                .record(Optional.empty(), List.of(made(RAW, "v1"), made(CLEAN, "v2")))
                .join();
        var rejected = new EventBody.Rejected(CLEAN, trace("c2"), List.of("not_empty"), DataVersion.of("d9"));
        catalog()
                .record(
                        Optional.empty(),
                        List.of(new EventBody.Lost(RAW, "other", "gone"), new EventBody.Wiped(CLEAN, "ada"), rejected))
                .join();

        var state = catalog().state(List.of(RAW.asset(), CLEAN.asset()));
        assertThat(state.of(RAW).latest()).isPresent();
        assertThat(state.of(CLEAN).latest()).isEmpty();
        assertThat(state.of(CLEAN).basis()).isEmpty();
        assertThat(state.of(CLEAN).rejection()).contains(rejected);
        assertThat(catalog().versionAt(CLEAN, sequences.get(1))).isPresent();
        assertThat(catalog().versionAt(CLEAN, catalog().sequence())).isEmpty();
        catalog()
                .record(Optional.empty(), List.of(new EventBody.Lost(RAW, "v1", "gone")))
                .join();
        assertThat(catalog().state(List.of(RAW.asset())).of(RAW).latest()).isEmpty();
        assertThat(catalog().versions(RAW.asset(), 10)).hasSize(1);
    }

    @Test
    void theNewestVersionIsTheLastMadeOfThoseThatAreTheLatestOfTheirPartitions() {
        var first = AssetPartition.of(RAW.asset(), PartitionKey.of("2001-01-01"));
        var second = AssetPartition.of(RAW.asset(), PartitionKey.of("2001-01-02"));
        assertThat(catalog().newest(RAW.asset())).isEmpty();
        catalog()
                .record(
                        Optional.empty(),
                        List.of(made(second, "v1"), made(CLEAN, "other"), made(first, "v2"), made(second, "v3")))
                .join();

        assertThat(newest()).isEqualTo("v3");
        catalog()
                .record(Optional.empty(), List.of(new EventBody.Lost(second, "v3", "gone")))
                .join();
        assertThat(newest()).isEqualTo("v2");
    }

    private String newest() {
        return catalog()
                .newest(RAW.asset())
                .orElseThrow()
                .materialization()
                .stored()
                .versionId();
    }

    @Test
    void anObservationIsWhatIsKnownOfAnExternalAsset() {
        var seen = new EventBody.Observation(RAW, DataVersion.of("etag"), Map.of());

        var sequence = catalog().record(Optional.empty(), List.of(seen)).join().get(0);

        var recorded = catalog().state(List.of(RAW.asset())).of(RAW);
        assertThat(recorded.observation()).contains(seen);
        assertThat(recorded.sequence()).isEqualTo(sequence);
        assertThat(catalog().state(List.of()).of(CLEAN)).isEqualTo(dev.weft.plan.Recorded.NOTHING);
    }

    @Test
    void onlyTheLatestResultOfACheckCounts() {
        for (var result : List.of(CheckResult.fail("empty"), CheckResult.pass())) {
            var check = new EventBody.CheckEvaluated(RAW, "not_empty", true, result, "v1", Optional.empty(), "c1");
            catalog().record(Optional.empty(), List.of(check)).join();
        }

        assertThat(catalog().checks(RAW.asset(), 10))
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

        catalog()
                .record(Optional.empty(), List.of(made(RAW, "v2"), checked(RAW, "some", "v2", "c2")))
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
            catalog()
                    .record(Optional.empty(), List.of(made(what, day), checked(what, "some", day, "c1")))
                    .join();
        }
        record(checked(AssetPartition.of(RAW.asset(), PartitionKey.of("tue")), "some", "tue", "c2"));

        assertThat(checkCounts()).containsExactlyInAnyOrder("raw some c1 2", "raw some c2 1");
        assertThat(catalog().checks(AssetPartition.of(RAW.asset(), PartitionKey.of("tue"))))
                .singleElement()
                .matches(event ->
                        ((EventBody.CheckEvaluated) event.body()).codeVersion().equals("c2"));
    }

    private List<String> checkCounts() {
        return catalog().checkCounts(List.of(RAW.asset(), CLEAN.asset())).stream()
                .map(count ->
                        "%s %s %s %d".formatted(count.asset(), count.check(), count.codeVersion(), count.results()))
                .toList();
    }

    private static EventBody.CheckEvaluated checked(AssetPartition what, String check, String version, String code) {
        return new EventBody.CheckEvaluated(what, check, false, CheckResult.pass(), version, Optional.empty(), code);
    }
}
