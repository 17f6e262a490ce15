package dev.weft.benchmarks.program;

import dev.weft.api.DataVersion;
import dev.weft.api.PartitionKey;
import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetPartition;
import dev.weft.catalog.CatalogSettings;
import dev.weft.catalog.Catalogs;
import dev.weft.event.Content;
import dev.weft.event.EventBody;
import dev.weft.event.InputVersion;
import dev.weft.event.Stored;
import dev.weft.event.Trace;
import dev.weft.graph.AssetGraph;
import dev.weft.plan.CurrentCode;
import dev.weft.plan.Traces;
import dev.weft.project.Project;
import dev.weft.runtime.Instance;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Fills the catalog of a project as if every partition had been materialized: the first asset's by real events, those of all others by the rows
 * that events would have left, since millions of events take an hour.
 *
 * <p>Arguments: the project; then nothing, an asset partition of which another content is to be recorded, or {@code nothing-kept}, to throw away
 * what plans have found out.
 */
public final class FillCatalog {

    private static final int AT_ONCE = 5000;
    private static final String NOTHING_KEPT = "nothing-kept";

    private final Path root;
    private final AssetGraph graph;
    private final CurrentCode code;
    private final Traces traces;

    FillCatalog(Path root, AssetGraph graph, CurrentCode code) {
        this.root = root;
        this.graph = graph;
        this.code = code;
        this.traces = new Traces(graph, Instant.now());
    }

    public static void main(String[] arguments) throws SQLException {
        var root = Path.of(arguments[0]);
        try (var instance = Instance.of(Project.open(root, "", note -> {}), Clock.systemUTC())) {
            var catalog = new FillCatalog(root, instance.graph(), instance.logic());
            if (arguments.length == 1) {
                catalog.fill();
            } else if (arguments[1].equals(NOTHING_KEPT)) {
                catalog.forgetEvaluations();
            } else {
                catalog.change(arguments[1]);
            }
        }
    }

    CatalogSettings settings() {
        return CatalogSettings.h2(root.resolve(".weft/catalog"));
    }

    private void change(String what) {
        try (var catalog = Catalogs.open(settings())) {
            for (var asset : graph.assets()) {
                for (var member : traces.all(asset.key()).members()) {
                    var one = new AssetPartition(asset.key(), member);
                    if (one.toString().equals(what)) {
                        catalog.record(Optional.empty(), List.of(another(one))).join();
                    }
                }
            }
        }
    }

    /** Returns the event that an asset partition was made again, with another content. */
    EventBody.Materialization another(AssetPartition what) {
        return materialization(what, trace(graph.get(what.asset()), what), true);
    }

    private Trace trace(AssetDefinition asset, AssetPartition what) {
        var inputs = traces.readBy(asset, what.partition()).stream()
                .map(upstream -> new InputVersion(upstream, Optional.of(DataVersion.of("d")), 0))
                .toList();
        return new Trace(code.versionOf(asset), "", inputs);
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

    /** Makes the catalog and fills it. */
    void fill() throws SQLException {
        var assets = graph.topological();
        var first = assets.get(0);
        try (var catalog = Catalogs.open(settings())) {
            var facts = new ArrayList<EventBody>();
            for (var member : traces.all(first.key()).members()) {
                var what = new AssetPartition(first.key(), member);
                facts.add(materialization(what, trace(first, what), false));
            }
            catalog.record(Optional.empty(), facts).join();
        }
        try (var connection = connect();
                var slots = connection.prepareStatement(
                        "insert into slot (asset, partition_key, latest_seq, latest_version,"
                                + " moved_seq, basis_seq, rejected_seq, observed_seq, failed_seq, changed_seq, data_version, trace_hash,"
                                + " claim_token, claim_run) values (?, ?, 1, 'v', 1, 1, 0, 0, 0, 1, 'd', ?, 0, '')");
                var moved = connection.prepareStatement(
                        "insert into asset_moved (asset, moved_seq, steps, step_micros) values (?, 1, 1, 1000)")) {
            connection.setAutoCommit(false);
            int rows = 0;
            for (var asset : assets.subList(1, assets.size())) {
                moved.setString(1, asset.key().text());
                moved.addBatch();
                for (var member : traces.all(asset.key()).members()) {
                    var what = new AssetPartition(asset.key(), member);
                    slots.setString(1, asset.key().text());
                    slots.setString(2, member.map(PartitionKey::text).orElse(""));
                    slots.setString(3, trace(asset, what).fingerprint());
                    slots.addBatch();
                    rows = flushed(slots, rows + 1);
                }
            }
            slots.executeBatch();
            moved.executeBatch();
            connection.commit();
        }
    }

    /** Throws away what plans have found out. */
    void forgetEvaluations() throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute("delete from evaluation");
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:h2:file:" + root.resolve(".weft/catalog/catalog").toAbsolutePath(), "", "");
    }

    private static int flushed(PreparedStatement slots, int rows) throws SQLException {
        if (rows < AT_ONCE) {
            return rows;
        }
        slots.executeBatch();
        return 0;
    }
}
