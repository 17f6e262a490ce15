package dev.weft.execute;

import dev.weft.event.EventBody;
import dev.weft.run.StepEvent;
import java.util.List;

/** How a step ended, as the coordinator hears it. */
record StepOutcome(StepEvent event, String reason, List<EventBody.Materialization> made) {

    static StepOutcome of(StepEvent event, String reason) {
        return new StepOutcome(event, reason, List.of());
    }
}
