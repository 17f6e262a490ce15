package dev.weft.catalog;

import dev.weft.asset.AssetPartition;
import dev.weft.event.EventBody;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a transaction changes of the latest results of checks: of each asset partition by check, and how many are by which code of the check. Only
 * results about the latest version count; they are marked by the code version, the others by none.
 */
final class CheckRows {

    private static final String COLUMNS = "asset, partition_key, check_name, seq, code_version";
    private static final String COUNT_COLUMNS = "asset, check_name, code_version, results";
    private static final List<String> KEY = List.of("asset", "partition_key", "check_name");
    private static final List<String> COUNT_KEY = List.of("asset", "check_name", "code_version");
    /** Of a result that is not about the latest version. */
    private static final String NOT_COUNTED = "";

    private final Set<AssetPartition> loaded = new HashSet<>();
    private final Map<AssetPartition, Map<String, Row>> rows = new HashMap<>();
    private final Map<Count, Long> counts = new HashMap<>();
    private final Set<Row> changed = new LinkedHashSet<>();
    private final Set<Count> recounted = new LinkedHashSet<>();

    private static final class Row {
        private final AssetPartition what;
        private final String check;
        private long seq;
        private String codeVersion = NOT_COUNTED;

        Row(AssetPartition what, String check) {
            this.what = what;
            this.check = check;
        }
    }

    private record Count(String asset, String check, String codeVersion) {}

    /** Loads the results of asset partitions; of what no check has a result, nothing needs to be loaded. */
    void load(Session session, Collection<AssetPartition> some) throws SQLException {
        var wanted = some.stream().filter(loaded::add).toList();
        session.keyed(
                "check_latest", COLUMNS, List.of("asset", "partition_key"), PlanningReads.keys(wanted), this::add);
        var assets = wanted.stream()
                .map(what -> List.of(what.asset().text()))
                .distinct()
                .toList();
        session.keyed(
                "check_count",
                COUNT_COLUMNS,
                List.of("asset"),
                assets,
                row -> counts.putIfAbsent(
                        new Count(row.getString(1), row.getString(2), row.getString(3)), row.getLong(4)));
    }

    private void add(ResultSet row) throws SQLException {
        var read = row(Session.assetPartition(row.getString(1), row.getString(2)), row.getString(3));
        if (read.seq == 0) {
            read.seq = row.getLong(4);
            read.codeVersion = row.getString(5);
        }
    }

    private Row row(AssetPartition what, String check) {
        return rows.computeIfAbsent(what, key -> new LinkedHashMap<>())
                .computeIfAbsent(check, key -> new Row(what, check));
    }

    /** Takes in a result; {@code latestVersion} is the id of the version that is the latest now. */
    void evaluated(EventBody.CheckEvaluated check, long seq, String latestVersion) {
        var row = row(check.what(), check.check());
        row.seq = seq;
        mark(row, check.versionId().equals(latestVersion) ? check.codeVersion() : NOT_COUNTED);
    }

    /** Notes that the latest version is another one, or that there is none any more. */
    void superseded(AssetPartition what) {
        rows.getOrDefault(what, Map.of()).values().forEach(row -> mark(row, NOT_COUNTED));
    }

    private void mark(Row row, String codeVersion) {
        count(row, -1);
        row.codeVersion = codeVersion;
        count(row, 1);
        changed.add(row);
    }

    private void count(Row row, long more) {
        if (!row.codeVersion.equals(NOT_COUNTED)) {
            var count = new Count(row.what.asset().text(), row.check, row.codeVersion);
            counts.merge(count, more, Long::sum);
            recounted.add(count);
        }
    }

    void flush(Session session) throws SQLException {
        session.batch(
                session.upsert("check_latest", KEY, COLUMNS),
                changed.stream()
                        .map(row -> new Object[] {
                            row.what.asset().text(), Session.partition(row.what), row.check, row.seq, row.codeVersion
                        })
                        .toList());
        var some = new ArrayList<Object[]>();
        var none = new ArrayList<Object[]>();
        for (var count : recounted) {
            long results = counts.getOrDefault(count, 0L);
            if (results == 0) {
                none.add(new Object[] {count.asset(), count.check(), count.codeVersion()});
            } else {
                some.add(new Object[] {count.asset(), count.check(), count.codeVersion(), results});
            }
        }
        session.batch(session.upsert("check_count", COUNT_KEY, COUNT_COLUMNS), some);
        session.batch("delete from check_count where asset = ? and check_name = ? and code_version = ?", none);
    }
}
