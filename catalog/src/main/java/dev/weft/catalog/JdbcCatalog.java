package dev.weft.catalog;

import dev.weft.api.PartitionKey;
import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetPartition;
import dev.weft.catalog.CatalogWriter.Owner;
import dev.weft.event.Event;
import dev.weft.event.EventBody;
import dev.weft.plan.CheckCount;
import dev.weft.plan.KeptEvaluation;
import dev.weft.plan.RecordedState;
import dev.weft.run.RunId;
import dev.weft.run.StepId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The catalog in a relational database: an event log, and projections that the same transactions keep up to date. */
final class JdbcCatalog implements Catalog {

    private static final long WORTH_COMPACTING = 4L << 20;

    private final CatalogSettings settings;
    private final Optional<OwnerLock> lock;
    private final Owner owner;
    private final CatalogWriter writer;
    private final Readers readers;
    private volatile boolean closed;

    JdbcCatalog(CatalogSettings settings, Optional<OwnerLock> lock, Session session) throws SQLException {
        this.settings = settings;
        this.lock = lock;
        long pid = ProcessHandle.current().pid();
        this.owner = new Owner(pid + "-" + UUID.randomUUID(), pid, settings.command());
        this.writer = new CatalogWriter(settings, owner, session);
        this.readers = new Readers(settings, writer);
    }

    @Override
    public String describe() {
        return settings.describe();
    }

    @Override
    public long sequence() {
        return settings.isPostgres()
                ? readers.read(session -> session.list(
                                "select seq from counter where name = 'event'", List.of(), row -> row.getLong(1))
                        .get(0))
                : writer.durable();
    }

    // --- writes

    @Override
    public CompletableFuture<Admission> admit(AdmitRun command) {
        return tried(() -> {
            var queued = Fact.of(command.queued());
            Fact.of(new EventBody.RunStarted(0, command.graph()));
            var needs = new Needs().run(command.run());
            command.writes()
                    .forEach(what -> needs.writtenAssets.add(what.asset().text()));
            return writer.submit(needs, set -> {
                writer.register(set);
                return RunDecisions.admit(set, command, queued, owner.id());
            });
        });
    }

    @Override
    public CompletableFuture<Claim> claim(ClaimStep command) {
        return tried(() -> {
            var started = StepDecisions.started(command);
            return writer.submit(
                    StepDecisions.needs(command), set -> StepDecisions.claim(set, command, started, owner.id()));
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

    @Override
    public CompletableFuture<Publication> publish(PublishStep command) {
        return tried(() -> {
            var facts = new ArrayList<Fact>();
            command.materializations().forEach(made -> facts.add(Fact.of(made)));
            int made = facts.size();
            command.others().forEach(other -> facts.add(Fact.of(other)));
            facts.add(Fact.of(command.end()));
            var next = command.next().stream().map(StepDecisions::started).toList();
            var needs = StepDecisions.needs(command, facts);
            command.next().forEach(claim -> needs.add(StepDecisions.needs(claim)));
            return writer.submit(needs, set -> StepDecisions.publish(set, command, facts, made, next, owner.id()));
        });
    }

    @Override
    public CompletableFuture<Publication> intend(PublishStep command) {
        return tried(() -> {
            var facts = new ArrayList<EventBody>(command.materializations());
            facts.addAll(command.others());
            var intent = Fact.of(new EventBody.StepPublishing(command.attempt(), facts));
            return writer.submit(
                    StepDecisions.needs(command, facts.stream().map(Fact::of).toList()),
                    set -> StepDecisions.whyNot(set, command)
                            .map(refusal -> new Publication(false, List.of(), List.of(), refusal))
                            .orElseGet(() -> new Publication(
                                    true,
                                    List.of(set.append(
                                            Optional.of(command.run()), Optional.of(command.step()), intent)),
                                    List.of(),
                                    "")));
        });
    }

    @Override
    public CompletableFuture<Boolean> end(EndStep command) {
        return tried(() -> {
            var facts = command.facts().stream().map(Fact::of).toList();
            var needs = new Needs().step(command.run(), command.step());
            facts.forEach(fact -> needs.fact(Optional.of(command.run()), fact));
            return writer.submit(needs, set -> StepDecisions.end(set, command, facts));
        });
    }

    @Override
    public CompletableFuture<Long> finish(RunId run, EventBody.RunFinished outcome) {
        return tried(() -> {
            var fact = Fact.of(outcome);
            var needs = new Needs().run(run);
            needs.wholeRuns.add(run);
            return writer.submit(needs, set -> RunDecisions.finish(set, run, fact, outcome));
        });
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
            var parts = LongText.parts(snapshot);
            return writer.submit(new Needs(), set -> {
                set.addGraph(body.hash(), parts);
                return set.append(Optional.empty(), Optional.empty(), fact);
            });
        });
    }

    @Override
    public CompletableFuture<Void> appendLog(RunId run, StepId step, int attempt, String text) {
        return tried(() -> {
            var parts = LongText.parts(text);
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
                .filter(evaluation -> evaluation.text().length() <= LongText.LARGEST_PART)
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
            texts.forEach((id, text) -> parts.put(id, LongText.parts(text)));
            return writer.<Boolean>submit(new Needs(), set -> {
                        parts.forEach(set::addCode);
                        return true;
                    })
                    .thenAccept(done -> {});
        });
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

    // --- reads

    @Override
    public RecordedState state(Collection<AssetKey> assets) {
        return state(assets, Long.MAX_VALUE);
    }

    @Override
    public RecordedState state(Collection<AssetKey> assets, long sequence) {
        return readers.read(session -> new StateReads(session).state(assets, sequence));
    }

    @Override
    public RecordedState stateOf(Collection<AssetPartition> some) {
        return readers.read(session -> new StateReads(session).stateOf(some));
    }

    @Override
    public Overview overview(Collection<AssetKey> assets) {
        return readers.read(session -> new PlanningReads(session).overview(assets));
    }

    @Override
    public Map<AssetKey, List<Optional<PartitionKey>>> movedAfter(Map<AssetKey, Long> sequences) {
        return readers.read(session -> new PlanningReads(session).movedAfter(sequences));
    }

    @Override
    public Slots slots(Collection<AssetKey> assets) {
        return readers.read(session -> new PlanningReads(session).slots(assets));
    }

    @Override
    public Slots slotsOf(Collection<AssetPartition> some) {
        return readers.read(session -> new PlanningReads(session).slotsOf(some));
    }

    @Override
    public List<Unsettled> unsettled() {
        return readers.read(session -> new RunReads(session).unsettled());
    }

    @Override
    public Optional<VersionRecord> versionAt(AssetPartition what, long sequence) {
        return readers.read(session -> new HistoryReads(session).versionAt(what, sequence));
    }

    @Override
    public List<VersionRecord> versions(AssetKey asset, int limit) {
        return readers.read(session -> new HistoryReads(session).versions(asset, limit));
    }

    @Override
    public Optional<VersionRecord> newest(AssetKey asset) {
        return readers.read(session -> new HistoryReads(session).newest(asset));
    }

    @Override
    public List<VersionRecord> latest(AssetKey asset) {
        return readers.read(session -> new HistoryReads(session).latest(asset));
    }

    @Override
    public List<Event> checks(AssetKey asset, int limit) {
        return readers.read(session -> new HistoryReads(session).checks(asset, limit));
    }

    @Override
    public List<Event> checks(AssetPartition what) {
        return readers.read(session -> new HistoryReads(session).checks(what));
    }

    @Override
    public List<CheckCount> checkCounts(Collection<AssetKey> assets) {
        return readers.read(session -> new PlanningReads(session).checkCounts(assets));
    }

    @Override
    public List<Event> events(RunId run, long after, int limit) {
        return readers.read(session -> new HistoryReads(session).events(run, after, limit));
    }

    @Override
    public List<RunSummary> runs(RunFilter filter) {
        return readers.read(session -> new RunReads(session).runs(filter));
    }

    @Override
    public Optional<RunSummary> run(RunId run) {
        return readers.read(session -> new RunReads(session).run(run));
    }

    @Override
    public List<StepSummary> steps(RunId run) {
        return readers.read(session -> new RunReads(session).steps(run));
    }

    @Override
    public String log(RunId run, StepId step) {
        return readers.read(session -> new RunReads(session).log(run, step));
    }

    @Override
    public String instanceId() {
        return readers.read(session -> session.list("select id from instance", List.of(), row -> row.getString(1))
                .get(0));
    }

    @Override
    public Retained retained(int newest) {
        return readers.read(session -> Retention.read(session, owner.id(), newest, settings.isPostgres()));
    }

    @Override
    public Optional<String> graph(String codeLocation) {
        return readers.read(session -> LongText.graph(session, codeLocation));
    }

    @Override
    public Map<String, String> code(Collection<String> ids) {
        return readers.read(session -> LongText.code(session, ids));
    }

    // --- care

    @Override
    public List<RunId> endOrphans() {
        return nothingIsOpen()
                ? List.of()
                : join(writer.submitAlone(set -> RunDecisions.endOrphans(set, owner.id(), settings.isPostgres())));
    }

    /** Where one process owns the catalog, a look tells that nothing was cut off, which is the rule: it spares a commit at each start. */
    private boolean nothingIsOpen() {
        return !settings.isPostgres()
                && readers
                        .read(session -> session.list(
                                "select count(*) from run where status in ('QUEUED', 'RUNNING', 'CANCELLING')"
                                        + " union all select count(*) from pool_slot",
                                List.of(),
                                row -> row.getLong(1)))
                        .stream()
                        .allMatch(count -> count == 0);
    }

    @Override
    public long rebuild() {
        return join(writer.submitAlone(Rebuild::rebuild));
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
            readers.close();
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
