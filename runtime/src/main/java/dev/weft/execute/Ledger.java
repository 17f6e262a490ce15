package dev.weft.execute;

import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetPartition;
import dev.weft.event.EventBody;
import dev.weft.event.InputVersion;
import dev.weft.event.Stored;
import dev.weft.plan.Recorded;
import dev.weft.plan.RecordedState;
import dev.weft.plan.StalenessRule;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** What a run reads: its own results, else the catalog as it was when the run was admitted. Safe for use by many threads. */
final class Ledger implements RecordedState {

    private final RecordedState admitted;
    private final Set<AssetKey> known;
    private final Function<Collection<AssetKey>, RecordedState> more;
    private final Map<AssetPartition, Recorded> own = new ConcurrentHashMap<>();
    private final Map<AssetKey, RecordedState> ancestors = new ConcurrentHashMap<>();

    Ledger(RecordedState admitted) {
        this(admitted, Set.of(), keys -> admitted);
    }

    /**
     * @param known the assets that {@code admitted} knows
     * @param more reads what was known of other assets at the same moment
     */
    Ledger(RecordedState admitted, Set<AssetKey> known, Function<Collection<AssetKey>, RecordedState> more) {
        this.admitted = admitted;
        this.known = known;
        this.more = more;
    }

    void published(EventBody.Materialization made, long sequence, Instant time) {
        own.put(made.stored().what(), Recorded.made(made, sequence, time));
    }

    void observed(EventBody.Observation seen, long sequence, Instant time) {
        own.put(seen.what(), Recorded.seen(seen, sequence, time));
    }

    @Override
    public Recorded of(AssetPartition what) {
        var recorded = own.get(what);
        return recorded == null ? admitted.of(what) : recorded;
    }

    /** As {@link #of}, also for assets that no step of the run reads itself; those are read together at the first question. */
    Recorded ofAncestor(AssetPartition what, Collection<AssetKey> all) {
        if (known.contains(what.asset()) || own.containsKey(what)) {
            return of(what);
        }
        var state = ancestors.get(what.asset());
        if (state == null) {
            synchronized (ancestors) {
                if (!ancestors.containsKey(what.asset())) {
                    var missing = new HashSet<>(all);
                    missing.add(what.asset());
                    missing.removeAll(known);
                    missing.removeAll(ancestors.keySet());
                    var found = more.apply(missing);
                    missing.forEach(key -> ancestors.put(key, found));
                }
                state = java.util.Objects.requireNonNull(ancestors.get(what.asset()));
            }
        }
        return state.of(what);
    }

    Optional<Stored> stored(AssetPartition what) {
        return of(what).latest().map(EventBody.Materialization::stored);
    }

    InputVersion input(AssetPartition what) {
        var recorded = of(what);
        return new InputVersion(what, StalenessRule.currentVersion(recorded), recorded.sequence());
    }
}
