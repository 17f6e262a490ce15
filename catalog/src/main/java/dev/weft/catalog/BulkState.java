package dev.weft.catalog;

import dev.weft.asset.AssetPartition;
import dev.weft.event.EventBody;
import dev.weft.event.EventJson;
import dev.weft.event.Trace;
import dev.weft.plan.Recorded;
import dev.weft.plan.RecordedState;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** What was read in bulk; JSON is read when somebody asks. */
record BulkState(
        Map<AssetPartition, Pointers> known, Map<Long, Raw> raw, ConcurrentHashMap<AssetPartition, Recorded> made)
        implements RecordedState {

    BulkState(Map<AssetPartition, Pointers> known, Map<Long, Raw> raw) {
        this(known, raw, new ConcurrentHashMap<>());
    }

    @Override
    public Recorded of(AssetPartition what) {
        var pointers = known.get(what);
        return pointers == null ? Recorded.NOTHING : made.computeIfAbsent(what, key -> recorded(pointers));
    }

    private Recorded recorded(Pointers at) {
        long sequence = at.latest > 0 ? at.latest : at.observed;
        var time = Optional.ofNullable(raw.get(sequence)).map(found -> Session.instant(found.micros));
        return new Recorded(
                body(at.latest, EventBody.Materialization.class),
                sequence,
                time.orElse(Instant.EPOCH),
                basis(at.basis),
                at.rejected > at.basis ? body(at.rejected, EventBody.Rejected.class) : Optional.empty(),
                body(at.observed, EventBody.Observation.class));
    }

    private <B extends EventBody> Optional<B> body(long sequence, Class<B> type) {
        return Optional.ofNullable(raw.get(sequence)).map(found -> type.cast(found.body()));
    }

    private Optional<Trace> basis(long sequence) {
        return Optional.ofNullable(raw.get(sequence)).map(found -> trace(found.body()));
    }

    private static Trace trace(EventBody body) {
        if (body instanceof EventBody.Materialization made) {
            return made.trace();
        } else if (body instanceof EventBody.Verified verified) {
            return verified.trace();
        } else if (body instanceof EventBody.Accepted accepted) {
            return accepted.trace();
        }
        throw new IllegalStateException("%s has no trace. This is a bug.".formatted(body));
    }

    /** Where an asset partition stands: sequences of events, 0 for none. */
    record Pointers(long latest, long basis, long rejected, long observed) {

        Stream<Long> all() {
            return Stream.of(latest, basis, rejected, observed).filter(sequence -> sequence > 0);
        }

        long newest() {
            return Math.max(Math.max(latest, basis), Math.max(rejected, observed));
        }
    }

    /** An event as it is stored. */
    record Raw(long micros, String kind, String json) {

        EventBody body() {
            return EventJson.read(kind, json);
        }
    }
}
