package dev.weft.run;

/** Where a step of a run stands. */
public enum StepStatus {
    /** Some of its upstream steps have not ended. */
    WAITING,
    /** An attempt holds the claim. */
    RUNNING,
    /** The last attempt failed; the next one waits for its delay. */
    RETRYING,
    /** Its result is being put into a store outside; the claim is held. */
    PUBLISHING,
    SUCCEEDED,
    /** When it would have started, its inputs were those of the last version: nothing to do. */
    UNCHANGED,
    /** It returned an empty Optional: the previous version stays; or what it reads did, and has no version. */
    SKIPPED,
    /** A blocking check rejected its result. */
    BLOCKED,
    FAILED,
    /** An upstream step failed, was blocked or cancelled. */
    UPSTREAM_FAILED,
    TIMED_OUT,
    CANCELLED;

    public boolean isTerminal() {
        return switch (this) {
            case WAITING, RUNNING, RETRYING, PUBLISHING -> false;
            case SUCCEEDED, UNCHANGED, SKIPPED, BLOCKED, FAILED, UPSTREAM_FAILED, TIMED_OUT, CANCELLED -> true;
        };
    }

    /** Tells whether steps that read its outputs may go on. */
    public boolean letsDownstreamRun() {
        return this == SUCCEEDED || this == UNCHANGED || this == SKIPPED;
    }
}
