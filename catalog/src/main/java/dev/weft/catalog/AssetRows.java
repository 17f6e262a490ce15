package dev.weft.catalog;

import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetPartition;
import dev.weft.catalog.Needs.StepOf;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What a transaction changes of the rows that stand for whole assets. */
final class AssetRows {

    static final String COLUMNS = "asset, moved_seq, steps, step_micros, checked";
    /** How much an earlier step's duration counts, compared with the one after it. */
    private static final double FADING = 0.9;

    private final Map<AssetKey, Row> rows = new HashMap<>();
    private final Set<Row> changed = new LinkedHashSet<>();

    private static final class Row {
        private final AssetKey asset;
        private long moved;
        private double steps;
        private double micros;
        private boolean checked;

        Row(AssetKey asset) {
            this.asset = asset;
        }
    }

    void load(Session session, Collection<AssetPartition> slots, Collection<StepOf> steps) throws SQLException {
        var wanted = Stream.concat(
                        slots.stream(), steps.stream().map(step -> step.step().first()))
                .map(AssetPartition::asset)
                .filter(asset -> !rows.containsKey(asset))
                .distinct()
                .map(asset -> List.of(asset.text()))
                .toList();
        session.keyed("asset_moved", COLUMNS, List.of("asset"), wanted, this::add);
    }

    private void add(ResultSet row) throws SQLException {
        var read = new Row(new AssetKey(row.getString(1)));
        read.moved = row.getLong(2);
        read.steps = row.getDouble(3);
        read.micros = row.getDouble(4);
        read.checked = row.getBoolean(5);
        rows.putIfAbsent(read.asset, read);
    }

    /** Notes that the event can have changed whether some of the asset, or of what reads it, is fresh. */
    void moved(AssetKey asset, long sequence) {
        changed(asset).moved = sequence;
    }

    /** Takes in how long a step took that made the asset. */
    void ran(AssetKey asset, long micros) {
        var row = changed(asset);
        row.steps = row.steps * FADING + 1;
        row.micros = row.micros * FADING + Math.max(0, micros);
    }

    /** Notes that a check of the asset has a result. */
    void checked(AssetKey asset) {
        if (!isChecked(asset)) {
            changed(asset).checked = true;
        }
    }

    /** Tells whether a check of the asset has a result. */
    boolean isChecked(AssetKey asset) {
        var row = rows.get(asset);
        return row != null && row.checked;
    }

    private Row changed(AssetKey asset) {
        var row = rows.computeIfAbsent(asset, Row::new);
        changed.add(row);
        return row;
    }

    List<Object[]> changedRows() {
        return changed.stream()
                .map(row -> new Object[] {row.asset.text(), row.moved, row.steps, row.micros, row.checked})
                .toList();
    }
}
