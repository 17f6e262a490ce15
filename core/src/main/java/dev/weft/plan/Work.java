package dev.weft.plan;

import dev.weft.api.PartitionKey;
import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetPartition;
import dev.weft.asset.Producer;
import dev.weft.partition.PartitionSet;
import dev.weft.run.StepId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Partitions of what one method makes, planned for one reason; one step each. */
public final class Work {

    private final Producer producer;
    private final PartitionSet partitions;
    private final String reason;
    private final List<String> causes;
    private final @Nullable Work because;
    private final Work root;
    private final boolean forced;
    private final Optional<Duration> step;

    private Work(
            Producer producer,
            PartitionSet partitions,
            String reason,
            List<String> causes,
            @Nullable Work because,
            boolean forced,
            Optional<Duration> step) {
        this.producer = producer;
        this.partitions = partitions;
        this.reason = reason;
        this.causes = List.copyOf(causes);
        this.because = because;
        this.root = because == null ? this : because.root;
        this.forced = forced;
        this.step = step;
    }

    /** Runs for a reason of its own. */
    static Work of(Producer producer, PartitionSet partitions, Evaluation.Group group, Optional<Duration> step) {
        var part = group.with(partitions);
        return new Work(producer, partitions, part.sentence(), group.verdict().causes(), null, false, step);
    }

    /** Runs whether or not there is a reason. */
    static Work forced(Producer producer, PartitionSet partitions, String reason, Optional<Duration> step) {
        return new Work(producer, partitions, reason, List.of(), null, true, step);
    }

    /** Runs if what runs first gives other content than before. */
    static Work after(
            Work because, AssetKey upstream, Producer producer, PartitionSet partitions, Optional<Duration> step) {
        var name = because.steps() == 1
                ? because.partitions
                        .first()
                        .map(key -> upstream + "[" + key + "]")
                        .orElse(upstream.text())
                : upstream.text();
        var reason = name + " runs first; unchanged if its content is the same";
        return new Work(producer, partitions, reason, List.of(), because, false, step);
    }

    Work without(PartitionSet taken) {
        return new Work(producer, partitions.andNot(taken), reason, causes, because, forced, step);
    }

    /** Returns the part of it that those steps do. */
    Work of(Set<StepId> steps) {
        var first = producer.outputs().get(0);
        var kept = members().stream()
                .filter(member -> steps.contains(new StepId(new AssetPartition(first, member))))
                .toList();
        var part = PartitionSet.ofMembers(partitions.numbering(), kept);
        return new Work(producer, part, reason, causes, because, forced, step);
    }

    /** Returns the method that runs. */
    public Producer producer() {
        return producer;
    }

    /** Returns the partitions that run, {@link PartitionSet#whole} for what has none. */
    public PartitionSet partitions() {
        return partitions;
    }

    /** Returns the number of steps. */
    public long steps() {
        return partitions.count();
    }

    /** Returns why it is planned, a sentence. */
    public String reason() {
        return reason;
    }

    /** Returns the names of the causes, such as {@code code_changed}; none for what is missing, forced, or follows others. */
    public List<String> causes() {
        return causes;
    }

    /** Returns the work whose outcome decides whether this has to be done; empty if it has a reason of its own. */
    public Optional<Work> because() {
        return Optional.ofNullable(because);
    }

    /** Returns the work with a reason of its own at the end of the chain of reasons; itself if it has one. */
    public Work root() {
        return root;
    }

    /** Tells whether it runs even if its trace holds when it would start. */
    public boolean isForced() {
        return forced;
    }

    /** Returns how long one of its steps took lately; empty if none ever ran. */
    public Optional<Duration> step() {
        return step;
    }

    /** Returns the partitions, an empty one for what has none. */
    public List<Optional<PartitionKey>> members() {
        return partitions.members();
    }

    @Override
    public String toString() {
        return "%s %s: %s".formatted(producer.outputs(), partitions, reason);
    }
}
