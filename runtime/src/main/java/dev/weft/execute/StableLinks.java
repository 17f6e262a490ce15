package dev.weft.execute;

import dev.weft.asset.AssetPartition;
import dev.weft.catalog.Catalog;
import dev.weft.event.EventBody;
import dev.weft.event.Stored;
import dev.weft.run.RunId;
import dev.weft.spi.IoManager;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
    /** The stores in which something was shown that may not be on the disk yet. */
    private final Set<String> shownIn = ConcurrentHashMap.newKeySet();

    public StableLinks(Catalog catalog, Function<String, IoManager> stores) {
        this.catalog = catalog;
        this.stores = stores;
    }

    /** A version with its place in the order. */
    record Published(Stored version, long sequence) {

        private static Published of(Catalog.VersionRecord latest) {
            return new Published(latest.materialization().stored(), latest.sequence());
        }

        AssetPartition what() {
            return version.what();
        }
    }

    /**
     * Shows versions that were just published, and asks the catalog once whether they still are the latest. Returns a sentence for each that failed:
     * it is published all the same.
     */
    List<String> refresh(Collection<Published> published) {
        var problems = new ArrayList<String>();
        var shown = new ArrayList<Published>();
        for (var each : published) {
            var problem = trying(each, () -> show(each));
            problem.ifPresentOrElse(problems::add, () -> shown.add(each));
        }
        for (var each : superseded(shown, problems)) {
            trying(each, () -> follow(each)).ifPresent(problems::add);
        }
        return problems;
    }

    private List<Published> superseded(List<Published> shown, List<String> problems) {
        try {
            var latest = catalog.slotsOf(shown.stream().map(Published::what).toList());
            return shown.stream()
                    .filter(each -> latest.of(each.what()).made())
                    .filter(each -> latest.of(each.what()).sequence() != each.sequence())
                    .toList();
        } catch (RuntimeException e) {
            problems.add("What people open may be older than what is published by others: " + e.getMessage());
            return List.of();
        }
    }

    private void show(Published version) {
        shownIn.add(version.version().io());
        stores.apply(version.version().io()).showLatest(version.version());
    }

    /** Shows newer versions until the one that is shown is the latest. */
    private void follow(Published published) {
        var shown = published;
        for (int i = 0; i < MOST_TRIES; i++) {
            var latest = latest(shown.what());
            if (latest.isEmpty() || latest.get().sequence() == shown.sequence()) {
                return;
            }
            shown = latest.get();
            show(shown);
        }
    }

    private static Optional<String> trying(Published published, Runnable refresh) {
        try {
            refresh.run();
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of("%s is published, but what people open could not be refreshed: %s"
                    .formatted(published.what(), e.getMessage()));
        }
    }

    /** Forces what was shown to the disk. Returns a sentence if that failed. */
    Optional<String> force() {
        try {
            for (var store : Set.copyOf(shownIn)) {
                shownIn.remove(store);
                stores.apply(store).forceShown();
            }
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of("What people open is refreshed, but may be lost by a power cut: " + e.getMessage());
        }
    }

    /**
     * Mends what killed processes have left on this machine's disk: found by the marks of runs that have ended. Returns sentences about what could
     * not be mended; their marks stay for the next start.
     */
    public List<String> mend(LinkMarks marks) {
        var told = new ArrayList<String>();
        for (var run : marks.left()) {
            var known = catalog.run(run);
            if (known.isPresent() && !known.get().status().isTerminal()) {
                continue; // It lives in another process.
            }
            var problems = new ArrayList<>(known.isPresent() ? mend(run) : List.<String>of());
            force().ifPresent(problems::add);
            if (problems.isEmpty()) {
                marks.remove(run);
            }
            told.addAll(problems);
        }
        return told;
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
                .flatMap(version -> again(version).stream())
                .toList();
    }

    private Optional<String> again(Published latest) {
        try {
            shownIn.add(latest.version().io());
            stores.apply(latest.version().io()).showAgain(latest.version());
            follow(latest);
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(
                    "What people open of %s could not be mended: %s".formatted(latest.what(), e.getMessage()));
        }
    }

    private Optional<Published> latest(AssetPartition what) {
        return catalog.versionAt(what, Long.MAX_VALUE).map(Published::of);
    }
}
