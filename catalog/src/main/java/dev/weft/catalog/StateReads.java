package dev.weft.catalog;

import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetPartition;
import dev.weft.plan.RecordedState;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The questions about what is recorded of asset partitions now or was at an earlier sequence, on one connection. */
final class StateReads {

    private static final int PAGE = 2000;

    private final Session session;

    StateReads(Session session) {
        this.session = session;
    }

    RecordedState state(Collection<AssetKey> assets, long sequence) throws SQLException {
        var keys = session.texts(assets.stream().map(AssetKey::text).distinct().toList());
        var known = new HashMap<AssetPartition, BulkState.Pointers>();
        var bodies = new HashMap<Long, BulkState.Raw>();
        var moved = new ArrayList<AssetPartition>();
        session.each(
                "select asset, partition_key, latest_seq, basis_seq, rejected_seq, observed_seq, moved_seq from slot where asset = any(?)",
                List.of(keys),
                row -> {
                    var what = Session.assetPartition(row.getString(1), row.getString(2));
                    var pointers =
                            new BulkState.Pointers(row.getLong(3), row.getLong(4), row.getLong(5), row.getLong(6));
                    known.put(what, pointers);
                    if (Math.max(pointers.newest(), row.getLong(7)) > sequence) {
                        moved.add(what);
                    }
                });
        for (var pointer : List.of("latest_seq", "basis_seq", "rejected_seq", "observed_seq")) {
            var elsewhere = pointer.equals("latest_seq") ? "" : " and s.%s <> s.latest_seq".formatted(pointer);
            session.each(
                    "select e.seq, e.at_micros, e.kind, e.body from slot s join event e on e.seq = s.%s where s.%s > 0 and s.asset = any(?)%s"
                            .formatted(pointer, pointer, elsewhere),
                    List.of(keys),
                    row -> bodies.put(
                            row.getLong(1), new BulkState.Raw(row.getLong(2), row.getString(3), row.getString(4))));
        }
        for (var what : moved) {
            known.put(what, pointersAt(what, sequence, bodies));
        }
        return new BulkState(known, bodies);
    }

    RecordedState stateOf(Collection<AssetPartition> some) throws SQLException {
        var known = new HashMap<AssetPartition, BulkState.Pointers>();
        session.keyed(
                "slot",
                "asset, partition_key, latest_seq, basis_seq, rejected_seq, observed_seq",
                List.of("asset", "partition_key"),
                PlanningReads.keys(some),
                row -> known.put(
                        Session.assetPartition(row.getString(1), row.getString(2)),
                        new BulkState.Pointers(row.getLong(3), row.getLong(4), row.getLong(5), row.getLong(6))));
        var bodies = new HashMap<Long, BulkState.Raw>();
        for (var sequences : chunks(known.values().stream()
                .flatMap(BulkState.Pointers::all)
                .distinct()
                .sorted()
                .toList())) {
            session.eachNumbered(
                    "select seq, at_micros, kind, body from event where seq",
                    sequences,
                    row -> bodies.put(
                            row.getLong(1), new BulkState.Raw(row.getLong(2), row.getString(3), row.getString(4))));
        }
        return new BulkState(known, bodies);
    }

    private static <T> List<List<T>> chunks(List<T> list) {
        var chunks = new ArrayList<List<T>>();
        for (int from = 0; from < list.size(); from += PAGE) {
            chunks.add(list.subList(from, Math.min(list.size(), from + PAGE)));
        }
        return chunks;
    }

    /** Finds in the history of an asset partition what its slot said at an earlier sequence. */
    private BulkState.Pointers pointersAt(AssetPartition what, long sequence, Map<Long, BulkState.Raw> bodies)
            throws SQLException {
        var last = new HashMap<String, Long>();
        session.each(
                "select mark, max(seq) from version where asset = ? and partition_key = ? and seq <= ? group by mark",
                List.<Object>of(what.asset().text(), Session.partition(what), sequence),
                row -> last.put(row.getString(1), row.getLong(2)));
        long wiped = last.getOrDefault("w", 0L);
        long made = last.getOrDefault("m", 0L);
        var pointers = new BulkState.Pointers(
                made > Math.max(wiped, last.getOrDefault("l", 0L)) ? made : 0,
                since(wiped, Math.max(made, last.getOrDefault("v", 0L))),
                since(wiped, last.getOrDefault("r", 0L)),
                since(wiped, last.getOrDefault("o", 0L)));
        for (long pointer : List.of(pointers.latest(), pointers.basis(), pointers.rejected(), pointers.observed())) {
            if (pointer > 0 && !bodies.containsKey(pointer)) {
                session.each(
                        "select at_micros, kind, body from event where seq = ?",
                        List.of(pointer),
                        row -> bodies.put(
                                pointer, new BulkState.Raw(row.getLong(1), row.getString(2), row.getString(3))));
            }
        }
        return pointers;
    }

    private static long since(long wiped, long sequence) {
        return sequence > wiped ? sequence : 0;
    }
}
