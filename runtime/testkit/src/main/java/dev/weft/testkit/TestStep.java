package dev.weft.testkit;

import dev.weft.asset.AssetPartition;
import dev.weft.run.StepStatus;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A step of a run: one call of a method, for one partition.
 *
 * @param outputs the asset partitions that it makes
 * @param status how it ended
 * @param reason why it ran, or why it did not end well: a sentence, or the error with the user's frames
 */
public record TestStep(List<AssetPartition> outputs, StepStatus status, String reason) {

    public TestStep {
        outputs = List.copyOf(outputs);
    }

    boolean makes(Name name) {
        return outputs.stream().anyMatch(name::matches);
    }

    /** Returns {@code flights[2001-01-07] succeeded: ...}. */
    @Override
    public String toString() {
        return "%s %s%s"
                .formatted(
                        outputs.stream().map(AssetPartition::toString).collect(Collectors.joining(", ")),
                        word(status),
                        reason.isEmpty() ? "" : ": " + reason);
    }

    static String word(StepStatus status) {
        return status.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
