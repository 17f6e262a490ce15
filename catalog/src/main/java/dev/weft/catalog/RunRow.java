package dev.weft.catalog;

import dev.weft.run.RunId;
import dev.weft.run.RunStatus;

/** What is known of a run; changed by events only. */
final class RunRow {
    final RunId run;
    long queuedSeq;
    RunStatus status = RunStatus.QUEUED;
    long snapshot;
    long queuedMicros;
    long endedMicros;
    String queuedBody = "{}";
    String reason = "";

    RunRow(RunId run) {
        this.run = run;
    }

    Object[] values() {
        return new Object[] {
            run.text(), queuedSeq, status.name(), snapshot, queuedMicros, endedMicros, queuedBody, reason
        };
    }
}
