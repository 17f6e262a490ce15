package dev.weft.catalog;

import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetPartition;
import dev.weft.catalog.Catalog.VersionRecord;
import dev.weft.event.Event;
import dev.weft.event.EventBody;
import dev.weft.event.EventJson;
import dev.weft.run.RunId;
import dev.weft.run.StepId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The questions about what has happened, on one connection. */
final class HistoryReads {

    static final String EVENT_COLUMNS =
            "e.seq, e.id, e.at_micros, e.run_id, e.step_asset, e.step_partition, e.kind, e.body";

    private final Session session;

    HistoryReads(Session session) {
        this.session = session;
    }

    Optional<VersionRecord> versionAt(AssetPartition what, long sequence) throws SQLException {
        return session
                .list(
                        "select e.seq, e.at_micros, e.run_id, e.kind, e.body, v.mark from version v join event e on e.seq = v.seq"
                                + " where v.asset = ? and v.partition_key = ? and v.seq <= ? and v.mark in ('m', 'l', 'w')"
                                + " order by v.seq desc limit 1",
                        List.<Object>of(what.asset().text(), Session.partition(what), sequence),
                        row -> row.getString(6).equals("m")
                                ? Optional.of(version(row))
                                : Optional.<VersionRecord>empty())
                .stream()
                .flatMap(Optional::stream)
                .findFirst();
    }

    List<VersionRecord> versions(AssetKey asset, int limit) throws SQLException {
        return session.list(
                "select e.seq, e.at_micros, e.run_id, e.kind, e.body from version v join event e on e.seq = v.seq"
                        + " where v.asset = ? and v.mark = 'm' order by v.seq desc limit ?",
                List.<Object>of(asset.text(), limit),
                HistoryReads::version);
    }

    List<VersionRecord> latest(AssetKey asset) throws SQLException {
        return session.list(
                "select e.seq, e.at_micros, e.run_id, e.kind, e.body from slot s join event e on e.seq = s.latest_seq"
                        + " where s.asset = ? and s.latest_seq > 0 order by s.partition_key",
                List.of(asset.text()),
                HistoryReads::version);
    }

    Optional<VersionRecord> newest(AssetKey asset) throws SQLException {
        return session
                .list(
                        "select e.seq, e.at_micros, e.run_id, e.kind, e.body from event e"
                                + " where e.seq = (select max(s.latest_seq) from slot s where s.asset = ? and s.latest_seq > 0)",
                        List.of(asset.text()),
                        HistoryReads::version)
                .stream()
                .findFirst();
    }

    private static VersionRecord version(ResultSet row) throws SQLException {
        return new VersionRecord(
                row.getLong(1),
                Session.instant(row.getLong(2)),
                Optional.ofNullable(row.getString(3)).map(RunId::new),
                (EventBody.Materialization) EventJson.read(row.getString(4), row.getString(5)));
    }

    List<Event> checks(AssetKey asset, int limit) throws SQLException {
        return session.list(
                "select " + EVENT_COLUMNS
                        + " from check_latest c join event e on e.seq = c.seq where c.asset = ? order by c.seq desc limit ?",
                List.<Object>of(asset.text(), limit),
                HistoryReads::event);
    }

    List<Event> checks(AssetPartition what) throws SQLException {
        return session.list(
                "select " + EVENT_COLUMNS + " from check_latest c join event e on e.seq = c.seq"
                        + " where c.asset = ? and c.partition_key = ? order by c.seq desc",
                List.<Object>of(what.asset().text(), Session.partition(what)),
                HistoryReads::event);
    }

    List<Event> events(RunId run, long after, int limit) throws SQLException {
        return session.list(
                "select " + EVENT_COLUMNS + " from event e where e.run_id = ? and e.seq > ? order by e.seq limit ?",
                List.<Object>of(run.text(), after, limit),
                HistoryReads::event);
    }

    static Event event(ResultSet row) throws SQLException {
        var asset = row.getString(5);
        return new Event(
                row.getLong(1),
                row.getObject(2, UUID.class),
                Session.instant(row.getLong(3)),
                Optional.ofNullable(row.getString(4)).map(RunId::new),
                asset == null
                        ? Optional.empty()
                        : Optional.of(new StepId(Session.assetPartition(asset, row.getString(6)))),
                EventJson.read(row.getString(7), row.getString(8)));
    }
}
