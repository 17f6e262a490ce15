package dev.weft.catalog;

import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetPartition;
import dev.weft.event.Event;
import dev.weft.event.EventBody;
import dev.weft.event.Stored;
import dev.weft.plan.CheckCount;
import dev.weft.plan.KeptEvaluation;
import dev.weft.plan.RecordedAssets;
import dev.weft.plan.RecordedState;
import dev.weft.run.RunId;
import dev.weft.run.RunStatus;
import dev.weft.run.StepId;
import dev.weft.run.StepStatus;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The durable memory of an instance; safe for use by many threads.
 *
 * <p>Every write returns at once; its future completes when the write is durable, and fails with {@link CatalogException} when it is not known to
 * be. All writes of a process pass one writer that commits what is pending together.
 */
public interface Catalog extends RecordedAssets, AutoCloseable {

    /** Returns what and where it is, in one line for people. */
    String describe();

    /** Returns the random id that this instance was given when its catalog was made. */
    String instanceId();

    /** Returns the last durable sequence; 0 for an empty catalog. */
    long sequence();

    // --- writes
    // -----------------------------------------------------------------------------------------------------------------

    /** Accepts a run, if no live run is about to write one of the same asset partitions; records it queued and started. */
    CompletableFuture<Admission> admit(AdmitRun command);

    /** Starts an attempt of a step and claims its outputs. */
    CompletableFuture<Claim> claim(ClaimStep command);

    /** Gives back a slot of a concurrency pool, which a claim took; does nothing if it is free. */
    CompletableFuture<Boolean> freeSlot(RunId run, StepId step, long token);

    /** Says before a store outside is changed what will be published there; the step is publishing from then on. */
    CompletableFuture<Publication> intend(PublishStep command);

    /** Publishes what an attempt made, and claims for the steps that become ready by it; all in one commit. */
    CompletableFuture<Publication> publish(PublishStep command);

    /** Ends or re-schedules an attempt that publishes nothing, or a step that never started. */
    CompletableFuture<Boolean> end(EndStep command);

    /** Gives back writes of a run that it will not do after all. */
    CompletableFuture<Boolean> release(RunId run, Collection<AssetPartition> writes);

    /** Ends a run and gives back what it still holds. */
    CompletableFuture<Long> finish(RunId run, EventBody.RunFinished outcome);

    /** Records facts outside of steps: observations, reports, wipes, lost versions, cancel requests. */
    CompletableFuture<List<Long>> record(Optional<RunId> run, List<EventBody> facts);

    /** Keeps a graph snapshot under its hash, and records that it is the latest of its code location. */
    CompletableFuture<Long> recordGraph(EventBody.GraphRecorded fact, String snapshot);

    /** Adds lines to the log of a step's attempt. */
    CompletableFuture<Void> appendLog(RunId run, StepId step, int attempt, String text);

    /** Keeps evaluations in place of earlier ones of the same assets; no facts, they may be lost. */
    CompletableFuture<Void> keep(Collection<KeptEvaluation> evaluations);

    /**
     * Keeps texts about versions of code, each under an id that stands for its content: what an explanation of a change compares. Kept for good,
     * also through a rebuild.
     */
    CompletableFuture<Void> keepCode(Map<String, String> texts);

    // --- reads
    // ------------------------------------------------------------------------------------------------------------------

    /** Returns what is known of the assets, all partitions, as of the last durable sequence; read in bulk. */
    RecordedState state(Collection<AssetKey> assets);

    /** Returns what was known of the assets at an earlier sequence. */
    RecordedState state(Collection<AssetKey> assets, long sequence);

    /** Returns the steps of ended runs that may or may not have been put in place outside: their intent has no outcome. */
    List<Unsettled> unsettled();

    /** Returns the materialization that was the latest of the asset partition at a sequence; empty if there was none. */
    Optional<VersionRecord> versionAt(AssetPartition what, long sequence);

    /** Returns the materializations of an asset, newest first. */
    List<VersionRecord> versions(AssetKey asset, int limit);

    /** Returns the latest materialization of each partition of an asset. */
    List<VersionRecord> latest(AssetKey asset);

    /** Returns the one of the latest materializations of an asset's partitions that was made last; empty if there is none. */
    Optional<VersionRecord> newest(AssetKey asset);

    /** Returns the latest result of each check of an asset (per partition), newest first. */
    List<Event> checks(AssetKey asset, int limit);

    /** Returns the latest result of each check of an asset partition, newest first. */
    List<Event> checks(AssetPartition what);

    /** Returns by which code of checks the latest versions of these assets were looked at last, and how many. */
    List<CheckCount> checkCounts(Collection<AssetKey> assets);

    /** Returns the events of a run in order. */
    List<Event> events(RunId run, long after, int limit);

    /** Returns the latest runs, newest first. */
    default List<RunSummary> runs(int limit) {
        return runs(RunFilter.latest(limit));
    }

    /** Returns the runs that pass a filter, newest first. */
    List<RunSummary> runs(RunFilter filter);

    Optional<RunSummary> run(RunId run);

    /** Returns the steps of a run that have started or ended. */
    List<StepSummary> steps(RunId run);

    /** Returns what an attempt's step has logged; empty if nothing. */
    String log(RunId run, StepId step);

    /** Returns the texts that {@link #keepCode} kept, by id; one that is not kept is left out. */
    Map<String, String> code(Collection<String> ids);

    /**
     * Returns what has to stay in the stores, as of one moment; a run that is admitted later reads nothing older.
     *
     * @param newest how many of the newest versions of each asset partition stay, at least 1
     */
    Retained retained(int newest);

    /** Returns the latest graph snapshot of a code location. */
    Optional<String> graph(String codeLocation);

    /** Marks the runs whose owner is gone as failed, and returns them. */
    List<RunId> endOrphans();

    /** Makes all projections again from the event log, and returns the number of events read. */
    long rebuild();

    @Override
    void close();

    /**
     * What has to stay in the stores.
     *
     * @param versions the ids of the versions that are the latest, or can still be read by a living run, or are kept as the newest ones
     * @param superseded the other versions that were made, by id
     * @param ended the runs that have ended and whose process is gone: what they left unpublished is nobody's
     */
    record Retained(Set<String> versions, Map<String, Stored> superseded, Set<RunId> ended) {}

    /** A run that wants to start. */
    record AdmitRun(RunId run, EventBody.RunQueued queued, Set<AssetPartition> writes, String graph) {}

    /** Whether a run may start: {@code snapshot} is the sequence up to which it reads; else the run it has to wait for. */
    record Admission(boolean admitted, long snapshot, Optional<RunId> waitsFor) {}

    /** An attempt that wants to start. */
    record ClaimStep(
            RunId run,
            StepId step,
            int attempt,
            String attemptId,
            List<AssetPartition> outputs,
            String reason,
            Optional<PoolLimit> pool) {

        public ClaimStep(
                RunId run, StepId step, int attempt, String attemptId, List<AssetPartition> outputs, String reason) {
            this(run, step, attempt, attemptId, outputs, reason, Optional.empty());
        }
    }

    /** A concurrency pool, and how many steps of it may run at once in all processes. */
    record PoolLimit(String pool, int limit) {}

    /** The answer: a token that fences later takers, or a sentence that says who holds the outputs; {@code full}: its pool has no slot now. */
    record Claim(boolean granted, long token, String refusal, boolean full) {

        public Claim(boolean granted, long token, String refusal) {
            this(granted, token, refusal, false);
        }
    }

    /** What an attempt made. */
    record PublishStep(
            RunId run,
            StepId step,
            int attempt,
            long token,
            List<EventBody.Materialization> materializations,
            List<EventBody> others,
            EventBody.StepEnded end,
            List<ClaimStep> next) {}

    /** The answer: the sequence of each materialization, in order, and of each claim; or why it was refused. */
    record Publication(boolean published, List<Long> sequences, List<Claim> next, String refusal) {}

    /**
     * An attempt that ends without publishing, or is tried again.
     *
     * @param token the claim's token; 0 for a step that never started
     * @param facts checks, rejections, verifications, then {@link EventBody.StepEnded} or {@link EventBody.StepRetrying}
     * @param outputs what the step was to write and now leaves to other runs
     */
    record EndStep(RunId run, StepId step, long token, List<EventBody> facts, List<AssetPartition> outputs) {

        public EndStep(RunId run, StepId step, long token, List<EventBody> facts) {
            this(run, step, token, facts, List.of());
        }
    }

    /** A step whose process ended between its intent and its publication. */
    record Unsettled(RunId run, StepId step, long token, EventBody.StepPublishing intent) {}

    /** A materialization with its place in the order. */
    record VersionRecord(long sequence, Instant time, Optional<RunId> run, EventBody.Materialization materialization) {}

    /** A run at a glance. */
    record RunSummary(
            RunId run,
            RunStatus status,
            String selection,
            Map<String, String> tags,
            int plannedSteps,
            Map<StepStatus, Integer> steps,
            Instant queued,
            Optional<Instant> ended,
            String reason) {}

    /** A step at a glance. */
    record StepSummary(
            StepId step, StepStatus status, int attempts, Instant started, Optional<Instant> ended, String reason) {}
}
