package dev.weft.catalog;

import dev.weft.asset.AssetPartition;
import dev.weft.run.RunId;
import dev.weft.run.StepId;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** What a command has to know of the projections before it can be decided. */
final class Needs {

    final Set<RunId> runs = new LinkedHashSet<>();
    /** Runs of which all steps that have not ended are needed. */
    final Set<RunId> wholeRuns = new LinkedHashSet<>();

    final Set<StepOf> steps = new LinkedHashSet<>();
    final Set<AssetPartition> slots = new LinkedHashSet<>();
    /** Assets of which the remaining writes of live runs are needed. */
    final Set<String> writtenAssets = new LinkedHashSet<>();

    /** Pools of which the held slots are needed. */
    final Set<String> pools = new LinkedHashSet<>();

    /** A step of a run. */
    record StepOf(RunId run, StepId step) {}

    Needs run(RunId run) {
        runs.add(run);
        return this;
    }

    Needs step(RunId run, StepId step) {
        steps.add(new StepOf(run, step));
        return run(run);
    }

    Needs fact(Optional<RunId> run, Fact fact) {
        run.ifPresent(runs::add);
        fact.subject().ifPresent(slots::add);
        return this;
    }

    void add(Needs other) {
        runs.addAll(other.runs);
        wholeRuns.addAll(other.wholeRuns);
        steps.addAll(other.steps);
        slots.addAll(other.slots);
        writtenAssets.addAll(other.writtenAssets);
        pools.addAll(other.pools);
    }
}
