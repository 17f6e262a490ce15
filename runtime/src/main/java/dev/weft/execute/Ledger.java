package dev.weft.execute;

import dev.weft.asset.AssetPartition;
import dev.weft.event.EventBody;
import dev.weft.event.InputVersion;
import dev.weft.event.Stored;
import dev.weft.plan.Recorded;
import dev.weft.plan.RecordedState;
import dev.weft.plan.StalenessRule;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What a run reads: its own results, else the catalog as it was when the run was admitted. Safe for use by many threads. */
final class Ledger implements RecordedState {

    private final RecordedState admitted;
    private final Map<AssetPartition, Recorded> own = new ConcurrentHashMap<>();

    Ledger(RecordedState admitted) {
        this.admitted = admitted;
    }

    void published(EventBody.Materialization made, long sequence, Instant time) {
        own.put(
                made.stored().what(),
                new Recorded(
                        Optional.of(made),
                        sequence,
                        time,
                        Optional.of(made.trace()),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Override
    public Recorded of(AssetPartition what) {
        var recorded = own.get(what);
        return recorded == null ? admitted.of(what) : recorded;
    }

    Optional<Stored> stored(AssetPartition what) {
        return of(what).latest().map(EventBody.Materialization::stored);
    }

    InputVersion input(AssetPartition what) {
        var recorded = of(what);
        return new InputVersion(what, StalenessRule.currentVersion(recorded), recorded.sequence());
    }
}
