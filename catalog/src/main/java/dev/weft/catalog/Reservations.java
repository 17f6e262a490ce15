package dev.weft.catalog;

import dev.weft.asset.AssetPartition;
import dev.weft.run.RunId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which run is going to write which asset partition, as of one transaction. */
final class Reservations {

    private final Session session;
    private final Map<AssetPartition, RunId> writes = new HashMap<>();
    private final Map<AssetPartition, Write> changed = new LinkedHashMap<>();
    private final Set<RunId> endedRuns = new LinkedHashSet<>();

    Reservations(Session session) {
        this.session = session;
    }

    /** A reserved write that a run took or gave back. */
    private record Write(RunId run, boolean taken) {}

    void load(Collection<String> assets) throws SQLException {
        for (var asset : assets) {
            session.each(
                    "select asset, partition_key, run_id from run_write where asset = ?",
                    List.of(asset),
                    row -> writes.putIfAbsent(
                            Session.assetPartition(row.getString(1), row.getString(2)), new RunId(row.getString(3))));
        }
    }

    /** Returns the run that is going to write; empty if none is. */
    Optional<RunId> writer(AssetPartition what) {
        return Optional.ofNullable(writes.get(what));
    }

    void take(RunId run, Collection<AssetPartition> set) {
        for (var what : set) {
            writes.put(what, run);
            changed.put(what, new Write(run, true));
        }
    }

    /** Leaves to other runs what this one was going to write. */
    void giveBack(RunId run, Collection<AssetPartition> set) {
        for (var what : set) {
            var pending = changed.get(what);
            if (pending == null || pending.run().equals(run)) {
                writes.remove(what, run);
                changed.put(what, new Write(run, false));
            }
        }
    }

    /** Gives back all that a run had left. */
    void end(RunId run) {
        endedRuns.add(run);
        writes.values().removeIf(run::equals);
        changed.values().removeIf(write -> write.run().equals(run));
    }

    boolean isUnchanged() {
        return changed.isEmpty();
    }

    void flush() throws SQLException {
        session.batch(
                "delete from run_write where run_id = ?",
                endedRuns.stream().map(run -> new Object[] {run.text()}).toList());
        var freed = new ArrayList<Object[]>();
        var taken = new ArrayList<Object[]>();
        var replaced = new ArrayList<Object[]>();
        changed.forEach((what, write) -> {
            var asset = what.asset().text();
            var partition = Session.partition(what);
            if (write.taken()) {
                replaced.add(new Object[] {asset, partition});
                taken.add(new Object[] {asset, partition, write.run().text()});
            } else {
                freed.add(new Object[] {asset, partition, write.run().text()});
            }
        });
        session.batch("delete from run_write where asset = ? and partition_key = ? and run_id = ?", freed);
        // Whoever held it gave it back in this very transaction.
        session.batch("delete from run_write where asset = ? and partition_key = ?", replaced);
        session.batch("insert into run_write (asset, partition_key, run_id) values (?, ?, ?)", taken);
    }
}
