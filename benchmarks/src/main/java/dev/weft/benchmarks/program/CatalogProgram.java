package dev.weft.benchmarks.program;

import dev.weft.api.DataVersion;
import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetPartition;
import dev.weft.asset.CodeVersion;
import dev.weft.catalog.Catalog;
import dev.weft.catalog.CatalogSettings;
import dev.weft.catalog.Catalogs;
import dev.weft.event.Content;
import dev.weft.event.EventBody;
import dev.weft.event.Stored;
import dev.weft.event.Trace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Fills a catalog on H2 with materializations of a hundred assets and asks it what the commands for people ask: the last versions of one asset,
 * how all assets stand. Told is how long one such round of questions takes in a warm process.
 *
 * <p>Arguments: a folder, and how many materializations.
 */
public final class CatalogProgram {

    private static final int ASSETS = 100;
    private static final int GROUP = 500;
    private static final int TIMES = 20;

    private CatalogProgram() {}

    public static void main(String[] arguments) {
        int count = Integer.parseInt(arguments[1]);
        try (var catalog =
                Catalogs.open(CatalogSettings.h2(Path.of(arguments[0]).resolve("catalog")))) {
            long start = System.nanoTime();
            fill(catalog, count);
            double filled = (System.nanoTime() - start) / 1e9;
            double asked = 0;
            for (int warm = 0; warm < 3; warm++) {
                start = System.nanoTime();
                for (int i = 0; i < TIMES; i++) {
                    ask(catalog, i);
                }
                asked = (System.nanoTime() - start) / 1e9 / TIMES;
            }
            System.out.printf("{\"run\": %.9f, \"fill\": %.6f}%n", asked, filled);
        }
    }

    private static void fill(Catalog catalog, int count) {
        for (int from = 0; from < count; from += GROUP) {
            var facts = new ArrayList<EventBody>();
            for (int number = from; number < Math.min(count, from + GROUP); number++) {
                facts.add(materialization(number));
            }
            catalog.record(Optional.empty(), facts).join();
        }
    }

    private static EventBody materialization(int number) {
        return new EventBody.Materialization(
                new Stored(new AssetPartition(key(number), Optional.empty()), "v" + number, "default", ""),
                new Content(DataVersion.of("d" + number), OptionalLong.empty(), OptionalLong.empty(), List.of(), ""),
                new Trace(CodeVersion.of("1"), "", List.of()),
                Map.of(),
                false,
                List.of());
    }

    private static AssetKey key(int number) {
        return AssetKey.parse("asset" + number % ASSETS);
    }

    private static void ask(Catalog catalog, int number) {
        var key = key(number);
        if (catalog.versions(key, 20).isEmpty() || catalog.latest(key).isEmpty()) {
            throw new IllegalStateException("The catalog knows no version of %s.".formatted(key));
        }
        catalog.state(java.util.stream.IntStream.range(0, ASSETS)
                        .mapToObj(CatalogProgram::key)
                        .toList())
                .of(new AssetPartition(key, Optional.empty()));
    }
}
