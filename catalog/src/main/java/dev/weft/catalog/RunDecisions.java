package dev.weft.catalog;

import dev.weft.catalog.Catalog.Admission;
import dev.weft.catalog.Catalog.AdmitRun;
import dev.weft.event.EventBody;
import dev.weft.run.RunId;
import dev.weft.run.RunStatus;
import dev.weft.run.StepStatus;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a run may move: decided on what the writer has loaded, as events that the same transaction appends. */
final class RunDecisions {

    private RunDecisions() {}

    static Admission admit(WorkingSet set, AdmitRun command, Fact queued, String owner) {
        var id = command.run();
        var known = set.run(id);
        if (known.isPresent() && known.get().status != RunStatus.QUEUED) {
            boolean live = !known.get().status.isTerminal();
            return new Admission(live, known.get().snapshot, Optional.empty());
        }
        if (known.isEmpty()) {
            set.append(Optional.of(id), Optional.empty(), queued);
            set.own(id, owner);
        }
        var holder = command.writes().stream()
                .flatMap(what -> set.writer(what).stream())
                .filter(other -> !other.equals(id))
                .min(RunId::compareTo);
        if (holder.isPresent()) {
            return new Admission(false, set.sequence(), holder);
        }
        long snapshot = set.sequence();
        set.append(Optional.of(id), Optional.empty(), Fact.of(new EventBody.RunStarted(snapshot, command.graph())));
        set.reserve(id, command.writes());
        return new Admission(true, snapshot, Optional.empty());
    }

    static long finish(WorkingSet set, RunId run, Fact fact, EventBody.RunFinished outcome) {
        var known = set.run(run)
                .orElseThrow(() -> new CatalogException("Run %s is not known. See `weft runs`.".formatted(run)));
        if (known.status.isTerminal()) {
            return 0;
        }
        var status = outcome.status() == RunStatus.CANCELLED ? StepStatus.CANCELLED : StepStatus.FAILED;
        var reason = outcome.reason().isEmpty() ? "Its run ended first." : outcome.reason();
        for (var step : set.openSteps(run)) {
            if (step.status == StepStatus.PUBLISHING) {
                continue; // Only the store outside knows how that ends: its claim is held until somebody has asked.
            }
            set.append(
                    Optional.of(run),
                    Optional.of(step.key.step()),
                    Fact.of(new EventBody.StepEnded(step.attempts, status, reason)));
        }
        return set.append(Optional.of(run), Optional.empty(), fact);
    }

    static List<RunId> endOrphans(WorkingSet set, String owner, boolean shared) throws SQLException {
        var expired = shared ? " and (o.heartbeat is null or not (%s))".formatted(Dialect.ALIVE) : "";
        var orphans = new HashMap<RunId, String>();
        set.session()
                .each(
                        "select r.run_id, o.pid from run r left join run_owner ro on ro.run_id = r.run_id"
                                + " left join owner o on o.id = ro.owner_id"
                                + " where r.status in ('QUEUED', 'RUNNING', 'CANCELLING')"
                                + " and (ro.owner_id is null or (ro.owner_id <> ?" + expired + "))",
                        List.of(owner),
                        row -> orphans.put(new RunId(row.getString(1)), pid(row.getString(2))));
        var needs = new Needs();
        needs.runs.addAll(orphans.keySet());
        needs.wholeRuns.addAll(orphans.keySet());
        set.load(needs);
        set.session()
                .update(
                        shared
                                ? "delete from pool_slot where owner_id <> ? and owner_id not in (select o.id from owner o where %s)"
                                        .formatted(Dialect.ALIVE)
                                : "delete from pool_slot where owner_id <> ?",
                        owner);
        var ended = orphans.keySet().stream().sorted().toList();
        for (var run : ended) {
            var outcome = new EventBody.RunFinished(
                    RunStatus.FAILED, "Its process ended (pid %s).".formatted(orphans.get(run)));
            finish(set, run, Fact.of(outcome), outcome);
        }
        return ended;
    }

    private static String pid(@Nullable String pid) {
        return pid == null ? "unknown" : pid;
    }
}
