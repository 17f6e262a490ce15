package dev.weft.testkit;

import dev.weft.event.EventBody;
import dev.weft.execute.RunListener;
import dev.weft.plan.Plan;
import dev.weft.run.RunStatus;
import dev.weft.run.StepId;
import dev.weft.run.StepStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One run of a plan in a test, from its start to its end. */
final class Running implements RunListener {

    private final Ephemeral instance;
    private final Plan plan;
    private final Map<StepId, String> reasons = new HashMap<>();

    Running(Ephemeral instance, Plan plan) {
        this.instance = instance;
        this.plan = plan;
    }

    TestRun run(String selection) {
        var id = instance.newRun();
        if (plan.steps().isEmpty()) {
            return new TestRun(instance, plan, id, RunStatus.SUCCEEDED, List.of());
        }
        var result = instance.run(plan, id, selection, this);
        var steps = plan.steps().stream()
                .map(step -> new TestStep(
                        step.outputs(),
                        result.steps().getOrDefault(step.id(), StepStatus.CANCELLED),
                        reasons.getOrDefault(step.id(), "")))
                .toList();
        return new TestRun(instance, plan, id, result.status(), steps);
    }

    @Override
    public void stepEnded(StepId step, StepStatus status, String reason, List<EventBody.Materialization> made) {
        reasons.put(step, reason);
    }
}
