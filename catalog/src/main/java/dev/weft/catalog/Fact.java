package dev.weft.catalog;

import dev.weft.asset.AssetPartition;
import dev.weft.event.EventBody;
import dev.weft.event.EventJson;
import java.util.Optional;

/** A fact with its JSON, made by the caller's thread: what cannot be written fails there. */
record Fact(EventBody body, String kind, String json) {

    static Fact of(EventBody body) {
        return new Fact(body, EventJson.kind(body), EventJson.write(body));
    }

    /** Returns the asset partition that the fact is about, if it is about one. */
    Optional<AssetPartition> subject() {
        return subject(body);
    }

    static Optional<AssetPartition> subject(EventBody body) {
        if (body instanceof EventBody.Materialization made) {
            return Optional.of(made.stored().what());
        } else if (body instanceof EventBody.Observation seen) {
            return Optional.of(seen.what());
        } else if (body instanceof EventBody.CheckEvaluated checked) {
            return Optional.of(checked.what());
        } else if (body instanceof EventBody.Verified verified) {
            return Optional.of(verified.what());
        } else if (body instanceof EventBody.Accepted accepted) {
            return Optional.of(accepted.what());
        } else if (body instanceof EventBody.Rejected rejected) {
            return Optional.of(rejected.what());
        } else if (body instanceof EventBody.Lost lost) {
            return Optional.of(lost.what());
        } else if (body instanceof EventBody.Collected collected) {
            return Optional.of(collected.what());
        } else if (body instanceof EventBody.Wiped wiped) {
            return Optional.of(wiped.what());
        }
        return Optional.empty();
    }
}
