package dev.weft.execute;

import dev.weft.asset.AssetPartition;
import dev.weft.catalog.Catalog;
import dev.weft.event.EventBody;
import dev.weft.event.Stored;
import dev.weft.run.RunId;
import dev.weft.spi.IoManager;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Lets what people open follow the catalog. Always to its latest version, never to "mine": whoever finds a newer one after the link was set sets it
 * again, so that the last of several writers leaves the latest, in whatever order they come.
 */
public final class StableLinks {

    private static final int MOST_TRIES = 5;
    private static final int PAGE = 1000;

    private final Catalog catalog;
    private final Function<String, IoManager> stores;

    public StableLinks(Catalog catalog, Function<String, IoManager> stores) {
        this.catalog = catalog;
        this.stores = stores;
    }

    /** Shows a version that was just published. Returns a sentence if that failed: the version is published all the same. */
    Optional<String> refresh(Stored published) {
        try {
            var shown = published;
            for (int i = 0; i < MOST_TRIES; i++) {
                stores.apply(shown.io()).showLatest(shown);
                var latest = latest(published.what());
                if (latest.isEmpty() || latest.get().versionId().equals(shown.versionId())) {
                    return Optional.empty();
                }
                shown = latest.get();
            }
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of("%s is published, but what people open could not be refreshed: %s"
                    .formatted(published.what(), e.getMessage()));
        }
    }

    /** Mends what a run that was cut off may have left behind. Returns sentences about what could not be mended. */
    public List<String> mend(RunId run) {
        var made = new LinkedHashSet<AssetPartition>();
        long after = 0;
        for (var page = catalog.events(run, after, PAGE); !page.isEmpty(); page = catalog.events(run, after, PAGE)) {
            for (var event : page) {
                if (event.body() instanceof EventBody.Materialization version) {
                    made.add(version.stored().what());
                }
                after = event.sequence();
            }
        }
        return made.stream()
                .flatMap(what -> latest(what).stream())
                .flatMap(stored -> refresh(stored).stream())
                .toList();
    }

    private Optional<Stored> latest(AssetPartition what) {
        return catalog.versionAt(what, Long.MAX_VALUE)
                .map(version -> version.materialization().stored());
    }
}
