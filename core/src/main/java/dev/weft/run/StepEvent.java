package dev.weft.run;

import static dev.weft.run.StepStatus.BLOCKED;
import static dev.weft.run.StepStatus.CANCELLED;
import static dev.weft.run.StepStatus.FAILED;
import static dev.weft.run.StepStatus.PUBLISHING;
import static dev.weft.run.StepStatus.RETRYING;
import static dev.weft.run.StepStatus.RUNNING;
import static dev.weft.run.StepStatus.SKIPPED;
import static dev.weft.run.StepStatus.SUCCEEDED;
import static dev.weft.run.StepStatus.TIMED_OUT;
import static dev.weft.run.StepStatus.UNCHANGED;
import static dev.weft.run.StepStatus.UPSTREAM_FAILED;
import static dev.weft.run.StepStatus.WAITING;

import java.util.List;

/** What happens to a step, and the table of what that leads to. */
public enum StepEvent {
    CLAIM,
    REFUSE_CLAIM,
    FIND_UNCHANGED,
    INTEND,
    PUBLISH,
    RETURN_NOTHING,
    BLOCK,
    FAIL,
    FAIL_FOR_NOW,
    TIME_OUT,
    LOSE_UPSTREAM,
    CANCEL;

    /** The states of a step. */
    public static final StateTable<StepStatus, StepEvent> TABLE = new StateTable<>(
            WAITING,
            List.of(
                    row(WAITING, CLAIM, RUNNING),
                    row(WAITING, REFUSE_CLAIM, FAILED),
                    row(WAITING, FIND_UNCHANGED, UNCHANGED),
                    row(WAITING, RETURN_NOTHING, SKIPPED),
                    row(WAITING, BLOCK, BLOCKED),
                    row(WAITING, LOSE_UPSTREAM, UPSTREAM_FAILED),
                    row(WAITING, CANCEL, CANCELLED),
                    row(RUNNING, PUBLISH, SUCCEEDED),
                    row(RUNNING, INTEND, PUBLISHING),
                    row(PUBLISHING, PUBLISH, SUCCEEDED),
                    row(PUBLISHING, FAIL, FAILED),
                    row(RUNNING, FIND_UNCHANGED, UNCHANGED),
                    row(RUNNING, RETURN_NOTHING, SKIPPED),
                    row(RUNNING, BLOCK, BLOCKED),
                    row(RUNNING, FAIL, FAILED),
                    row(RUNNING, FAIL_FOR_NOW, RETRYING),
                    row(RUNNING, TIME_OUT, TIMED_OUT),
                    row(RUNNING, CANCEL, CANCELLED),
                    row(RETRYING, CLAIM, RUNNING),
                    row(RETRYING, REFUSE_CLAIM, FAILED),
                    row(RETRYING, CANCEL, CANCELLED)));

    private static StateTable.Row<StepStatus, StepEvent> row(StepStatus from, StepEvent event, StepStatus to) {
        return new StateTable.Row<>(from, event, to);
    }
}
