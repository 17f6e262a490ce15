package dev.weft.run;

import static dev.weft.run.RunStatus.CANCELLED;
import static dev.weft.run.RunStatus.CANCELLING;
import static dev.weft.run.RunStatus.FAILED;
import static dev.weft.run.RunStatus.QUEUED;
import static dev.weft.run.RunStatus.RUNNING;
import static dev.weft.run.RunStatus.SUCCEEDED;

import java.util.List;

/** What happens to a run, and the table of what that leads to. */
public enum RunEvent {
    ADMIT,
    CANCEL,
    END_WELL,
    END_BADLY,
    STOP,
    /** Its process ended without a word. */
    ORPHAN;

    /** The states of a run. */
    public static final StateTable<RunStatus, RunEvent> TABLE = new StateTable<>(
            QUEUED,
            List.of(
                    row(QUEUED, ADMIT, RUNNING),
                    row(QUEUED, STOP, CANCELLED),
                    row(RUNNING, END_WELL, SUCCEEDED),
                    row(RUNNING, END_BADLY, FAILED),
                    row(RUNNING, CANCEL, CANCELLING),
                    row(CANCELLING, STOP, CANCELLED),
                    row(QUEUED, ORPHAN, FAILED),
                    row(RUNNING, ORPHAN, FAILED),
                    row(CANCELLING, ORPHAN, FAILED)));

    private static StateTable.Row<RunStatus, RunEvent> row(RunStatus from, RunEvent event, RunStatus to) {
        return new StateTable.Row<>(from, event, to);
    }
}
