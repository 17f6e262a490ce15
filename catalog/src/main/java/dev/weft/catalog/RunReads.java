package dev.weft.catalog;

import dev.weft.catalog.Catalog.RunSummary;
import dev.weft.catalog.Catalog.StepSummary;
import dev.weft.catalog.Catalog.Unsettled;
import dev.weft.event.EventBody;
import dev.weft.event.EventJson;
import dev.weft.run.RunId;
import dev.weft.run.RunStatus;
import dev.weft.run.StepId;
import dev.weft.run.StepStatus;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The questions about runs, on one connection. */
final class RunReads {

    private final Session session;

    RunReads(Session session) {
        this.session = session;
    }

    List<RunSummary> runs(RunFilter filter) throws SQLException {
        var conditions = new ArrayList<String>();
        var parameters = new ArrayList<Object>();
        if (!filter.statuses().isEmpty()) {
            conditions.add("status in ("
                    + filter.statuses().stream()
                            .map(status -> "'" + status.name() + "'")
                            .collect(java.util.stream.Collectors.joining(", "))
                    + ")");
        }
        filter.before().ifPresent(run -> {
            conditions.add("queued_seq < (select queued_seq from run where run_id = ?)");
            parameters.add(run.text());
        });
        filter.asset().ifPresent(asset -> {
            conditions.add("exists (select 1 from step s where s.run_id = run.run_id and s.step_asset = ?)");
            parameters.add(asset.text());
        });
        parameters.add(filter.limit());
        return summaries(
                (conditions.isEmpty() ? "" : "where " + String.join(" and ", conditions))
                        + " order by queued_seq desc limit ?",
                parameters);
    }

    Optional<RunSummary> run(RunId run) throws SQLException {
        return summaries("where run_id = ?", List.of(run.text())).stream().findFirst();
    }

    private List<RunSummary> summaries(String which, List<Object> parameters) throws SQLException {
        var rows = session.list(
                "select run_id, status, queued_micros, ended_micros, queued_body, reason from run " + which,
                parameters,
                row -> new RunLine(
                        new RunId(row.getString(1)),
                        RunStatus.valueOf(row.getString(2)),
                        row.getLong(3),
                        row.getLong(4),
                        row.getString(5),
                        row.getString(6)));
        var counts = new HashMap<RunId, Map<StepStatus, Integer>>();
        session.each(
                "select run_id, status, count(*) from step where run_id = any(?) group by run_id, status",
                List.of(session.texts(
                        rows.stream().map(line -> line.run().text()).toList())),
                row -> counts.computeIfAbsent(new RunId(row.getString(1)), id -> new EnumMap<>(StepStatus.class))
                        .put(StepStatus.valueOf(row.getString(2)), row.getInt(3)));
        return rows.stream()
                .map(line -> line.summary(counts.getOrDefault(line.run(), Map.of())))
                .toList();
    }

    private record RunLine(
            RunId run, RunStatus status, long queuedMicros, long endedMicros, String queued, String reason) {

        RunSummary summary(Map<StepStatus, Integer> steps) {
            var body = (EventBody.RunQueued) EventJson.read("run_queued", queued);
            return new RunSummary(
                    run,
                    status,
                    body.selection(),
                    body.tags(),
                    body.steps(),
                    Map.copyOf(steps),
                    Session.instant(queuedMicros),
                    ended(endedMicros),
                    reason);
        }
    }

    private static Optional<Instant> ended(long micros) {
        return micros == 0 ? Optional.empty() : Optional.of(Session.instant(micros));
    }

    List<StepSummary> steps(RunId run) throws SQLException {
        return session.list(
                "select step_asset, step_partition, status, attempts, started_micros, ended_micros, reason from step"
                        + " where run_id = ? order by step_asset, step_partition",
                List.of(run.text()),
                row -> new StepSummary(
                        new StepId(Session.assetPartition(row.getString(1), row.getString(2))),
                        StepStatus.valueOf(row.getString(3)),
                        row.getInt(4),
                        Session.instant(row.getLong(5)),
                        ended(row.getLong(6)),
                        row.getString(7)));
    }

    String log(RunId run, StepId step) throws SQLException {
        return String.join(
                "",
                session.list(
                        "select text from step_log where run_id = ? and step_asset = ? and step_partition = ? order by id",
                        List.of(run.text(), step.first().asset().text(), Session.partition(step.first())),
                        row -> row.getString(1)));
    }

    List<Unsettled> unsettled() throws SQLException {
        var steps = new ArrayList<Unsettled>();
        session.each(
                "select s.run_id, s.step_asset, s.step_partition, s.token, e.body from step s"
                        + " join run r on r.run_id = s.run_id"
                        + " join event e on e.run_id = s.run_id and e.step_asset = s.step_asset"
                        + " and e.step_partition = s.step_partition and e.kind = 'step_publishing' and e.seq > s.token"
                        + " where s.status = 'PUBLISHING' and r.status in ('SUCCEEDED', 'FAILED', 'CANCELLED') order by e.seq",
                List.of(),
                row -> steps.add(new Unsettled(
                        new RunId(row.getString(1)),
                        new StepId(Session.assetPartition(row.getString(2), row.getString(3))),
                        row.getLong(4),
                        (EventBody.StepPublishing) EventJson.read("step_publishing", row.getString(5)))));
        return List.copyOf(steps);
    }
}
