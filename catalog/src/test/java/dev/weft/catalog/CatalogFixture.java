package dev.weft.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.DataVersion;
import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetPartition;
import dev.weft.asset.CodeVersion;
import dev.weft.catalog.Catalog.AdmitRun;
import dev.weft.catalog.Catalog.Claim;
import dev.weft.catalog.Catalog.ClaimStep;
import dev.weft.catalog.Catalog.Publication;
import dev.weft.catalog.Catalog.PublishStep;
import dev.weft.event.Content;
import dev.weft.event.EventBody;
import dev.weft.event.Stored;
import dev.weft.event.Trace;
import dev.weft.run.RunId;
import dev.weft.run.RunStatus;
import dev.weft.run.StepId;
import dev.weft.run.StepStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A catalog that each test has to itself, and the words in which tests speak with it. */
abstract class CatalogFixture {

    static final AssetPartition RAW = slot("raw");
    static final AssetPartition CLEAN = slot("clean");
    static final RunId FIRST = new RunId("run000000001");
    static final RunId SECOND = new RunId("run000000002");

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

    void record(EventBody body) {
        catalog.record(Optional.empty(), List.of(body)).join();
    }

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

    void finish(RunId run) {
        catalog.finish(run, new EventBody.RunFinished(RunStatus.SUCCEEDED, "")).join();
    }
}
