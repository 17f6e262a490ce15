package dev.weft.benchmarks.program;

import dev.weft.api.DataVersion;
import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetPartition;
import dev.weft.asset.CodeVersion;
import dev.weft.catalog.CatalogSettings;
import dev.weft.catalog.Catalogs;
import dev.weft.event.Content;
import dev.weft.event.EventBody;
import dev.weft.event.InputVersion;
import dev.weft.event.Stored;
import dev.weft.event.Trace;
import dev.weft.plan.Traces;
import dev.weft.project.Project;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Fills the catalog of a project whose assets all have an explicit code version as if every partition had been materialized: the first asset's
 * partitions by real events, those of all others by the rows that events would have left, since millions of events take an hour. Given an asset
 * and a partition, records another content of that one only.
 */
public final class FillCatalog {

    private static final int AT_ONCE = 5000;

    private FillCatalog() {}

    public static void main(String[] arguments) throws SQLException {
        var root = Path.of(arguments[0]);
        var project = Project.open(root, "", note -> {});
        var traces = new Traces(project.graph(), Instant.now());
        var settings = CatalogSettings.h2(root.resolve(".weft/catalog"));
        var assets = project.graph().topological();
        try (var catalog = Catalogs.open(settings)) {
            var facts = new ArrayList<EventBody>();
            for (var asset : arguments.length > 1 ? assets : assets.subList(0, 1)) {
                for (var member : traces.all(asset.key()).members()) {
                    var what = new AssetPartition(asset.key(), member);
                    if (arguments.length == 1 || what.toString().equals(arguments[1])) {
                        facts.add(materialization(what, trace(traces, asset, what), arguments.length > 1));
                    }
                }
            }
            catalog.record(Optional.empty(), facts).join();
        }
        if (arguments.length == 1) {
            fill(root, traces, assets.subList(1, assets.size()));
        }
    }

    private static Trace trace(Traces traces, AssetDefinition asset, AssetPartition what) {
        var inputs = traces.readBy(asset, what.partition()).stream()
                .map(upstream -> new InputVersion(upstream, Optional.of(DataVersion.of("d")), 0))
                .toList();
        return new Trace(CodeVersion.of(asset.codeVersion().orElseThrow()), "", inputs);
    }

    private static EventBody.Materialization materialization(AssetPartition what, Trace trace, boolean other) {
        var version = other ? "d" + System.nanoTime() : "d";
        return new EventBody.Materialization(
                new Stored(what, "v", "default", ""),
                new Content(DataVersion.of(version), OptionalLong.empty(), OptionalLong.empty(), List.of(), ""),
                trace,
                Map.of(),
                false,
                List.of());
    }

    private static void fill(Path root, Traces traces, List<AssetDefinition> assets) throws SQLException {
        var url = "jdbc:h2:file:" + root.resolve(".weft/catalog/catalog").toAbsolutePath();
        try (var connection = DriverManager.getConnection(url, "", "");
                var slots = connection.prepareStatement(
                        "insert into slot (asset, partition_key, latest_seq, latest_version,"
                                + " moved_seq, basis_seq, rejected_seq, observed_seq, failed_seq, changed_seq, data_version, trace_hash,"
                                + " claim_token, claim_run) values (?, ?, 1, 'v', 1, 1, 0, 0, 0, 1, 'd', ?, 0, '')");
                var moved = connection.prepareStatement(
                        "insert into asset_moved (asset, moved_seq, steps, step_micros) values (?, 1, 1, 1000)")) {
            connection.setAutoCommit(false);
            int rows = 0;
            for (var asset : assets) {
                moved.setString(1, asset.key().text());
                moved.executeUpdate();
                for (var member : traces.all(asset.key()).members()) {
                    var what = new AssetPartition(asset.key(), member);
                    slots.setString(1, asset.key().text());
                    slots.setString(2, member.orElseThrow().text());
                    slots.setString(3, trace(traces, asset, what).fingerprint());
                    slots.addBatch();
                    rows = flushed(slots, rows + 1);
                }
                connection.commit();
            }
            slots.executeBatch();
            connection.commit();
        }
    }

    private static int flushed(PreparedStatement slots, int rows) throws SQLException {
        if (rows < AT_ONCE) {
            return rows;
        }
        slots.executeBatch();
        return 0;
    }
}
