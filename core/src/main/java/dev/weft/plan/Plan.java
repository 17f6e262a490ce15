package dev.weft.plan;

import java.time.Instant;
import java.util.List;

/**
 * What will run, in an order that keeps every dependency, and what will not.
 *
 * @param now the one moment for which it was made
 * @param steps the steps, each after those it reads from
 * @param notRun the selected assets of which nothing, or only a part, runs, with the reason
 */
public record Plan(Instant now, List<PlannedStep> steps, List<NotRun> notRun) {

    public Plan {
        steps = List.copyOf(steps);
        notRun = List.copyOf(notRun);
    }

    /**
     * A selected asset that does not run.
     *
     * @param asset the asset's key
     * @param partitions how many of its partitions; 1 if it has none
     * @param reason why, a sentence
     * @param blocked whether a blocking check rejected it on the very same inputs
     */
    public record NotRun(dev.weft.asset.AssetKey asset, long partitions, String reason, boolean blocked) {}
}
