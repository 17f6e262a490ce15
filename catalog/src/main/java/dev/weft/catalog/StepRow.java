package dev.weft.catalog;

import dev.weft.asset.AssetPartition;
import dev.weft.catalog.Needs.StepOf;
import dev.weft.event.EventBody;
import dev.weft.event.EventJson;
import dev.weft.run.StepStatus;
import java.util.List;

/** What is known of a step; changed by events only. */
final class StepRow {
    final StepOf key;
    StepStatus status = StepStatus.WAITING;
    int attempts;
    long token;
    long startedMicros;
    long endedMicros;
    String startedBody = "";
    String reason = "";

    StepRow(StepOf key) {
        this.key = key;
    }

    /** Returns what its last attempt claimed. */
    List<AssetPartition> outputs() {
        return !startedBody.isEmpty()
                        && EventJson.read("step_started", startedBody) instanceof EventBody.StepStarted started
                ? started.outputs()
                : List.of();
    }

    boolean isActive(long claim) {
        return token == claim && (status == StepStatus.RUNNING || status == StepStatus.PUBLISHING);
    }

    Object[] values() {
        return new Object[] {
            key.run().text(),
            key.step().first().asset().text(),
            Session.partition(key.step().first()),
            status.name(),
            attempts,
            token,
            startedMicros,
            endedMicros,
            startedBody,
            reason
        };
    }
}
