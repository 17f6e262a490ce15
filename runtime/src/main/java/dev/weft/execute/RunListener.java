package dev.weft.execute;

import dev.weft.event.EventBody;
import dev.weft.run.RunId;
import dev.weft.run.StateTable;
import dev.weft.run.StepEvent;
import dev.weft.run.StepId;
import dev.weft.run.StepStatus;
import java.util.List;

/** Hears what happens in a run, from one thread at a time; should return at once. */
public interface RunListener {

    /** The run waits for another one that is about to write some of the same. */
    default void runWaits(RunId other) {
        warning("Waits for run %s, which is about to write some of the same.".formatted(other));
    }

    /** The run has started. */
    default void runStarted(RunId run, int steps) {}

    /** A step runs. */
    default void stepStarted(StepId step, int attempt) {}

    /** A step has to wait: all slots of its pool are held. */
    default void stepWaitsForPool(StepId step, String pool) {}

    /** A step ended; {@code made} is what it materialized. */
    default void stepEnded(StepId step, StepStatus status, String reason, List<EventBody.Materialization> made) {}

    /** A step went from one state to the next. */
    default void stepMoved(StepId step, StateTable.Row<StepStatus, StepEvent> transition) {}

    /** Something that does not stop the run. */
    default void warning(String message) {}
}
