package dev.weft.catalog;

import dev.weft.asset.AssetPartition;
import dev.weft.catalog.Needs.StepOf;
import dev.weft.event.EventBody;
import dev.weft.run.RunId;
import dev.weft.run.RunStatus;
import dev.weft.run.StepId;
import dev.weft.run.StepStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The rows of the projections that one transaction needs, and how facts change them: the same for a new fact and for one of the log. */
final class Projections {

    private static final String RUN_COLUMNS =
            "run_id, queued_seq, status, snapshot_seq, queued_micros, ended_micros, queued_body, reason";
    private static final String STEP_COLUMNS =
            "run_id, step_asset, step_partition, status, attempts, token, started_micros, ended_micros, started_body, reason";
    private static final String SLOT_COLUMNS =
            "asset, partition_key, latest_seq, latest_version, moved_seq, basis_seq, rejected_seq, observed_seq, failed_seq, changed_seq, data_version, trace_hash, claim_token, claim_run";
    private static final List<String> STEP_KEY = List.of("run_id", "step_asset", "step_partition");
    private static final List<String> SLOT_KEY = List.of("asset", "partition_key");

    private final Session session;
    private final Reservations reservations;
    private final Map<RunId, RunRow> runs = new HashMap<>();
    private final Map<StepOf, StepRow> steps = new HashMap<>();
    private final Map<AssetPartition, SlotRow> slots = new HashMap<>();
    private final AssetRows assets = new AssetRows();
    private final CheckRows checks = new CheckRows();

    private final Set<RunRow> changedRuns = new LinkedHashSet<>();
    private final Set<StepRow> changedSteps = new LinkedHashSet<>();
    private final Set<SlotRow> changedSlots = new LinkedHashSet<>();
    private final List<Object[]> versions = new ArrayList<>();
    private final Map<String, Object[]> graphs = new LinkedHashMap<>();

    Projections(Session session, Reservations reservations) {
        this.session = session;
        this.reservations = reservations;
    }

    void load(Needs needs) throws SQLException {
        session.keyed("run", RUN_COLUMNS, List.of("run_id"), runKeys(needs.runs), this::addRun);
        for (var run : needs.wholeRuns) {
            session.each(
                    "select " + STEP_COLUMNS
                            + " from step where run_id = ? and status in ('RUNNING', 'RETRYING', 'PUBLISHING')",
                    List.of(run.text()),
                    this::addStep);
        }
        var stepKeys = needs.steps.stream()
                .filter(key -> !steps.containsKey(key))
                .map(key -> List.of(key.run().text(), Session.asset(key.step()), Session.partition(key.step())))
                .toList();
        session.keyed("step", STEP_COLUMNS, STEP_KEY, stepKeys, this::addStep);
        var wanted = new LinkedHashSet<>(needs.slots);
        steps.values().forEach(step -> wanted.addAll(step.outputs()));
        var slotKeys = wanted.stream()
                .filter(key -> !slots.containsKey(key))
                .map(key -> List.of(key.asset().text(), Session.partition(key)))
                .toList();
        session.keyed("slot", SLOT_COLUMNS, SLOT_KEY, slotKeys, this::addSlot);
        assets.load(session, wanted, steps.keySet());
        checks.load(
                session,
                wanted.stream().filter(what -> assets.isChecked(what.asset())).toList());
    }

    private static List<List<String>> runKeys(Collection<RunId> runs) {
        return runs.stream().map(run -> List.of(run.text())).toList();
    }

    private void addRun(ResultSet row) throws SQLException {
        var run = new RunRow(new RunId(row.getString(1)));
        run.queuedSeq = row.getLong(2);
        run.status = RunStatus.valueOf(row.getString(3));
        run.snapshot = row.getLong(4);
        run.queuedMicros = row.getLong(5);
        run.endedMicros = row.getLong(6);
        run.queuedBody = row.getString(7);
        run.reason = row.getString(8);
        runs.putIfAbsent(run.run, run);
    }

    private void addStep(ResultSet row) throws SQLException {
        var step = new StepRow(new StepOf(
                new RunId(row.getString(1)), new StepId(Session.assetPartition(row.getString(2), row.getString(3)))));
        step.status = StepStatus.valueOf(row.getString(4));
        step.attempts = row.getInt(5);
        step.token = row.getLong(6);
        step.startedMicros = row.getLong(7);
        step.endedMicros = row.getLong(8);
        step.startedBody = row.getString(9);
        step.reason = row.getString(10);
        steps.putIfAbsent(step.key, step);
    }

    private void addSlot(ResultSet row) throws SQLException {
        var slot = new SlotRow(Session.assetPartition(row.getString(1), row.getString(2)));
        slot.latest = row.getLong(3);
        slot.latestVersion = row.getString(4);
        slot.moved = row.getLong(5);
        slot.basis = row.getLong(6);
        slot.rejected = row.getLong(7);
        slot.observed = row.getLong(8);
        slot.failed = row.getLong(9);
        slot.changed = row.getLong(10);
        slot.dataVersion = row.getString(11);
        slot.traceHash = row.getString(12);
        slot.token = row.getLong(13);
        slot.claimRun = row.getString(14);
        slots.putIfAbsent(slot.what, slot);
    }

    Optional<RunRow> run(RunId run) {
        return Optional.ofNullable(runs.get(run));
    }

    Optional<StepRow> step(RunId run, StepId step) {
        return Optional.ofNullable(steps.get(new StepOf(run, step)));
    }

    /** Returns the steps of a run that hold a claim or wait for their next attempt; needs the whole run. */
    List<StepRow> openSteps(RunId run) {
        return steps.values().stream()
                .filter(step -> step.key.run().equals(run) && !step.status.isTerminal())
                .sorted(Comparator.comparing(step -> step.key.step()))
                .toList();
    }

    SlotRow slot(AssetPartition what) {
        return slots.computeIfAbsent(what, SlotRow::new);
    }

    /** Changes the rows by one event; the rows that it touches must have been loaded. */
    void apply(long seq, long micros, Optional<RunId> run, Optional<StepId> step, Fact fact) {
        var body = fact.body();
        if (body instanceof EventBody.Materialization made) {
            var slot = moved(slot(made.stored().what()), seq);
            slot.dataVersion = made.content().dataVersion().text();
            slot.traceHash = made.trace().fingerprint();
            slot.latest = seq;
            slot.latestVersion = made.stored().versionId();
            slot.moved = seq;
            slot.basis = seq;
            checks.superseded(slot.what);
            versions.add(version(slot.what, seq, "m"));
        } else if (body instanceof EventBody.Verified verified) {
            var slot = moved(slot(verified.what()), seq);
            slot.basis = seq;
            slot.traceHash = verified.trace().fingerprint();
            versions.add(version(slot.what, seq, "v"));
        } else if (body instanceof EventBody.Accepted accepted) {
            var slot = moved(slot(accepted.what()), seq);
            slot.basis = seq;
            slot.traceHash = accepted.trace().fingerprint();
            versions.add(version(slot.what, seq, "v"));
        } else if (body instanceof EventBody.Rejected rejected) {
            moved(slot(rejected.what()), seq).rejected = seq;
            versions.add(version(rejected.what(), seq, "r"));
        } else if (body instanceof EventBody.Observation seen) {
            var slot = moved(slot(seen.what()), seq);
            slot.observed = seq;
            versions.add(version(slot.what, seq, "o"));
            slot.dataVersion =
                    slot.latest > 0 ? slot.dataVersion : seen.dataVersion().text();
        } else if (body instanceof EventBody.Wiped wiped) {
            var slot = moved(slot(wiped.what()), seq);
            slot.forget();
            slot.moved = seq;
            checks.superseded(slot.what);
            versions.add(version(slot.what, seq, "w"));
        } else if (body instanceof EventBody.Lost lost) {
            var slot = slot(lost.what());
            if (slot.latest > 0 && slot.latestVersion.equals(lost.versionId())) {
                moved(slot, seq).latest = 0;
                slot.latestVersion = "";
                slot.dataVersion = "";
                checks.superseded(slot.what);
                versions.add(version(slot.what, seq, "l"));
            }
        } else if (body instanceof EventBody.CheckEvaluated check) {
            assets.checked(check.what().asset());
            checks.evaluated(check, seq, slot(check.what()).latestVersion);
        } else if (body instanceof EventBody.GraphRecorded graph) {
            graphs.put(graph.codeLocation(), new Object[] {graph.codeLocation(), graph.hash(), seq});
        } else if (step.isPresent()) {
            applyToStep(seq, micros, run.orElseThrow(), step.get(), fact);
        } else if (run.isPresent()) {
            applyToRun(seq, micros, run.get(), fact);
        }
    }

    private static Object[] version(AssetPartition what, long seq, String mark) {
        return new Object[] {what.asset().text(), Session.partition(what), seq, mark};
    }

    private void applyToRun(long seq, long micros, RunId id, Fact fact) {
        var run = runs.computeIfAbsent(id, RunRow::new);
        changedRuns.add(run);
        if (fact.body() instanceof EventBody.RunQueued) {
            run.queuedSeq = seq;
            run.queuedMicros = micros;
            run.queuedBody = fact.json();
            run.status = RunStatus.QUEUED;
        } else if (fact.body() instanceof EventBody.RunStarted started) {
            run.snapshot = started.snapshot();
            run.status = RunStatus.RUNNING;
        } else if (fact.body() instanceof EventBody.RunCancelRequested) {
            run.status = run.status.isTerminal() ? run.status : RunStatus.CANCELLING;
        } else if (fact.body() instanceof EventBody.RunFinished finished) {
            run.status = finished.status();
            run.reason = finished.reason();
            run.endedMicros = micros;
            reservations.end(id);
        }
    }

    private void applyToStep(long seq, long micros, RunId run, StepId id, Fact fact) {
        var step = steps.computeIfAbsent(new StepOf(run, id), StepRow::new);
        changedSteps.add(step);
        if (fact.body() instanceof EventBody.StepStarted started) {
            step.status = StepStatus.RUNNING;
            step.attempts = started.attempt();
            step.token = seq;
            step.startedMicros = step.startedMicros == 0 ? micros : step.startedMicros;
            step.startedBody = fact.json();
            for (var output : started.outputs()) {
                var slot = changed(slot(output));
                slot.token = seq;
                slot.claimRun = run.text();
            }
        } else if (fact.body() instanceof EventBody.StepPublishing) {
            step.status = StepStatus.PUBLISHING;
        } else if (fact.body() instanceof EventBody.StepRetrying retrying) {
            step.status = StepStatus.RETRYING;
            step.reason = retrying.error();
            release(step);
        } else if (fact.body() instanceof EventBody.StepEnded ended) {
            step.status = ended.status();
            step.reason = ended.reason();
            step.endedMicros = micros;
            step.startedMicros = step.startedMicros == 0 ? micros : step.startedMicros;
            if (ended.status() == StepStatus.FAILED || ended.status() == StepStatus.TIMED_OUT) {
                step.outputs().forEach(output -> moved(slot(output), seq).failed = seq);
            }
            if (ended.status() == StepStatus.SUCCEEDED) {
                assets.ran(id.first().asset(), micros - step.startedMicros);
            }
            release(step);
            reservations.giveBack(run, List.of(id.first()));
            reservations.giveBack(run, step.outputs());
        }
    }

    private void release(StepRow step) {
        for (var output : step.outputs()) {
            var slot = slot(output);
            if (slot.token == step.token) {
                changed(slot).token = 0;
                slot.claimRun = "";
            }
        }
    }

    /** Notes that the event can have changed whether the asset partition, or what reads it, is fresh. */
    private SlotRow moved(SlotRow slot, long seq) {
        slot.changed = seq;
        assets.moved(slot.what.asset(), seq);
        return changed(slot);
    }

    private SlotRow changed(SlotRow slot) {
        changedSlots.add(slot);
        return slot;
    }

    /** Writes the changed rows of the projections. */
    void flush() throws SQLException {
        session.batch("insert into version (asset, partition_key, seq, mark) values (?, ?, ?, ?)", versions);
        session.batch(session.upsert("run", List.of("run_id"), RUN_COLUMNS), rows(changedRuns, RunRow::values));
        session.batch(session.upsert("step", STEP_KEY, STEP_COLUMNS), rows(changedSteps, StepRow::values));
        session.batch(session.upsert("slot", SLOT_KEY, SLOT_COLUMNS), rows(changedSlots, SlotRow::values));
        session.batch(session.upsert("asset_moved", List.of("asset"), AssetRows.COLUMNS), assets.changedRows());
        checks.flush(session);
        session.batch(session.upsert("graph_latest", List.of("code_location"), "hash, seq"), graphs.values());
    }

    private static <R> List<Object[]> rows(Collection<R> rows, Function<R, Object[]> values) {
        return rows.stream().map(values).toList();
    }
}
