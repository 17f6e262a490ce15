package dev.weft.catalog;

import dev.weft.api.PartitionKey;
import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetPartition;
import dev.weft.catalog.CatalogWriter.Owner;
import dev.weft.catalog.Needs.StepOf;
import dev.weft.event.Event;
import dev.weft.event.EventBody;
import dev.weft.event.EventJson;
import dev.weft.event.Trace;
import dev.weft.plan.KeptEvaluation;
import dev.weft.plan.Recorded;
import dev.weft.plan.RecordedState;
import dev.weft.plan.Slot;
import dev.weft.run.RunId;
import dev.weft.run.RunStatus;
import dev.weft.run.StepId;
import dev.weft.run.StepStatus;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The catalog in a relational database: an event log, and projections that the same transactions keep up to date. */
final class JdbcCatalog implements Catalog {

    private static final int IDLE_READERS = 4;
    /** What one row of text holds; less than H2's limit of 1,048,576 characters. */
    private static final int LARGEST_PART = 500_000;

    private static final int REBUILD_PAGE = 2000;
    private static final long WORTH_COMPACTING = 4L << 20;
    private static final String EVENT_COLUMNS =
            "e.seq, e.id, e.at_micros, e.run_id, e.step_asset, e.step_partition, e.kind, e.body";

    private final CatalogSettings settings;
    private final Optional<OwnerLock> lock;
    private final Owner owner;
    private final CatalogWriter writer;
    private final ConcurrentLinkedDeque<Session> readers = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    JdbcCatalog(CatalogSettings settings, Optional<OwnerLock> lock, Session session) throws SQLException {
        this.settings = settings;
        this.lock = lock;
        long pid = ProcessHandle.current().pid();
        this.owner = new Owner(pid + "-" + UUID.randomUUID(), pid, settings.command());
        this.writer = new CatalogWriter(settings, owner, session);
    }

    @Override
    public String describe() {
        if (settings.isPostgres()) {
            return "PostgreSQL at " + settings.place();
        }
        return settings.folder().map(folder -> "H2 in " + folder).orElse("H2 in memory");
    }

    @Override
    public long sequence() {
        return settings.isPostgres()
                ? read(session -> session.list(
                                "select seq from counter where name = 'event'", List.of(), row -> row.getLong(1))
                        .get(0))
                : writer.durable();
    }

    @Override
    public CompletableFuture<Admission> admit(AdmitRun command) {
        return tried(() -> {
            var queued = Fact.of(command.queued());
            Fact.of(new EventBody.RunStarted(0, command.graph()));
            var needs = new Needs().run(command.run());
            command.writes()
                    .forEach(what -> needs.writtenAssets.add(what.asset().text()));
            return writer.submit(needs, set -> admit(set, command, queued));
        });
    }

    private Admission admit(WorkingSet set, AdmitRun command, Fact queued) throws SQLException {
        var id = command.run();
        var known = set.run(id);
        if (known.isPresent() && known.get().status != RunStatus.QUEUED) {
            boolean live = !known.get().status.isTerminal();
            return new Admission(live, known.get().snapshot, Optional.empty());
        }
        writer.register(set);
        if (known.isEmpty()) {
            set.append(Optional.of(id), Optional.empty(), queued);
            set.own(id, owner.id());
        }
        var holder = command.writes().stream()
                .flatMap(what -> set.writer(what).stream())
                .filter(other -> !other.equals(id))
                .min(RunId::compareTo);
        if (holder.isPresent()) {
            return new Admission(false, set.sequence(), holder);
        }
        long snapshot = set.sequence();
        set.append(Optional.of(id), Optional.empty(), Fact.of(new EventBody.RunStarted(snapshot, command.graph())));
        set.reserve(id, command.writes());
        return new Admission(true, snapshot, Optional.empty());
    }

    @Override
    public CompletableFuture<Claim> claim(ClaimStep command) {
        return tried(() -> {
            var started = started(command);
            return writer.submit(needs(command), set -> claim(set, command, started));
        });
    }

    @Override
    public CompletableFuture<Boolean> freeSlot(RunId run, StepId step, long token) {
        return writer.submit(new Needs(), set -> {
            set.freeSlot(run, step, token);
            return true;
        });
    }

    @Override
    public CompletableFuture<Boolean> release(RunId run, Collection<AssetPartition> writes) {
        var unneeded = List.copyOf(writes);
        return writer.submit(new Needs(), set -> {
            set.giveBack(run, unneeded);
            return true;
        });
    }

    private static Fact started(ClaimStep command) {
        return Fact.of(
                new EventBody.StepStarted(command.attempt(), command.attemptId(), command.outputs(), command.reason()));
    }

    private static Needs needs(ClaimStep command) {
        var needs = new Needs().step(command.run(), command.step());
        needs.slots.addAll(command.outputs());
        command.pool().ifPresent(pool -> needs.pools.add(pool.pool()));
        return needs;
    }

    private Claim claim(WorkingSet set, ClaimStep command, Fact started) {
        var refusal = whyNot(set, command);
        if (refusal.isPresent()) {
            return new Claim(false, 0, refusal.get());
        }
        var pool = command.pool();
        if (pool.isPresent() && set.slotsHeld(pool.get().pool()) >= pool.get().limit()) {
            return new Claim(
                    false,
                    0,
                    "All %d slots of pool %s are held."
                            .formatted(pool.get().limit(), pool.get().pool()),
                    true);
        }
        long token = set.append(Optional.of(command.run()), Optional.of(command.step()), started);
        pool.ifPresent(limit -> set.takeSlot(limit.pool(), command.run(), command.step(), token, owner.id()));
        return new Claim(true, token, "");
    }

    private static Optional<String> whyNot(WorkingSet set, ClaimStep command) {
        var run = set.run(command.run());
        if (run.isEmpty() || run.get().status != RunStatus.RUNNING) {
            return Optional.of("Run %s is %s: it starts no more steps."
                    .formatted(
                            command.run(),
                            run.map(row -> row.status.name().toLowerCase(java.util.Locale.ROOT))
                                    .orElse("not known")));
        }
        var step = set.step(command.run(), command.step());
        if (step.isPresent() && step.get().status != StepStatus.RETRYING && step.get().status != StepStatus.WAITING) {
            return Optional.of("Step %s of run %s is %s already."
                    .formatted(
                            command.step(),
                            command.run(),
                            step.get().status.name().toLowerCase(java.util.Locale.ROOT)));
        }
        return command.outputs().stream()
                .filter(what -> set.slot(what).token != 0)
                .findFirst()
                .map(what -> "%s is being made by run %s. Wait for it or cancel it."
                        .formatted(what, set.slot(what).claimRun));
    }

    @Override
    public CompletableFuture<Publication> publish(PublishStep command) {
        return tried(() -> {
            var facts = new ArrayList<Fact>();
            command.materializations().forEach(made -> facts.add(Fact.of(made)));
            int made = facts.size();
            command.others().forEach(other -> facts.add(Fact.of(other)));
            facts.add(Fact.of(command.end()));
            var next = command.next().stream().map(JdbcCatalog::started).toList();
            var needs = needs(command, facts);
            command.next().forEach(claim -> needs.add(needs(claim)));
            return writer.submit(needs, set -> publish(set, command, facts, made, next));
        });
    }

    private static Needs needs(PublishStep command, List<Fact> facts) {
        var needs = new Needs().step(command.run(), command.step());
        facts.forEach(fact -> needs.fact(Optional.of(command.run()), fact));
        return needs;
    }

    @Override
    public CompletableFuture<Publication> intend(PublishStep command) {
        return tried(() -> {
            var facts = new ArrayList<EventBody>(command.materializations());
            facts.addAll(command.others());
            var intent = Fact.of(new EventBody.StepPublishing(command.attempt(), facts));
            return writer.submit(
                    needs(command, facts.stream().map(Fact::of).toList()),
                    set -> whyNot(set, command)
                            .map(refusal -> new Publication(false, List.of(), List.of(), refusal))
                            .orElseGet(() -> new Publication(
                                    true,
                                    List.of(set.append(
                                            Optional.of(command.run()), Optional.of(command.step()), intent)),
                                    List.of(),
                                    "")));
        });
    }

    private Publication publish(WorkingSet set, PublishStep command, List<Fact> facts, int made, List<Fact> next) {
        var refusal = whyNot(set, command);
        if (refusal.isPresent()) {
            return new Publication(false, List.of(), List.of(), refusal.get());
        }
        var run = Optional.of(command.run());
        var sequences = new ArrayList<Long>();
        for (var fact : facts) {
            sequences.add(set.append(run, Optional.of(command.step()), fact));
        }
        var claims = new ArrayList<Claim>();
        for (int i = 0; i < next.size(); i++) {
            claims.add(claim(set, command.next().get(i), next.get(i)));
        }
        return new Publication(true, List.copyOf(sequences.subList(0, made)), List.copyOf(claims), "");
    }

    /** The fence: the attempt still holds its claim, and nobody else has moved what it is about to replace. */
    private static Optional<String> whyNot(WorkingSet set, PublishStep command) {
        var step = set.step(command.run(), command.step());
        if (step.isEmpty() || !step.get().isActive(command.token())) {
            return Optional.of(
                    "Attempt %d of step %s of run %s lost its lease: the step is %s now. Its result was not published."
                            .formatted(
                                    command.attempt(),
                                    command.step(),
                                    command.run(),
                                    step.map(row -> row.status.name().toLowerCase(java.util.Locale.ROOT))
                                            .orElse("not started")));
        }
        for (var made : command.materializations()) {
            var slot = set.slot(made.stored().what());
            if (slot.token != command.token()) {
                return Optional.of("Attempt %d of step %s did not claim %s. This is a bug."
                        .formatted(command.attempt(), command.step(), slot.what));
            }
            if (slot.moved > command.token()) {
                return Optional.of(
                        "%s was reported or wiped by somebody else while run %s made it. Materialize it again."
                                .formatted(slot.what, command.run()));
            }
        }
        return Optional.empty();
    }

    @Override
    public CompletableFuture<Boolean> end(EndStep command) {
        return tried(() -> {
            var facts = command.facts().stream().map(Fact::of).toList();
            var needs = new Needs().step(command.run(), command.step());
            facts.forEach(fact -> needs.fact(Optional.of(command.run()), fact));
            return writer.submit(needs, set -> end(set, command, facts));
        });
    }

    private static boolean end(WorkingSet set, EndStep command, List<Fact> facts) {
        var step = set.step(command.run(), command.step());
        var run = set.run(command.run());
        boolean unsettled = step.isPresent() && step.get().status == StepStatus.PUBLISHING;
        if (run.isEmpty() || (run.get().status.isTerminal() && !unsettled) || !mayEnd(step, command.token())) {
            return false;
        }
        facts.forEach(fact -> set.append(Optional.of(command.run()), Optional.of(command.step()), fact));
        if (command.facts().stream().anyMatch(EventBody.StepEnded.class::isInstance)) {
            set.giveBack(command.run(), command.outputs());
        }
        return true;
    }

    private static boolean mayEnd(Optional<StepRow> step, long token) {
        if (step.isEmpty()) {
            return token == 0;
        }
        var row = step.get();
        boolean waits = row.status == StepStatus.RETRYING || row.status == StepStatus.WAITING;
        return waits ? token == 0 || token == row.token : row.isActive(token);
    }

    @Override
    public CompletableFuture<Long> finish(RunId run, EventBody.RunFinished outcome) {
        return tried(() -> {
            var fact = Fact.of(outcome);
            var needs = new Needs().run(run);
            needs.wholeRuns.add(run);
            return writer.submit(needs, set -> finish(set, run, fact, outcome));
        });
    }

    private static long finish(WorkingSet set, RunId run, Fact fact, EventBody.RunFinished outcome) {
        var known = set.run(run)
                .orElseThrow(() -> new CatalogException("Run %s is not known. See `weft runs`.".formatted(run)));
        if (known.status.isTerminal()) {
            return 0;
        }
        var status = outcome.status() == RunStatus.CANCELLED ? StepStatus.CANCELLED : StepStatus.FAILED;
        var reason = outcome.reason().isEmpty() ? "Its run ended first." : outcome.reason();
        for (var step : set.openSteps(run)) {
            if (step.status == StepStatus.PUBLISHING) {
                continue; // Only the store outside knows how that ends: its claim is held until somebody has asked.
            }
            set.append(
                    Optional.of(run),
                    Optional.of(step.key.step()),
                    Fact.of(new EventBody.StepEnded(step.attempts, status, reason)));
        }
        return set.append(Optional.of(run), Optional.empty(), fact);
    }

    @Override
    public CompletableFuture<List<Long>> record(Optional<RunId> run, List<EventBody> bodies) {
        return tried(() -> {
            var facts = bodies.stream().map(Fact::of).toList();
            var needs = new Needs();
            facts.forEach(fact -> needs.fact(run, fact));
            return writer.submit(
                    needs,
                    set -> facts.stream()
                            .map(fact -> set.append(run, Optional.empty(), fact))
                            .toList());
        });
    }

    @Override
    public CompletableFuture<Long> recordGraph(EventBody.GraphRecorded body, String snapshot) {
        return tried(() -> {
            var fact = Fact.of(body);
            var parts = parts(snapshot);
            return writer.submit(new Needs(), set -> {
                set.addGraph(body.hash(), parts);
                return set.append(Optional.empty(), Optional.empty(), fact);
            });
        });
    }

    @Override
    public CompletableFuture<Void> appendLog(RunId run, StepId step, int attempt, String text) {
        return tried(() -> {
            var parts = parts(text);
            return writer.<Boolean>submit(new Needs(), set -> {
                        parts.forEach(part -> set.addLog(run, step, attempt, part));
                        return true;
                    })
                    .thenAccept(done -> {});
        });
    }

    @Override
    public CompletableFuture<Void> keep(Collection<KeptEvaluation> evaluations) {
        // What is longer than a row of text may be is found out again each time.
        var kept = evaluations.stream()
                .filter(evaluation -> evaluation.text().length() <= LARGEST_PART)
                .toList();
        return writer.<Boolean>submit(new Needs(), set -> {
                    kept.forEach(set::keep);
                    return true;
                })
                .thenAccept(done -> {});
    }

    @Override
    public CompletableFuture<Void> keepCode(Map<String, String> texts) {
        return tried(() -> {
            var parts = new HashMap<String, List<String>>();
            texts.forEach((id, text) -> parts.put(id, parts(text)));
            return writer.<Boolean>submit(new Needs(), set -> {
                        parts.forEach(set::addCode);
                        return true;
                    })
                    .thenAccept(done -> {});
        });
    }

    @Override
    public Map<String, String> code(Collection<String> ids) {
        return read(session -> {
            var parts = new HashMap<String, TreeMap<Integer, String>>();
            session.keyed(
                    "code_text",
                    "t.id, t.part, t.text",
                    List.of("id"),
                    ids.stream().map(List::of).toList(),
                    row -> parts.computeIfAbsent(row.getString(1), id -> new TreeMap<>())
                            .put(row.getInt(2), row.getString(3)));
            var texts = new HashMap<String, String>();
            parts.forEach((id, each) -> texts.put(id, String.join("", each.values())));
            return Map.copyOf(texts);
        });
    }

    private static List<String> parts(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new CatalogException("A text to be kept has a NUL character. Leave it out.");
        }
        var parts = new ArrayList<String>();
        for (int at = 0; at < text.length(); ) {
            int end = Math.min(text.length(), at + LARGEST_PART);
            if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
                end--;
            }
            parts.add(text.substring(at, end));
            at = end;
        }
        return parts;
    }

    /** Turns what the caller's own data does wrong into the future's failure, like any other refusal. */
    private static <R> CompletableFuture<R> tried(java.util.function.Supplier<CompletableFuture<R>> command) {
        try {
            return command.get();
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(new CatalogException(
                    java.util.Objects.requireNonNullElse(e.getMessage(), "A command cannot be recorded."), e));
        } catch (CatalogException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    // Reads

    @Override
    public RecordedState state(Collection<AssetKey> assets) {
        return state(assets, Long.MAX_VALUE);
    }

    @Override
    public RecordedState state(Collection<AssetKey> assets, long sequence) {
        return read(session -> {
            var keys =
                    session.texts(assets.stream().map(AssetKey::text).distinct().toList());
            var known = new HashMap<AssetPartition, Pointers>();
            var bodies = new HashMap<Long, Raw>();
            var moved = new ArrayList<AssetPartition>();
            session.each(
                    "select asset, partition_key, latest_seq, basis_seq, rejected_seq, observed_seq, moved_seq from slot where asset = any(?)",
                    List.of(keys),
                    row -> {
                        var what = Session.assetPartition(row.getString(1), row.getString(2));
                        var pointers = new Pointers(row.getLong(3), row.getLong(4), row.getLong(5), row.getLong(6));
                        known.put(what, pointers);
                        if (Math.max(pointers.newest(), row.getLong(7)) > sequence) {
                            moved.add(what);
                        }
                    });
            for (var pointer : List.of("latest_seq", "basis_seq", "rejected_seq", "observed_seq")) {
                var elsewhere = pointer.equals("latest_seq") ? "" : " and s.%s <> s.latest_seq".formatted(pointer);
                session.each(
                        "select e.seq, e.at_micros, e.kind, e.body from slot s join event e on e.seq = s.%s where s.%s > 0 and s.asset = any(?)%s"
                                .formatted(pointer, pointer, elsewhere),
                        List.of(keys),
                        row -> bodies.put(row.getLong(1), new Raw(row.getLong(2), row.getString(3), row.getString(4))));
            }
            for (var what : moved) {
                known.put(what, pointersAt(session, what, sequence, bodies));
            }
            return new State(known, bodies);
        });
    }

    @Override
    public RecordedState stateOf(Collection<AssetPartition> some) {
        return read(session -> {
            var known = new HashMap<AssetPartition, Pointers>();
            session.keyed(
                    "slot",
                    "asset, partition_key, latest_seq, basis_seq, rejected_seq, observed_seq",
                    List.of("asset", "partition_key"),
                    PlanningReads.keys(some),
                    row -> known.put(
                            Session.assetPartition(row.getString(1), row.getString(2)),
                            new Pointers(row.getLong(3), row.getLong(4), row.getLong(5), row.getLong(6))));
            var bodies = new HashMap<Long, Raw>();
            for (var sequences : chunks(known.values().stream()
                    .flatMap(Pointers::all)
                    .distinct()
                    .sorted()
                    .toList())) {
                session.eachNumbered(
                        "select seq, at_micros, kind, body from event where seq",
                        sequences,
                        row -> bodies.put(row.getLong(1), new Raw(row.getLong(2), row.getString(3), row.getString(4))));
            }
            return new State(known, bodies);
        });
    }

    private static <T> List<List<T>> chunks(List<T> list) {
        var chunks = new ArrayList<List<T>>();
        for (int from = 0; from < list.size(); from += REBUILD_PAGE) {
            chunks.add(list.subList(from, Math.min(list.size(), from + REBUILD_PAGE)));
        }
        return chunks;
    }

    @Override
    public Overview overview(Collection<AssetKey> assets) {
        return read(session -> new PlanningReads(session).overview(assets));
    }

    @Override
    public Map<AssetKey, List<Optional<PartitionKey>>> movedAfter(Map<AssetKey, Long> sequences) {
        return read(session -> new PlanningReads(session).movedAfter(sequences));
    }

    @Override
    public Slots slots(Collection<AssetKey> assets) {
        var slots = read(session -> new PlanningReads(session).slots(assets));
        return what -> slots.getOrDefault(what, Slot.NOTHING);
    }

    @Override
    public Slots slotsOf(Collection<AssetPartition> some) {
        var slots = read(session -> new PlanningReads(session).slotsOf(some));
        return what -> slots.getOrDefault(what, Slot.NOTHING);
    }

    /** Finds in the history of an asset partition what its slot said at an earlier sequence. */
    private static Pointers pointersAt(Session session, AssetPartition what, long sequence, Map<Long, Raw> bodies)
            throws SQLException {
        var last = new HashMap<String, Long>();
        session.each(
                "select mark, max(seq) from version where asset = ? and partition_key = ? and seq <= ? group by mark",
                List.<Object>of(what.asset().text(), Session.partition(what), sequence),
                row -> last.put(row.getString(1), row.getLong(2)));
        long wiped = last.getOrDefault("w", 0L);
        long made = last.getOrDefault("m", 0L);
        var pointers = new Pointers(
                made > Math.max(wiped, last.getOrDefault("l", 0L)) ? made : 0,
                since(wiped, Math.max(made, last.getOrDefault("v", 0L))),
                since(wiped, last.getOrDefault("r", 0L)),
                since(wiped, last.getOrDefault("o", 0L)));
        for (long pointer : List.of(pointers.latest(), pointers.basis(), pointers.rejected(), pointers.observed())) {
            if (pointer > 0 && !bodies.containsKey(pointer)) {
                session.each(
                        "select at_micros, kind, body from event where seq = ?",
                        List.of(pointer),
                        row -> bodies.put(pointer, new Raw(row.getLong(1), row.getString(2), row.getString(3))));
            }
        }
        return pointers;
    }

    private static long since(long wiped, long sequence) {
        return sequence > wiped ? sequence : 0;
    }

    private record Pointers(long latest, long basis, long rejected, long observed) {

        Stream<Long> all() {
            return Stream.of(latest, basis, rejected, observed).filter(sequence -> sequence > 0);
        }

        long newest() {
            return Math.max(Math.max(latest, basis), Math.max(rejected, observed));
        }
    }

    @Override
    public List<Unsettled> unsettled() {
        return read(session -> {
            var steps = new ArrayList<Unsettled>();
            session.each(
                    "select s.run_id, s.step_asset, s.step_partition, s.token, e.body from step s"
                            + " join run r on r.run_id = s.run_id"
                            + " join event e on e.run_id = s.run_id and e.step_asset = s.step_asset"
                            + " and e.step_partition = s.step_partition and e.kind = 'step_publishing' and e.seq > s.token"
                            + " where s.status = 'PUBLISHING' and r.status in ('SUCCEEDED', 'FAILED', 'CANCELLED') order by e.seq",
                    List.of(),
                    row -> steps.add(new Unsettled(
                            new RunId(row.getString(1)),
                            new StepId(Session.assetPartition(row.getString(2), row.getString(3))),
                            row.getLong(4),
                            (EventBody.StepPublishing) EventJson.read("step_publishing", row.getString(5)))));
            return List.copyOf(steps);
        });
    }

    private record Raw(long micros, String kind, String json) {

        EventBody body() {
            return EventJson.read(kind, json);
        }
    }

    /** What was read in bulk; JSON is read when somebody asks. */
    private record State(
            Map<AssetPartition, Pointers> known, Map<Long, Raw> raw, ConcurrentHashMap<AssetPartition, Recorded> made)
            implements RecordedState {

        State(Map<AssetPartition, Pointers> known, Map<Long, Raw> raw) {
            this(known, raw, new ConcurrentHashMap<>());
        }

        @Override
        public Recorded of(AssetPartition what) {
            var pointers = known.get(what);
            return pointers == null ? Recorded.NOTHING : made.computeIfAbsent(what, key -> recorded(pointers));
        }

        private Recorded recorded(Pointers at) {
            long sequence = at.latest > 0 ? at.latest : at.observed;
            var time = Optional.ofNullable(raw.get(sequence)).map(found -> Session.instant(found.micros));
            return new Recorded(
                    body(at.latest, EventBody.Materialization.class),
                    sequence,
                    time.orElse(Instant.EPOCH),
                    basis(at.basis),
                    at.rejected > at.basis ? body(at.rejected, EventBody.Rejected.class) : Optional.empty(),
                    body(at.observed, EventBody.Observation.class));
        }

        private <B extends EventBody> Optional<B> body(long sequence, Class<B> type) {
            return Optional.ofNullable(raw.get(sequence)).map(found -> type.cast(found.body()));
        }

        private Optional<Trace> basis(long sequence) {
            return Optional.ofNullable(raw.get(sequence)).map(found -> trace(found.body()));
        }

        private static Trace trace(EventBody body) {
            if (body instanceof EventBody.Materialization made) {
                return made.trace();
            } else if (body instanceof EventBody.Verified verified) {
                return verified.trace();
            } else if (body instanceof EventBody.Accepted accepted) {
                return accepted.trace();
            }
            throw new IllegalStateException("%s has no trace. This is a bug.".formatted(body));
        }
    }

    @Override
    public Optional<VersionRecord> versionAt(AssetPartition what, long sequence) {
        return read(session -> session
                .list(
                        "select e.seq, e.at_micros, e.run_id, e.kind, e.body, v.mark from version v join event e on e.seq = v.seq"
                                + " where v.asset = ? and v.partition_key = ? and v.seq <= ? and v.mark in ('m', 'l', 'w')"
                                + " order by v.seq desc limit 1",
                        List.<Object>of(what.asset().text(), Session.partition(what), sequence),
                        row -> row.getString(6).equals("m")
                                ? Optional.of(version(row))
                                : Optional.<VersionRecord>empty())
                .stream()
                .flatMap(Optional::stream)
                .findFirst());
    }

    @Override
    public List<VersionRecord> versions(AssetKey asset, int limit) {
        return read(session -> session.list(
                "select e.seq, e.at_micros, e.run_id, e.kind, e.body from version v join event e on e.seq = v.seq"
                        + " where v.asset = ? and v.mark = 'm' order by v.seq desc limit ?",
                List.<Object>of(asset.text(), limit),
                JdbcCatalog::version));
    }

    @Override
    public List<VersionRecord> latest(AssetKey asset) {
        return read(session -> session.list(
                "select e.seq, e.at_micros, e.run_id, e.kind, e.body from slot s join event e on e.seq = s.latest_seq"
                        + " where s.asset = ? and s.latest_seq > 0 order by s.partition_key",
                List.of(asset.text()),
                JdbcCatalog::version));
    }

    private static VersionRecord version(ResultSet row) throws SQLException {
        return new VersionRecord(
                row.getLong(1),
                Session.instant(row.getLong(2)),
                Optional.ofNullable(row.getString(3)).map(RunId::new),
                (EventBody.Materialization) EventJson.read(row.getString(4), row.getString(5)));
    }

    @Override
    public List<Event> checks(AssetKey asset, int limit) {
        return read(session -> session.list(
                "select " + EVENT_COLUMNS
                        + " from check_latest c join event e on e.seq = c.seq where c.asset = ? order by c.seq desc limit ?",
                List.<Object>of(asset.text(), limit),
                JdbcCatalog::event));
    }

    @Override
    public List<Event> events(RunId run, long after, int limit) {
        return read(session -> session.list(
                "select " + EVENT_COLUMNS + " from event e where e.run_id = ? and e.seq > ? order by e.seq limit ?",
                List.<Object>of(run.text(), after, limit),
                JdbcCatalog::event));
    }

    private static Event event(ResultSet row) throws SQLException {
        var asset = row.getString(5);
        return new Event(
                row.getLong(1),
                row.getObject(2, UUID.class),
                Session.instant(row.getLong(3)),
                Optional.ofNullable(row.getString(4)).map(RunId::new),
                asset == null
                        ? Optional.empty()
                        : Optional.of(new StepId(Session.assetPartition(asset, row.getString(6)))),
                EventJson.read(row.getString(7), row.getString(8)));
    }

    @Override
    public List<RunSummary> runs(RunFilter filter) {
        var conditions = new ArrayList<String>();
        var parameters = new ArrayList<Object>();
        if (!filter.statuses().isEmpty()) {
            conditions.add("status in ("
                    + filter.statuses().stream()
                            .map(status -> "'" + status.name() + "'")
                            .collect(java.util.stream.Collectors.joining(", "))
                    + ")");
        }
        filter.before().ifPresent(run -> {
            conditions.add("queued_seq < (select queued_seq from run where run_id = ?)");
            parameters.add(run.text());
        });
        filter.asset().ifPresent(asset -> {
            conditions.add("exists (select 1 from step s where s.run_id = run.run_id and s.step_asset = ?)");
            parameters.add(asset.text());
        });
        parameters.add(filter.limit());
        return summaries(
                (conditions.isEmpty() ? "" : "where " + String.join(" and ", conditions))
                        + " order by queued_seq desc limit ?",
                parameters);
    }

    @Override
    public Optional<RunSummary> run(RunId run) {
        return summaries("where run_id = ?", List.of(run.text())).stream().findFirst();
    }

    private List<RunSummary> summaries(String which, List<Object> parameters) {
        return read(session -> {
            var rows = session.list(
                    "select run_id, status, queued_micros, ended_micros, queued_body, reason from run " + which,
                    parameters,
                    row -> new RunLine(
                            new RunId(row.getString(1)),
                            RunStatus.valueOf(row.getString(2)),
                            row.getLong(3),
                            row.getLong(4),
                            row.getString(5),
                            row.getString(6)));
            var counts = new HashMap<RunId, Map<StepStatus, Integer>>();
            session.each(
                    "select run_id, status, count(*) from step where run_id = any(?) group by run_id, status",
                    List.of(session.texts(
                            rows.stream().map(line -> line.run().text()).toList())),
                    row -> counts.computeIfAbsent(new RunId(row.getString(1)), id -> new EnumMap<>(StepStatus.class))
                            .put(StepStatus.valueOf(row.getString(2)), row.getInt(3)));
            return rows.stream()
                    .map(line -> line.summary(counts.getOrDefault(line.run(), Map.of())))
                    .toList();
        });
    }

    private record RunLine(
            RunId run, RunStatus status, long queuedMicros, long endedMicros, String queued, String reason) {

        RunSummary summary(Map<StepStatus, Integer> steps) {
            var body = (EventBody.RunQueued) EventJson.read("run_queued", queued);
            return new RunSummary(
                    run,
                    status,
                    body.selection(),
                    body.tags(),
                    body.steps(),
                    Map.copyOf(steps),
                    Session.instant(queuedMicros),
                    ended(endedMicros),
                    reason);
        }
    }

    private static Optional<Instant> ended(long micros) {
        return micros == 0 ? Optional.empty() : Optional.of(Session.instant(micros));
    }

    @Override
    public List<StepSummary> steps(RunId run) {
        return read(session -> session.list(
                "select step_asset, step_partition, status, attempts, started_micros, ended_micros, reason from step"
                        + " where run_id = ? order by step_asset, step_partition",
                List.of(run.text()),
                row -> new StepSummary(
                        new StepId(Session.assetPartition(row.getString(1), row.getString(2))),
                        StepStatus.valueOf(row.getString(3)),
                        row.getInt(4),
                        Session.instant(row.getLong(5)),
                        ended(row.getLong(6)),
                        row.getString(7))));
    }

    @Override
    public String log(RunId run, StepId step) {
        return read(session -> String.join(
                "",
                session.list(
                        "select text from step_log where run_id = ? and step_asset = ? and step_partition = ? order by id",
                        List.of(run.text(), step.first().asset().text(), Session.partition(step.first())),
                        row -> row.getString(1))));
    }

    @Override
    public String instanceId() {
        return read(session -> session.list("select id from instance", List.of(), row -> row.getString(1))
                .get(0));
    }

    @Override
    public Retained retained(int newest) {
        return read(session -> Retention.read(session, owner.id(), newest, settings.isPostgres()));
    }

    @Override
    public Optional<String> graph(String codeLocation) {
        return read(session -> {
            var parts = session.list(
                    "select p.text from graph_latest g join graph_part p on p.hash = g.hash where g.code_location = ? order by p.part",
                    List.of(codeLocation),
                    row -> row.getString(1));
            return parts.isEmpty() ? Optional.empty() : Optional.of(String.join("", parts));
        });
    }

    /** A read that sees one moment, which is durable. */
    private interface Read<R> {
        R read(Session session) throws SQLException;
    }

    private <R> R read(Read<R> read) {
        if (closed) {
            throw new CatalogException("The catalog %s is closed.".formatted(describe()));
        }
        try {
            return readPatiently(read);
        } catch (SQLException e) {
            throw new CatalogException("The catalog %s cannot be read: %s".formatted(describe(), e.getMessage()), e);
        }
    }

    /** A server that goes away is waited for, as the writer does. */
    private <R> R readPatiently(Read<R> read) throws SQLException {
        long deadline = System.nanoTime() + CatalogWriter.RECONNECT.toNanos();
        long pause = 50;
        while (true) {
            try {
                return readOnce(read);
            } catch (SQLException e) {
                if (!Dialect.POSTGRES.isConnectionLost(e) || !settings.isPostgres() || System.nanoTime() > deadline) {
                    throw e;
                }
                try {
                    TimeUnit.MILLISECONDS.sleep(pause);
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    throw e;
                }
                pause = Math.min(pause * 2, 5000);
            }
        }
    }

    private <R> R readOnce(Read<R> read) throws SQLException {
        var idle = readers.pollFirst();
        try {
            return readBy(idle == null ? newReader() : idle, read);
        } catch (SQLException e) {
            // A connection that was idle may have been cut meanwhile.
            if (idle == null || !idle.dialect().isConnectionLost(e)) {
                throw e;
            }
            readers.clear();
            return readBy(newReader(), read);
        }
    }

    private Session newReader() throws SQLException {
        var session = Session.open(settings);
        session.connection().setAutoCommit(false);
        session.connection().setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        return session;
    }

    private <R> R readBy(Session session, Read<R> read) throws SQLException {
        boolean fine = false;
        try {
            var lockOfReads = writer.durableReads();
            lockOfReads.lock();
            try {
                // The first statement fixes what this transaction sees.
                session.each("select seq from counter", List.of(), row -> {});
            } finally {
                lockOfReads.unlock();
            }
            var result = read.read(session);
            session.connection().commit();
            fine = true;
            return result;
        } finally {
            if (!fine || closed || readers.size() >= IDLE_READERS) {
                session.close();
            } else {
                readers.addFirst(session);
            }
        }
    }

    // Care

    @Override
    public List<RunId> endOrphans() {
        return join(writer.submitAlone(this::endOrphans));
    }

    private List<RunId> endOrphans(WorkingSet set) throws SQLException {
        var expired = settings.isPostgres() ? " and (o.heartbeat is null or not (%s))".formatted(Dialect.ALIVE) : "";
        var orphans = new HashMap<RunId, String>();
        set.session()
                .each(
                        "select r.run_id, o.pid from run r left join run_owner ro on ro.run_id = r.run_id"
                                + " left join owner o on o.id = ro.owner_id"
                                + " where r.status in ('QUEUED', 'RUNNING', 'CANCELLING')"
                                + " and (ro.owner_id is null or (ro.owner_id <> ?" + expired + "))",
                        List.of(owner.id()),
                        row -> orphans.put(new RunId(row.getString(1)), pid(row.getString(2))));
        var needs = new Needs();
        needs.runs.addAll(orphans.keySet());
        needs.wholeRuns.addAll(orphans.keySet());
        set.load(needs);
        set.session()
                .update(
                        settings.isPostgres()
                                ? "delete from pool_slot where owner_id <> ? and owner_id not in (select o.id from owner o where %s)"
                                        .formatted(Dialect.ALIVE)
                                : "delete from pool_slot where owner_id <> ?",
                        owner.id());
        var ended = orphans.keySet().stream().sorted().toList();
        for (var run : ended) {
            var outcome = new EventBody.RunFinished(
                    RunStatus.FAILED, "Its process ended (pid %s).".formatted(orphans.get(run)));
            finish(set, run, Fact.of(outcome), outcome);
        }
        return ended;
    }

    private static String pid(@Nullable String pid) {
        return pid == null ? "unknown" : pid;
    }

    @Override
    public long rebuild() {
        return join(writer.submitAlone(JdbcCatalog::rebuild));
    }

    private static long rebuild(WorkingSet own) throws SQLException {
        var session = own.session();
        for (var table : List.of(
                "version", "slot", "asset_moved", "evaluation", "run", "step", "check_latest", "graph_latest")) {
            session.update("delete from " + table);
        }
        long read = 0;
        long after = 0;
        while (true) {
            var page = session.list(
                    "select " + EVENT_COLUMNS + " from event e where e.seq > ? order by e.seq limit ?",
                    List.<Object>of(after, REBUILD_PAGE),
                    JdbcCatalog::event);
            if (page.isEmpty()) {
                return read;
            }
            apply(session, page);
            read += page.size();
            after = page.get(page.size() - 1).sequence();
        }
    }

    private static void apply(Session session, List<Event> page) throws SQLException {
        var set = new WorkingSet(session, 0, 0);
        var needs = new Needs();
        for (var event : page) {
            event.run().ifPresent(needs::run);
            event.run().ifPresent(run -> event.step().ifPresent(step -> needs.steps.add(new StepOf(run, step))));
            Fact.subject(event.body()).ifPresent(needs.slots::add);
            if (event.body() instanceof EventBody.StepStarted started) {
                needs.slots.addAll(started.outputs());
            }
        }
        set.load(needs);
        for (var event : page) {
            set.apply(event.sequence(), Session.micros(event.time()), event.run(), event.step(), Fact.of(event.body()));
        }
        set.flushProjections();
    }

    private static <R> R join(CompletableFuture<R> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof CatalogException known ? known : e;
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        writer.close();
        closed = true;
        try {
            for (var reader = readers.pollFirst(); reader != null; reader = readers.pollFirst()) {
                reader.close();
            }
            var session = writer.session();
            if (settings.folder().isPresent() && !writer.isBroken() && isWorthCompacting(session)) {
                try (var statement = session.connection().createStatement()) {
                    statement.execute("shutdown compact");
                }
            } else {
                session.close();
            }
        } catch (SQLException e) {
            throw new CatalogException(
                    "The catalog %s did not close well: %s. What it acknowledged is safe."
                            .formatted(describe(), e.getMessage()),
                    e);
        } finally {
            lock.ifPresent(OwnerLock::close);
        }
    }

    /** Tells whether the file is more than four times as large as what lives in it. */
    private static boolean isWorthCompacting(Session session) throws SQLException {
        var numbers = new HashMap<String, Long>();
        session.each(
                "select setting_name, setting_value from information_schema.settings"
                        + " where setting_name in ('info.FILE_SIZE', 'info.FILL_RATE', 'info.CHUNKS_FILL_RATE')",
                List.of(),
                row -> numbers.put(row.getString(1), Long.parseLong(row.getString(2))));
        long size = numbers.getOrDefault("info.FILE_SIZE", 0L);
        long live = size
                * numbers.getOrDefault("info.FILL_RATE", 100L)
                / 100
                * numbers.getOrDefault("info.CHUNKS_FILL_RATE", 100L)
                / 100;
        return size > WORTH_COMPACTING && size > 4 * live;
    }
}
