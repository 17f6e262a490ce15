package dev.weft.plan;

import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetPartition;
import dev.weft.partition.PartitionSet;
import dev.weft.run.StepId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What will run, in an order that keeps every dependency, and what will not. It is about sets of partitions; steps are made of them only when
 * somebody asks for them.
 */
public final class Plan {

    private final Instant now;
    private final List<Work> work;
    private final List<NotRun> notRun;
    private final List<KeptEvaluation> learned;
    private final Duration longestChain;
    private final Map<AssetKey, PartitionSet> made;
    private final Supplier<List<PlannedStep>> expansion;
    private @Nullable List<PlannedStep> steps;

    Plan(
            Instant now,
            List<Work> work,
            List<NotRun> notRun,
            List<KeptEvaluation> learned,
            Duration longestChain,
            Map<AssetKey, PartitionSet> made,
            Supplier<List<PlannedStep>> expansion) {
        this.now = now;
        this.work = List.copyOf(work);
        this.notRun = List.copyOf(notRun);
        this.learned = List.copyOf(learned);
        this.longestChain = longestChain;
        this.made = Map.copyOf(made);
        this.expansion = expansion;
    }

    /** Returns the one moment for which it was made. */
    public Instant now() {
        return now;
    }

    /** Returns what runs, as sets, each after what it reads from. */
    public List<Work> work() {
        return work;
    }

    /** Returns the selected assets of which nothing, or only a part, runs, with the reason. */
    public List<NotRun> notRun() {
        return notRun;
    }

    /** Returns which partitions of the selected assets have a version. */
    public Map<AssetKey, PartitionSet> made() {
        return made;
    }

    /** Returns what making the plan found out and a catalog may keep. */
    public List<KeptEvaluation> learned() {
        return learned;
    }

    /** Returns the steps, each after those it reads from. */
    public synchronized List<PlannedStep> steps() {
        var known = steps;
        if (known == null) {
            known = List.copyOf(expansion.get());
            steps = known;
        }
        return known;
    }

    /** Returns the part of this plan whose steps write nothing but what is given; what they waited for and is left out, they wait for no more. */
    public Plan within(Set<AssetPartition> writes) {
        return of(step -> writes.containsAll(step.outputs()));
    }

    /** Returns this plan without those steps; what waited for them waits for them no more. */
    public Plan without(Set<StepId> done) {
        return of(step -> !done.contains(step.id()));
    }

    private Plan of(Predicate<PlannedStep> wanted) {
        var kept = steps().stream().filter(wanted).toList();
        var ids = kept.stream().map(PlannedStep::id).collect(Collectors.toSet());
        var left = kept.stream()
                .map(step ->
                        step.after(step.after().stream().filter(ids::contains).toList()))
                .toList();
        var parts = work.stream()
                .map(part -> part.of(ids))
                .filter(part -> part.steps() > 0)
                .toList();
        return new Plan(now, parts, notRun, learned, longestChain(left, parts), made, () -> left);
    }

    private static Duration longestChain(List<PlannedStep> steps, List<Work> work) {
        var durations = new HashMap<String, Duration>();
        work.forEach(part ->
                part.step().ifPresent(step -> durations.put(part.producer().id(), step)));
        var chains = new HashMap<StepId, Duration>();
        for (var step : steps) {
            var before = step.after().stream()
                    .map(id -> chains.getOrDefault(id, Duration.ZERO))
                    .reduce(Duration.ZERO, Plan::longer);
            chains.put(
                    step.id(),
                    before.plus(durations.getOrDefault(step.producer().id(), Duration.ZERO)));
        }
        return chains.values().stream().reduce(Duration.ZERO, Plan::longer);
    }

    static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** Returns the number of steps, without making them. */
    public long stepCount() {
        return work.stream().mapToLong(Work::steps).sum();
    }

    /** Tells whether nothing runs. */
    public boolean isEmpty() {
        return stepCount() == 0;
    }

    /** Returns the number of assets that run. */
    public long assetCount() {
        return work.stream()
                .flatMap(part -> part.producer().outputs().stream())
                .distinct()
                .count();
    }

    /** Returns the number of steps of which no duration is known. */
    public long stepsOfUnknownDuration() {
        return work.stream()
                .filter(part -> part.step().isEmpty())
                .mapToLong(Work::steps)
                .sum();
    }

    /** Returns how long it takes if all of it runs as fast as lately, so many steps at once, as far as durations are known. */
    public Duration expected(int concurrency) {
        var all = work.stream()
                .map(part -> part.step().orElse(Duration.ZERO).multipliedBy(part.steps()))
                .reduce(Duration.ZERO, Duration::plus)
                .dividedBy(concurrency);
        return longer(all, longestChain);
    }

    /**
     * Selected asset partitions that do not run.
     *
     * @param asset the asset's key
     * @param set which
     * @param reason why, a sentence
     * @param standing where they stand
     */
    public record NotRun(AssetKey asset, PartitionSet set, String reason, Standing standing) {

        /** Returns how many partitions; 1 if the asset has none. */
        public long partitions() {
            return set.count();
        }

        /** Tells whether a blocking check rejected them on the very same inputs. */
        public boolean blocked() {
            return standing == Standing.BLOCKED;
        }
    }
}
