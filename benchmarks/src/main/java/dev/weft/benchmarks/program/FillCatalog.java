package dev.weft.benchmarks.program;

import dev.weft.api.DataVersion;
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
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * Records one materialization of every partition of a project's assets, all of which have an explicit code version, as runs would have left them.
 * Given an asset and a partition, records another content of that one only.
 */
public final class FillCatalog {

    private static final int AT_ONCE = 5000;
    private static final int UNDER_WAY = 4;

    private FillCatalog() {}

    public static void main(String[] arguments) {
        var root = Path.of(arguments[0]);
        var project = Project.open(root, "", note -> {});
        var traces = new Traces(project.graph(), Instant.now());
        try (var catalog = Catalogs.open(CatalogSettings.h2(root.resolve(".weft/catalog")))) {
            var pending = new ArrayDeque<CompletableFuture<List<Long>>>();
            var facts = new ArrayList<EventBody>();
            for (var asset : project.graph().topological()) {
                for (var member : traces.all(asset.key()).members()) {
                    var what = new AssetPartition(asset.key(), member);
                    if (arguments.length > 1 && !what.toString().equals(arguments[1])) {
                        continue;
                    }
                    var inputs = traces.readBy(asset, member).stream()
                            .map(upstream -> new InputVersion(upstream, Optional.of(DataVersion.of("d")), 0))
                            .toList();
                    var version = arguments.length > 1 ? "d" + System.nanoTime() : "d";
                    facts.add(new EventBody.Materialization(
                            new Stored(what, "v", "default", ""),
                            new Content(
                                    DataVersion.of(version), OptionalLong.empty(), OptionalLong.empty(), List.of(), ""),
                            new Trace(CodeVersion.of(asset.codeVersion().orElseThrow()), "", inputs),
                            Map.of(),
                            false,
                            List.of()));
                    if (facts.size() == AT_ONCE) {
                        pending.add(catalog.record(Optional.empty(), List.copyOf(facts)));
                        facts.clear();
                    }
                    while (pending.size() > UNDER_WAY) {
                        pending.remove().join();
                    }
                }
            }
            pending.add(catalog.record(Optional.empty(), List.copyOf(facts)));
            pending.forEach(CompletableFuture::join);
        }
    }
}
