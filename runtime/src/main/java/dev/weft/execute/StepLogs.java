package dev.weft.execute;

import dev.weft.catalog.Catalog;
import dev.weft.run.RunId;

/** Brings what attempts print and log to the catalog. Nobody waits for it: a line that is lost does not fail its step. */
@SuppressWarnings("FutureReturnValueIgnored")
final class StepLogs {

    private final Catalog catalog;
    private final RunId run;

    StepLogs(Catalog catalog, RunId run) {
        this.catalog = catalog;
        this.run = run;
    }

    /** Takes the lines that are whole. */
    void flushLines(ActiveAttempt attempt) {
        append(attempt, attempt.log().takeLines());
    }

    /** Takes all there is, also a last line without its end. */
    void flushEnd(ActiveAttempt attempt) {
        append(attempt, attempt.log().takeAll());
    }

    private void append(ActiveAttempt attempt, String text) {
        if (!text.isEmpty()) {
            catalog.appendLog(run, attempt.step().id(), attempt.number(), text);
        }
    }
}
