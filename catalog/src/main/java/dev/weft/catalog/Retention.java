package dev.weft.catalog;

import dev.weft.event.EventBody;
import dev.weft.event.EventJson;
import dev.weft.event.Stored;
import dev.weft.run.RunId;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which versions have to stay, by going through all of them from the newest to the oldest: of each asset partition the one that nothing has superseded, those that were superseded only after
 * the snapshot of a living run, and as many of the newest as are wanted.
 */
final class Retention {

    private final long lowestSnapshot;
    private final int newest;
    private final Set<String> kept = new HashSet<>();
    private final Map<String, Stored> superseded = new HashMap<>();
    private @Nullable List<String> slot;
    private long next = Long.MAX_VALUE;
    private int seen;
    private boolean wiped;

    private Retention(long lowestSnapshot, int newest) {
        this.lowestSnapshot = lowestSnapshot;
        this.newest = newest;
    }

    static Catalog.Retained read(Session session, String owner, int newest, boolean shared) throws SQLException {
        var lowest = session.list(
                "select min(snapshot_seq) from run where status in ('RUNNING', 'CANCELLING')", List.of(), row -> {
                    long snapshot = row.getLong(1);
                    return row.wasNull() ? Long.MAX_VALUE : snapshot;
                });
        var retention = new Retention(lowest.get(0), newest);
        session.each(
                "select v.asset, v.partition_key, v.seq, v.mark, e.kind, e.body from version v join event e on e.seq = v.seq"
                        + " where v.mark in ('m', 'l', 'w') order by v.asset, v.partition_key, v.seq desc",
                List.of(),
                row -> retention.take(
                        List.of(row.getString(1), row.getString(2)),
                        row.getLong(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6)));
        retention.keepUnsettled(session);
        return new Catalog.Retained(retention.kept, retention.superseded, ended(session, owner, shared));
    }

    private void take(List<String> what, long seq, String mark, String kind, String body) {
        if (!what.equals(slot)) {
            slot = what;
            next = Long.MAX_VALUE;
            seen = 0;
            wiped = false;
        }
        if (mark.equals("m")) {
            var stored = ((EventBody.Materialization) EventJson.read(kind, body)).stored();
            boolean stays = next == Long.MAX_VALUE || next > lowestSnapshot || (seen < newest && !wiped);
            if (stays) {
                kept.add(stored.versionId());
            } else {
                superseded.put(stored.versionId(), stored);
            }
            seen++;
        }
        wiped |= mark.equals("w");
        next = seq;
    }

    /** What is about to be put in place outside is staged until it is known whether it was. */
    private void keepUnsettled(Session session) throws SQLException {
        session.each(
                "select e.kind, e.body from step s join event e on e.run_id = s.run_id and e.step_asset = s.step_asset"
                        + " and e.step_partition = s.step_partition and e.kind = 'step_publishing' where s.status = 'PUBLISHING'",
                List.of(),
                row -> ((EventBody.StepPublishing) EventJson.read(row.getString(1), row.getString(2)))
                        .facts().stream()
                                .filter(EventBody.Materialization.class::isInstance)
                                .map(EventBody.Materialization.class::cast)
                                .forEach(made -> kept.add(made.stored().versionId())));
    }

    private static Set<RunId> ended(Session session, String owner, boolean shared) throws SQLException {
        var living = shared
                ? " and not exists (select 1 from run_owner ro join owner o on o.id = ro.owner_id where ro.run_id = r.run_id and o.id <> ? and %s)"
                        .formatted(Dialect.ALIVE)
                : "";
        return new HashSet<>(session.list(
                "select r.run_id from run r where r.status in ('SUCCEEDED', 'FAILED', 'CANCELLED')" + living,
                shared ? List.of(owner) : List.of(),
                row -> new RunId(row.getString(1))));
    }
}
