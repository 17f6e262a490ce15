package dev.weft.catalog;

import dev.weft.api.DataVersion;
import dev.weft.api.PartitionKey;
import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetPartition;
import dev.weft.plan.AssetRecord;
import dev.weft.plan.CheckCount;
import dev.weft.plan.KeptEvaluation;
import dev.weft.plan.RecordedAssets.Overview;
import dev.weft.plan.RecordedAssets.Slots;
import dev.weft.plan.Slot;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The questions of a planner, on one connection. */
final class PlanningReads {

    private static final String SLOT_COLUMNS = "asset, partition_key, latest_seq, basis_seq, rejected_seq,"
            + " observed_seq, failed_seq, data_version, trace_hash";
    /** From so many assets on, one scan is faster than a search for each. */
    private static final int MANY = 500;

    private final Session session;

    PlanningReads(Session session) {
        this.session = session;
    }

    Overview overview(Collection<AssetKey> assets) throws SQLException {
        long sequence = session.list("select seq from counter where name = 'event'", List.of(), row -> row.getLong(1))
                .get(0);
        var wanted = new HashSet<String>(2 * assets.size());
        assets.forEach(asset -> wanted.add(asset.text()));
        var kept = new HashMap<String, KeptEvaluation>();
        each("select asset, seq, signature, body from evaluation", wanted, row -> {
            var asset = row.getString(1);
            if (wanted.contains(asset)) {
                kept.put(
                        asset,
                        new KeptEvaluation(new AssetKey(asset), row.getLong(2), row.getString(3), row.getString(4)));
            }
        });
        var records = new HashMap<AssetKey, AssetRecord>();
        each("select asset, moved_seq, steps, step_micros from asset_moved", wanted, row -> {
            var asset = row.getString(1);
            if (wanted.contains(asset)) {
                double steps = row.getDouble(3);
                Optional<Duration> step = steps == 0
                        ? Optional.empty()
                        : Optional.of(Duration.of((long) (row.getDouble(4) / steps), ChronoUnit.MICROS));
                records.put(
                        new AssetKey(asset),
                        new AssetRecord(row.getLong(2), step, Optional.ofNullable(kept.remove(asset))));
            }
        });
        kept.forEach((asset, evaluation) ->
                records.put(new AssetKey(asset), new AssetRecord(0, Optional.empty(), Optional.of(evaluation))));
        return new Overview(sequence, records);
    }

    List<CheckCount> checkCounts(Collection<AssetKey> assets) throws SQLException {
        var wanted = new HashSet<String>(2 * assets.size());
        assets.forEach(asset -> wanted.add(asset.text()));
        var counts = new ArrayList<CheckCount>();
        each("select asset, check_name, code_version, results from check_count", wanted, row -> {
            if (wanted.contains(row.getString(1))) {
                counts.add(new CheckCount(
                        new AssetKey(row.getString(1)), row.getString(2), row.getString(3), row.getLong(4)));
            }
        });
        return counts;
    }

    private void each(String sql, Collection<String> assets, Session.RowConsumer consumer) throws SQLException {
        if (assets.size() > MANY) {
            session.each(sql, List.of(), consumer);
        } else {
            session.each(sql + " where asset = any(?)", List.of(session.texts(assets)), consumer);
        }
    }

    Map<AssetKey, List<Optional<PartitionKey>>> movedAfter(Map<AssetKey, Long> sequences) throws SQLException {
        var moved = new HashMap<AssetKey, List<Optional<PartitionKey>>>();
        for (var entry : sequences.entrySet()) {
            var partitions = new ArrayList<Optional<PartitionKey>>();
            session.each(
                    "select partition_key from slot where asset = ? and changed_seq > ?",
                    List.<Object>of(entry.getKey().text(), entry.getValue()),
                    row -> partitions.add(partition(row.getString(1))));
            moved.put(entry.getKey(), partitions);
        }
        return moved;
    }

    private static Optional<PartitionKey> partition(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(PartitionKey.of(text));
    }

    Slots slots(Collection<AssetKey> assets) throws SQLException {
        var slots = new SlotTable();
        session.eachOf(
                "select " + SLOT_COLUMNS + " from slot where asset",
                assets.stream().map(AssetKey::text).toList(),
                row -> add(row, slots));
        return slots;
    }

    Slots slotsOf(Collection<AssetPartition> some) throws SQLException {
        var slots = new SlotTable();
        session.keyed("slot", SLOT_COLUMNS, List.of("asset", "partition_key"), keys(some), row -> add(row, slots));
        return slots;
    }

    /** Slots that were read, by asset and partition. */
    private static final class SlotTable implements Slots {

        private final Map<String, Map<String, Slot>> slots = new HashMap<>();
        /** The same texts over and over: assets share their partitions' keys. */
        private final Map<String, String> keys = new HashMap<>();

        void put(String asset, String partition, Slot slot) {
            var key = keys.putIfAbsent(partition, partition);
            slots.computeIfAbsent(asset, unknown -> new HashMap<>()).put(key == null ? partition : key, slot);
        }

        @Override
        public Slots only(AssetKey asset) {
            var only = new SlotTable();
            var partitions = slots.get(asset.text());
            if (partitions != null) {
                only.slots.put(asset.text(), partitions);
            }
            return only;
        }

        @Override
        public Slot of(AssetPartition what) {
            var partitions = slots.get(what.asset().text());
            return partitions == null ? Slot.NOTHING : partitions.getOrDefault(Session.partition(what), Slot.NOTHING);
        }
    }

    static List<List<String>> keys(Collection<AssetPartition> some) {
        return some.stream()
                .map(what -> List.of(what.asset().text(), Session.partition(what)))
                .toList();
    }

    private static void add(ResultSet row, SlotTable slots) throws SQLException {
        long latest = row.getLong(3);
        long basis = row.getLong(4);
        var version = row.getString(8);
        slots.put(
                row.getString(1),
                row.getString(2),
                new Slot(
                        version.isEmpty() ? Optional.empty() : Optional.of(DataVersion.of(version)),
                        latest > 0 ? latest : row.getLong(6),
                        latest > 0,
                        row.getString(9),
                        row.getLong(5) > basis,
                        row.getLong(7) > basis));
    }
}
