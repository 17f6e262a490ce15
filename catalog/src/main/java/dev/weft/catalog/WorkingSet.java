package dev.weft.catalog;

import dev.weft.asset.AssetPartition;
import dev.weft.event.EventBody;
import dev.weft.plan.KeptEvaluation;
import dev.weft.run.RunId;
import dev.weft.run.StepId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * One transaction in memory: what its commands need to know, and what they add. Read, decide, write; nothing is written before {@link #flush}.
 */
final class WorkingSet {

    private final Session session;
    private final long nowMicros;
    private final Reservations reservations;
    private final Projections projections;
    /** Slots held by living processes, by pool. */
    private final Map<String, Integer> slotsHeld = new HashMap<>();

    private final List<Object[]> slotsTaken = new ArrayList<>();
    private final List<Object[]> slotsFreed = new ArrayList<>();
    private final List<Object[]> events = new ArrayList<>();
    private final List<Object[]> graphParts = new ArrayList<>();
    private final List<Object[]> codeParts = new ArrayList<>();
    private final List<Object[]> evaluations = new ArrayList<>();
    private final List<Object[]> logs = new ArrayList<>();
    private final List<Object[]> owners = new ArrayList<>();
    /** Whether this transaction records its process as an owner of runs. */
    boolean registers;
    /** Whether it holds a publication. */
    boolean publishes;

    private @Nullable UUID firstEvent;
    private long sequence;

    WorkingSet(Session session, long sequence, long nowMicros) {
        this.session = session;
        this.sequence = sequence;
        this.nowMicros = nowMicros;
        this.reservations = new Reservations(session);
        this.projections = new Projections(session, reservations);
    }

    /** Returns the sequence of the last event, those of this transaction included. */
    long sequence() {
        return sequence;
    }

    /** Returns the id of an event of this transaction, by which its commit can be looked up; null if it has none. */
    @Nullable
    UUID firstEvent() {
        return firstEvent;
    }

    Session session() {
        return session;
    }

    void load(Needs needs) throws SQLException {
        projections.load(needs);
        reservations.load(needs.writtenAssets);
    }

    /** Counts the slots of each pool that are held by processes that live. */
    void loadPools(Set<String> pools, String owner) throws SQLException {
        for (var pool : pools) {
            slotsHeld.put(pool, 0);
            session.each(
                    session.dialect().poolSlots(), List.of(pool, owner), row -> slotsHeld.put(pool, row.getInt(1)));
        }
    }

    int slotsHeld(String pool) {
        return slotsHeld.getOrDefault(pool, 0);
    }

    void takeSlot(String pool, RunId run, StepId step, long token, String owner) {
        slotsHeld.merge(pool, 1, Integer::sum);
        slotsTaken.add(new Object[] {run.text(), Session.asset(step), Session.partition(step), token, pool, owner});
    }

    void freeSlot(RunId run, StepId step, long token) {
        slotsFreed.add(new Object[] {run.text(), Session.asset(step), Session.partition(step), token});
    }

    Optional<RunRow> run(RunId run) {
        return projections.run(run);
    }

    Optional<StepRow> step(RunId run, StepId step) {
        return projections.step(run, step);
    }

    /** Returns the steps of a run that hold a claim or wait for their next attempt; needs the whole run. */
    List<StepRow> openSteps(RunId run) {
        return projections.openSteps(run);
    }

    SlotRow slot(AssetPartition what) {
        return projections.slot(what);
    }

    Optional<RunId> writer(AssetPartition what) {
        return reservations.writer(what);
    }

    void reserve(RunId run, Collection<AssetPartition> set) {
        reservations.take(run, set);
    }

    void giveBack(RunId run, Collection<AssetPartition> set) {
        reservations.giveBack(run, set);
    }

    /** Adds an event and lets it change the projections; returns its sequence. */
    long append(Optional<RunId> run, Optional<StepId> step, Fact fact) {
        var id = newId();
        if (firstEvent == null) {
            firstEvent = id;
        }
        sequence++;
        publishes |= fact.body() instanceof EventBody.Materialization;
        var subject = fact.subject();
        events.add(new @Nullable Object[] {
            sequence,
            id,
            nowMicros,
            run.map(RunId::text).orElse(null),
            step.map(Session::asset).orElse(null),
            step.map(Session::partition).orElse(null),
            subject.map(what -> what.asset().text()).orElse(null),
            subject.map(Session::partition).orElse(null),
            fact.kind(),
            fact.json()
        });
        projections.apply(sequence, nowMicros, run, step, fact);
        return sequence;
    }

    /** Makes an id that grows with time, so that the index over ids grows at its end. */
    private UUID newId() {
        var random = ThreadLocalRandom.current();
        long high = (nowMicros / 1000) << 16 | 0x7000 | random.nextInt(1 << 12);
        return new UUID(high, random.nextLong() >>> 2 | 1L << 63);
    }

    void own(RunId run, String owner) {
        owners.add(new Object[] {run.text(), owner});
    }

    void addGraph(String hash, List<String> parts) {
        for (int i = 0; i < parts.size(); i++) {
            graphParts.add(new Object[] {hash, i, parts.get(i)});
        }
    }

    void addCode(String id, List<String> parts) {
        for (int i = 0; i < parts.size(); i++) {
            codeParts.add(new Object[] {id, i, parts.get(i)});
        }
    }

    void keep(KeptEvaluation evaluation) {
        evaluations.add(new Object[] {
            evaluation.asset().text(), evaluation.sequence(), evaluation.signature(), evaluation.text()
        });
    }

    void addLog(RunId run, StepId step, int attempt, String text) {
        logs.add(new Object[] {run.text(), Session.asset(step), Session.partition(step), attempt, text});
    }

    /** Tells whether there is anything to write. */
    boolean isEmpty() {
        return events.isEmpty()
                && logs.isEmpty()
                && codeParts.isEmpty()
                && owners.isEmpty()
                && evaluations.isEmpty()
                && reservations.isUnchanged()
                && slotsTaken.isEmpty()
                && slotsFreed.isEmpty();
    }

    void flush() throws SQLException {
        session.batch(
                "insert into event (seq, id, at_micros, run_id, step_asset, step_partition, asset, partition_key, kind, body)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                events);
        reservations.flush();
        projections.flush();
        session.batch(session.upsert("run_owner", List.of("run_id"), "owner_id"), owners);
        session.batch(session.upsert("evaluation", List.of("asset"), "seq, signature, body"), evaluations);
        session.batch(session.upsert("graph_part", List.of("hash", "part"), "text"), graphParts);
        session.batch(session.upsert("code_text", List.of("id", "part"), "text"), codeParts);
        session.batch(
                "insert into step_log (run_id, step_asset, step_partition, attempt, text) values (?, ?, ?, ?, ?)",
                logs);
        session.batch(
                "delete from pool_slot where run_id = ? and step_asset = ? and step_partition = ? and token = ?",
                slotsFreed);
        session.batch(
                "insert into pool_slot (run_id, step_asset, step_partition, token, pool, owner_id) values (?, ?, ?, ?, ?, ?)",
                slotsTaken);
        session.update("update counter set seq = ? where name = 'event'", sequence);
    }
}
