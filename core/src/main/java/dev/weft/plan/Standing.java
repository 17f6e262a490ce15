package dev.weft.plan;

import java.util.Locale;

/** Where an asset partition stands; each stands in exactly one place. */
public enum Standing {
    /** It is what would be made now. */
    FRESH,
    /** It is not what would be made now. */
    STALE,
    /** There is no version. */
    MISSING,
    /** It is stale or missing, and the last attempt to make it failed. */
    FAILED,
    /** It is stale or missing, and a blocking check rejected what these very inputs give. */
    BLOCKED,
    /** There is no version: on these very inputs it returned nothing. */
    SKIPPED,
    /** It needs external data that nobody has seen yet. */
    WAITING;

    /** Returns the word for people, JSON and {@code status:}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Tells whether a plan makes it, without being told to. */
    public boolean wantsToRun() {
        return this == STALE || this == MISSING || this == FAILED;
    }
}
