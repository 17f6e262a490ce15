package dev.weft.execute;

import dev.weft.event.EventBody;
import dev.weft.run.StepStatus;
import java.util.List;

/** How a step ended, as the coordinator hears it. */
record StepOutcome(StepStatus status, String reason, List<EventBody.Materialization> made) {

    static StepOutcome of(StepStatus status, String reason) {
        return new StepOutcome(status, reason, List.of());
    }
}
