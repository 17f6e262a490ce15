package dev.weft.run;

import dev.weft.asset.AssetPartition;

/**
 * The id of a step within its run: its first output, {@code flights[2001-01-07]}.
 *
 * @param first the first output of the step's producer, and the partition
 */
public record StepId(AssetPartition first) implements Comparable<StepId> {

    @Override
    public int compareTo(StepId other) {
        return first.compareTo(other.first);
    }

    @Override
    public String toString() {
        return first.toString();
    }
}
