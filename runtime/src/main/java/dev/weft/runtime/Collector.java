package dev.weft.runtime;

import dev.weft.catalog.Catalog;
import dev.weft.catalog.Faults;
import dev.weft.event.EventBody;
import dev.weft.run.RunId;
import dev.weft.spi.IoManager;
import dev.weft.spi.Remains;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Deletes what nobody can read any more: versions that were superseded before all living runs began, and what attempts of ended runs have left. First the catalog is
 * told, then the content goes; where that is interrupted, the next collection finds the content again and goes on.
 */
final class Collector {

    private static final int RUN_ID = 12;

    private final Catalog catalog;
    private final Function<String, IoManager> stores;

    Collector(Catalog catalog, Function<String, IoManager> stores) {
        this.catalog = catalog;
        this.stores = stores;
    }

    /** Returns what can go, store by store; deletes nothing. */
    List<Collectable> find(List<String> storeNames, int newest) {
        // The catalog first: what is made afterwards belongs to no run that had ended by then.
        var retained = catalog.retained(newest);
        var found = new ArrayList<Collectable>();
        for (var name : storeNames) {
            for (var remains : stores.apply(name).remains()) {
                var superseded = retained.superseded().get(remains.versionId());
                if (superseded != null) {
                    found.add(new Collectable(name, remains, Optional.of(superseded.what())));
                } else if (!retained.versions().contains(remains.versionId())
                        && run(remains).filter(retained.ended()::contains).isPresent()) {
                    found.add(new Collectable(name, remains, Optional.empty()));
                }
            }
        }
        return found;
    }

    private static Optional<RunId> run(Remains remains) {
        var id = remains.versionId();
        return id.length() > RUN_ID && id.charAt(RUN_ID) == '-'
                ? Optional.of(new RunId(id.substring(0, RUN_ID)))
                : Optional.empty();
    }

    /** Deletes what was found, and tells of each after it is gone. */
    void collect(List<Collectable> found, Consumer<Collectable> collected) {
        var facts = new ArrayList<EventBody>();
        for (var one : found) {
            one.superseded()
                    .ifPresent(what -> facts.add(
                            new EventBody.Collected(what, one.remains().versionId())));
        }
        if (!facts.isEmpty()) {
            catalog.record(Optional.empty(), facts).join();
        }
        Faults.at(Faults.Moment.COLLECTING);
        for (var one : found) {
            stores.apply(one.store()).remove(one.remains());
            Faults.at(Faults.Moment.COLLECTED);
            collected.accept(one);
        }
    }
}
