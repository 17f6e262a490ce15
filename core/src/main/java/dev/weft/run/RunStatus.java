package dev.weft.run;

/** Where a run stands. */
public enum RunStatus {
    /** Accepted; waits for a run that writes some of the same asset partitions. */
    QUEUED,
    RUNNING,
    /** Somebody asked to cancel it; running steps are being stopped. */
    CANCELLING,
    SUCCEEDED,
    FAILED,
    CANCELLED;

    public boolean isTerminal() {
        return this == SUCCEEDED || this == FAILED || this == CANCELLED;
    }
}
