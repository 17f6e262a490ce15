package dev.weft.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.CheckResult;
import dev.weft.api.DataVersion;
import dev.weft.api.PartitionKey;
import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetPartition;
import dev.weft.catalog.Catalog.AdmitRun;
import dev.weft.catalog.Catalog.EndStep;
import dev.weft.event.Event;
import dev.weft.event.EventBody;
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
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every catalog promises of its log, of what is made from it, and of the texts beside it. */
abstract class CatalogContract extends CatalogFixture {

    private static final List<String> PROJECTIONS =
            List.of("version", "slot", "asset_moved", "run", "step", "check_latest", "check_count", "graph_latest");

    @Test
    void anInstanceKeepsItsId() {
        var id = catalog().instanceId();

        assertThat(id).hasSize(36);
        reopen();
        assertThat(catalog().instanceId()).isEqualTo(id);
    }

    @Test
    void sequencesHaveNoGapsAndEventsKeepTheirOrder() {
        admit(FIRST, RAW);
        publish(FIRST, RAW, claim(FIRST, RAW).token(), "v1");
        finish(FIRST);

        var events = catalog().events(FIRST, 0, 100);

        assertThat(events).extracting(Event::sequence).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(events.get(3).body()).isEqualTo(made(RAW, "v1"));
        assertThat(events.get(3).step()).contains(new StepId(RAW));
        assertThat(catalog().events(FIRST, 2, 2)).extracting(Event::sequence).containsExactly(3L, 4L);
        assertThat(catalog().run(FIRST).orElseThrow().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(catalog().run(FIRST).orElseThrow().steps()).containsEntry(StepStatus.SUCCEEDED, 1);
    }

    @Test
    void aTextWithNulFailsAloneAndTheRestIsRecorded() {
        var good = catalog().record(Optional.empty(), List.of(made(RAW, "v1")));
        var bad = catalog().record(Optional.empty(), List.of(new EventBody.Wiped(RAW, "a\0b")));
        var alsoGood = catalog().record(Optional.empty(), List.of(made(CLEAN, "v2")));

        assertThatThrownBy(bad::join).hasRootCauseInstanceOf(IllegalArgumentException.class);
        assertThat(good.join()).containsExactly(1L);
        assertThat(alsoGood.join()).containsExactly(2L);
    }

    @Test
    void aCommandThatFailsFailsAloneInItsGroup() {
        var futures = new ArrayList<CompletableFuture<List<Long>>>();
        for (int i = 0; i < 20; i++) {
            futures.add(catalog().record(Optional.empty(), List.of(made(slot("a" + i), "v"))));
        }
        var unknown = catalog().finish(SECOND, new EventBody.RunFinished(RunStatus.FAILED, ""));
        for (int i = 20; i < 40; i++) {
            futures.add(catalog().record(Optional.empty(), List.of(made(slot("a" + i), "v"))));
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
        catalog()
                .recordGraph(new EventBody.GraphRecorded("main", "h1", 2), "old")
                .join();
        catalog()
                .recordGraph(new EventBody.GraphRecorded("main", "h2", 2), text)
                .join();
        catalog().appendLog(FIRST, new StepId(RAW), 1, text).join();
        catalog().appendLog(FIRST, new StepId(RAW), 2, "end").join();

        assertThat(catalog().graph("main")).contains(text);
        assertThat(catalog().graph("other")).isEmpty();
        assertThat(catalog().log(FIRST, new StepId(RAW))).isEqualTo(text + "end");
        assertThat(catalog().log(FIRST, new StepId(CLEAN))).isEmpty();
    }

    @Test
    void textsAboutCodeAreKeptThroughARebuild() {
        var text = "a b c ".repeat(200_000);
        catalog().keepCode(Map.of("v1", text, "p1", "3f2a\tCleaning.trim()V")).join();
        catalog().keepCode(Map.of("v1", text)).join();

        catalog().rebuild();
        reopen();

        assertThat(catalog().code(List.of("v1", "p1", "p2")))
                .isEqualTo(Map.of("v1", text, "p1", "3f2a\tCleaning.trim()V"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void projectionsMadeAgainEqualThoseBefore(long seed) throws SQLException {
        var random = new Random(seed);
        play(random, (int) (20 * seed));
        var before = dump();

        long read = catalog().rebuild();

        assertThat(read).isEqualTo(catalog().sequence());
        assertThat(dump()).isEqualTo(before);
    }

    private void play(Random random, int runs) {
        for (int i = 0; i < runs; i++) {
            var run = new RunId("r%011d".formatted(i));
            var slots = IntStream.range(0, 1 + random.nextInt(4))
                    .mapToObj(n -> AssetPartition.of(AssetKey.parse("a" + n), PartitionKey.of("p" + random.nextInt(3))))
                    .toList();
            if (catalog()
                    .admit(new AdmitRun(run, queued(), Set.copyOf(slots), "g"))
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
        var claim = catalog().claim(claimOf(run, what, 1)).join();
        var step = new StepId(what);
        switch (random.nextInt(5)) {
            case 0, 1 -> publish(run, what, claim.token(), "v" + random.nextInt(3));
            case 2 ->
                catalog()
                        .end(new EndStep(
                                run,
                                step,
                                claim.token(),
                                List.of(new EventBody.StepEnded(1, StepStatus.FAILED, "boom"))))
                        .join();
            case 3 ->
                catalog()
                        .end(new EndStep(
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
}
