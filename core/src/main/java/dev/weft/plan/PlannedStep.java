package dev.weft.plan;

import dev.weft.asset.AssetPartition;
import dev.weft.asset.Producer;
import dev.weft.run.StepId;
import java.util.List;

/**
 * A step of a plan.
 *
 * @param id its id
 * @param producer the method that it runs
 * @param outputs the asset partitions that it makes
 * @param after the steps of this plan whose outputs it or its checks read
 * @param reason why it is planned, a sentence
 * @param forced whether it runs even if its trace holds when it would start
 * @param conditional whether it has no reason of its own: it runs if what it waits for turns out different
 * @param triesBlocked whether it runs even if a blocking check rejected what the inputs that it has when it would start give
 */
public record PlannedStep(
        StepId id,
        Producer producer,
        List<AssetPartition> outputs,
        List<StepId> after,
        String reason,
        boolean forced,
        boolean conditional,
        boolean triesBlocked) {

    public PlannedStep {
        outputs = List.copyOf(outputs);
        after = List.copyOf(after);
    }

    /** Returns the step with other steps to wait for. */
    public PlannedStep after(List<StepId> others) {
        return new PlannedStep(id, producer, outputs, others, reason, forced, conditional, triesBlocked);
    }
}
