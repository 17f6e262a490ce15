package dev.weft.execute;

import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetPartition;
import dev.weft.asset.StepPolicy;
import dev.weft.asset.ValueType;
import dev.weft.catalog.Catalog;
import dev.weft.event.EventBody;
import dev.weft.event.Stored;
import dev.weft.plan.Plan;
import dev.weft.plan.PlannedStep;
import dev.weft.plan.Renames;
import dev.weft.plan.Traces;
import dev.weft.run.RunEvent;
import dev.weft.run.RunId;
import dev.weft.run.RunStatus;
import dev.weft.run.StepEvent;
import dev.weft.run.StepId;
import dev.weft.run.StepStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Carries out one plan. One thread decides (the one that calls {@link #run}); workers carry attempts and send back how they ended. A step starts
 * when everything it reads is durable; a failed step fails only what is downstream of it. The commit that publishes a step claims for the next one
 * that it makes ready, so a chain costs one commit per step.
 */
@SuppressWarnings(
        "FutureReturnValueIgnored") // timers only send messages; a log line that is lost does not fail its step
public final class RunCoordinator {

    /** How many attempts may wait for the catalog's commits, or for their turn, beside those that work. */
    private static final int COMMITTING = 64;

    private static final Duration LOG_FLUSH = Duration.ofMillis(500);
    private static final Duration FULL_POOL_POLL = Duration.ofMillis(300);

    private final RunSetup setup;
    private final RunId run;
    private final RunListener listener;
    /** What is to be decided; the deciding thread takes one after the other. */
    private final BlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();

    private final Map<StepId, ActiveAttempt> running = new ConcurrentHashMap<>();
    /** Attempts that were ended from outside: their threads may live on. */
    private final LeftBehind left = new LeftBehind();

    private final StepLogs logs;
    /** How many slots of each pool this run's threads hold. */
    private final Map<String, Integer> slots = new HashMap<>();

    private final ExecutorService workers;
    private final ScheduledExecutorService timer;
    private final LinkFollower links;
    private Optional<LinkMarks> marks = Optional.empty();
    private Plan plan;
    private Supplier<Optional<Plan>> planner = Optional::empty;
    private Frontier frontier = new Frontier(List.of(), step -> Optional.empty());
    private @Nullable StepWorker worker;
    private RunStatus state = RunEvent.TABLE.initial();
    private volatile boolean stopping;
    /** Why the run as a whole failed, whatever its steps say; empty if it did not. */
    private String failure = "";

    public RunCoordinator(RunSetup setup, Plan plan, RunId run, RunListener listener) {
        this.setup = setup;
        this.plan = plan;
        this.run = run;
        this.listener = listener;
        this.logs = new StepLogs(setup.catalog(), run);
        this.links = new LinkFollower(new StableLinks(setup.catalog(), setup.stores()));
        this.workers = StepThreads.forSteps(setup.limits().concurrency());
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> StepThreads.daemon(task, "weft-timer"));
    }

    /**
     * How a run ended: the status of each step that was planned.
     *
     * @param abandoned the steps whose threads still run though they were interrupted: a process that wants to end must not wait for them
     */
    public record Result(RunStatus status, String reason, Map<StepId, StepStatus> steps, List<StepId> abandoned) {}

    /** Says how to plan again; asked where the run had to wait for others. */
    public RunCoordinator planningAgain(Supplier<Plan> again) {
        planner = () -> Optional.of(again.get());
        return this;
    }

    /** Says where to mark that the run may leave stable paths behind if its process is killed. */
    public RunCoordinator marking(LinkMarks where) {
        marks = Optional.of(where);
        return this;
    }

    /** Asks the run to stop; returns at once. */
    public void cancel() {
        inbox.add(() -> stopAll(StepEvent.CANCEL, "the run was cancelled", Optional.empty()));
    }

    /** Asks the run to stop because its process has to end; it is recorded as failed. Returns at once. */
    public void fail(String reason, Optional<StepId> culprit) {
        inbox.add(() -> {
            failure = reason;
            stopAll(StepEvent.CANCEL, "the run was cut off: " + reason, culprit);
        });
    }

    /** Returns the steps that run now, with their threads. */
    public Map<StepId, Thread> threads() {
        var threads = new LinkedHashMap<StepId, Thread>();
        running.forEach((id, attempt) -> {
            var thread = attempt.thread();
            if (thread != null) {
                threads.put(id, thread);
            }
        });
        return threads;
    }

    /**
     * Runs the plan to its end and records everything. While another run is about to write some of the same, it waits, and plans again then.
     */
    public Result run(EventBody.RunQueued queued, String graphHash) throws InterruptedException {
        try {
            var admission = new Admission(setup.catalog(), run, listener, inbox::poll);
            var admitted = admission.wait(queued, graphHash, writes(plan));
            if (admitted.isEmpty()) {
                stopping = true;
                return finish();
            }
            move(RunEvent.ADMIT);
            begin(admitted.get());
            StepOutput.open();
            try {
                loop();
            } finally {
                StepOutput.leave();
            }
            // Before the run's end is recorded: of a run that has ended, what people open is right.
            links.finish().forEach(listener::warning);
            var result = finish();
            marks.ifPresent(where -> where.remove(run));
            return result;
        } finally {
            links.leave();
            timer.shutdownNow();
            workers.shutdown();
            running.values().forEach(ActiveAttempt::leaveBehind);
        }
    }

    private static Set<AssetPartition> writes(Plan plan) {
        return plan.steps().stream().flatMap(step -> step.outputs().stream()).collect(Collectors.toSet());
    }

    private void begin(Admission.Admitted admitted) {
        long snapshot = admitted.snapshot();
        if (admitted.waited()) {
            planAgain();
        }
        var traces = new Traces(setup.graph(), plan.now());
        var known = read(traces);
        var renames = Renames.of(setup.graph());
        var ledger = new Ledger(
                renames.over(setup.catalog().state(renames.withFormer(known), snapshot)),
                known,
                keys -> renames.over(setup.catalog().state(renames.withFormer(keys), snapshot)));
        frontier = new Frontier(plan.steps(), step -> policy(step.id()).pool());
        worker = new StepWorker(
                setup,
                plan,
                run,
                traces,
                ledger,
                frontier,
                new Turns(setup.limits().concurrency()),
                new Messages());
        marks.flatMap(where -> where.set(run)).ifPresent(listener::warning);
        listener.runStarted(run, frontier.size());
        timer.scheduleWithFixedDelay(
                () -> running.values().forEach(logs::flushLines),
                LOG_FLUSH.toMillis(),
                LOG_FLUSH.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** What the run waited for may have made some steps needless; what it does not need any more is free for others. */
    private void planAgain() {
        var reserved = writes(plan);
        planner.get().ifPresent(again -> {
            plan = again.within(reserved);
            int left = again.steps().size() - plan.steps().size();
            if (left > 0) {
                listener.warning("%d steps became stale while the run waited and are not part of it. Materialize again."
                        .formatted(left));
            }
            var needless = new HashSet<>(reserved);
            needless.removeAll(writes(plan));
            Futures.join(setup.catalog().release(run, needless));
        });
    }

    private void move(RunEvent event) {
        state = RunEvent.TABLE.take(state, event).to();
    }

    private StepStatus move(StepId id, StepEvent event) {
        var row = frontier.move(id, event);
        listener.stepMoved(id, row);
        return row.to();
    }

    private Set<AssetKey> read(Traces traces) {
        var keys = new HashSet<AssetKey>();
        for (var step : plan.steps()) {
            step.outputs().forEach(output -> keys.add(output.asset()));
            keys.addAll(traces.readThrough(step.producer().inputs()));
            for (var output : step.outputs()) {
                setup.graph()
                        .checksOf(output.asset())
                        .forEach(check ->
                                keys.addAll(traces.readThrough(check.method().inputs())));
            }
        }
        return keys;
    }

    private void loop() throws InterruptedException {
        while (frontier.isOpen()) {
            startWhatCan();
            inbox.take().run();
        }
    }

    private void startWhatCan() {
        while (!stopping && running.size() < underWay()) {
            var next = frontier.next(
                    pool -> slots.getOrDefault(pool, 0) < setup.limits().limitOf(pool));
            if (next.isEmpty()) {
                return;
            }
            start(next.get(), 1);
        }
    }

    /** How many attempts may be under way; one at a time is meant strictly, in order. */
    private int underWay() {
        int concurrency = setup.limits().concurrency();
        return concurrency == 1 ? 1 : concurrency + COMMITTING;
    }

    private void start(StepId id, int number) {
        var attempt = new ActiveAttempt(frontier.step(id), number, frontier.takeClaim(id));
        var pool = policy(id).pool();
        pool.ifPresent(name -> slots.merge(name, 1, Integer::sum));
        running.put(id, attempt);
        workers.execute(() -> {
            attempt.runsOn(Thread.currentThread());
            Thread.currentThread().setContextClassLoader(setup.code().classLoader());
            try {
                Objects.requireNonNull(worker).work(attempt);
            } finally {
                attempt.runsOn(null);
                attempt.log().close();
                pool.ifPresent(name -> freeSlot(name, attempt));
            }
        });
    }

    /** A slot is held as long as the thread lives, whatever became of the step. */
    private void freeSlot(String pool, ActiveAttempt attempt) {
        var freed = attempt.token() == 0
                ? CompletableFuture.completedFuture(true)
                : setup.catalog().freeSlot(run, attempt.step().id(), attempt.token());
        freed.whenComplete((done, error) -> inbox.add(() -> slots.merge(pool, -1, Integer::sum)));
    }

    private StepPolicy policy(StepId id) {
        return setup.graph().get(id.first().asset()).policy();
    }

    private boolean isCurrent(ActiveAttempt attempt) {
        return running.get(attempt.step().id()) == attempt;
    }

    /** What workers send, as it is decided on. */
    private final class Messages implements StepWorker.Decider {

        @Override
        public void claimed(ActiveAttempt attempt) {
            inbox.add(() -> started(attempt));
        }

        @Override
        public void full(ActiveAttempt attempt) {
            inbox.add(() -> waitForSlot(attempt));
        }

        @Override
        public void printed(ActiveAttempt attempt) {
            logs.flushEnd(attempt);
        }

        @Override
        public void publishing(ActiveAttempt attempt) {
            inbox.add(() -> move(attempt.step().id(), StepEvent.INTEND));
        }

        @Override
        public void published(Stored version, long sequence) {
            links.follow(version, sequence);
        }

        @Override
        public void ended(ActiveAttempt attempt, StepOutcome outcome) {
            inbox.add(() -> {
                running.remove(attempt.step().id(), attempt);
                end(attempt.step().id(), outcome);
            });
        }

        @Override
        public void retries(ActiveAttempt attempt, Duration delay) {
            inbox.add(() -> tryAgain(attempt, delay));
        }

        @Override
        public void stuck(ActiveAttempt attempt, String reason) {
            inbox.add(() -> leaveStuck(attempt, reason));
        }

        @Override
        public boolean isStopping() {
            return stopping;
        }
    }

    private void started(ActiveAttempt attempt) {
        var id = attempt.step().id();
        if (!isCurrent(attempt) || frontier.state(id).isTerminal()) {
            return;
        }
        move(id, StepEvent.CLAIM);
        listener.stepStarted(id, attempt.number());
        policy(id)
                .timeout()
                .ifPresent(timeout -> timer.schedule(
                        () -> inbox.add(() -> timeOut(attempt, timeout)), timeout.toMillis(), TimeUnit.MILLISECONDS));
    }

    private void waitForSlot(ActiveAttempt attempt) {
        var id = attempt.step().id();
        running.remove(id, attempt);
        if (frontier.state(id).isTerminal()) {
            return;
        }
        listener.stepWaitsForPool(id, policy(id).pool().orElse(""));
        timer.schedule(
                () -> inbox.add(() -> startAgain(id, attempt.number())),
                FULL_POOL_POLL.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void startAgain(StepId id, int number) {
        if (stopping || frontier.state(id).isTerminal()) {
            return;
        }
        if (number == 1) {
            frontier.addReady(id);
        } else {
            start(id, number);
        }
    }

    private void tryAgain(ActiveAttempt attempt, Duration delay) {
        var id = attempt.step().id();
        running.remove(id, attempt);
        move(id, StepEvent.FAIL_FOR_NOW);
        if (stopping) {
            endUnstarted(Map.of(id, "the run was cancelled"), StepEvent.CANCEL);
            return;
        }
        timer.schedule(() -> inbox.add(() -> retry(attempt)), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void retry(ActiveAttempt before) {
        var id = before.step().id();
        if (frontier.state(id) != StepStatus.RETRYING) {
            return;
        }
        if (before.isAlive() && writesOutside(before.step())) {
            endUnstarted(
                    Map.of(
                            id,
                            "its last attempt ignores the interrupt and is still running; what it writes is not kept by Weft, so no second one may run beside it"),
                    StepEvent.REFUSE_CLAIM);
            loseDownstream(id);
            return;
        }
        start(id, before.number() + 1);
    }

    private boolean writesOutside(PlannedStep step) {
        return step.outputs().stream()
                .anyMatch(output -> setup.graph().get(output.asset()).value() instanceof ValueType.Nothing);
    }

    private void timeOut(ActiveAttempt attempt, Duration timeout) {
        if (!isCurrent(attempt)) {
            return;
        }
        var reason = "it ran longer than its timeout of " + timeout;
        if (stopping || !Backoff.triesAgain(policy(attempt.step().id()), attempt.number())) {
            stop(attempt, StepEvent.TIME_OUT, reason);
        } else if (attempt.ends()) {
            var delay = Objects.requireNonNull(worker).delay(attempt);
            Objects.requireNonNull(worker).recordRetry(attempt, reason, delay);
            leaveBehind(attempt);
            tryAgain(attempt, delay);
        }
    }

    private void leaveStuck(ActiveAttempt attempt, String reason) {
        var id = attempt.step().id();
        running.remove(id, attempt);
        frontier.leaveOpen();
        listener.warning(reason);
        failure = failure.isEmpty() ? "%s is not known to be in place".formatted(id) : failure;
        loseDownstream(id);
    }

    private void stopAll(StepEvent event, String reason, Optional<StepId> culprit) {
        if (stopping) {
            return;
        }
        stopping = true;
        if (failure.isEmpty()) {
            move(RunEvent.CANCEL);
            Futures.join(setup.catalog()
                    .record(
                            Optional.of(run),
                            List.of(new EventBody.RunCancelRequested(System.getProperty("user.name", "")))));
        }
        var unstarted = new LinkedHashMap<StepId, String>();
        frontier.open(id -> !running.containsKey(id)).forEach(id -> unstarted.put(id, reason));
        endUnstarted(unstarted, event);
        Map.copyOf(running).forEach((id, attempt) -> {
            boolean guilty = culprit.equals(Optional.of(id)) && frontier.state(id) == StepStatus.RUNNING;
            stop(attempt, guilty ? StepEvent.FAIL : event, guilty ? failure : reason);
        });
    }

    /** First the record that decides, then the interrupt; a thread that ignores it is left behind and can publish nothing. */
    private void stop(ActiveAttempt attempt, StepEvent event, String reason) {
        var id = attempt.step().id();
        var next = StepEvent.TABLE.next(frontier.state(id), event);
        if (next.isEmpty()) {
            return; // It publishes: that cannot be taken back.
        }
        var fact = new EventBody.StepEnded(attempt.number(), next.get(), reason);
        attempt.stoppedBy(fact);
        if (!attempt.ends()) {
            return;
        }
        Futures.join(setup.catalog()
                .end(new Catalog.EndStep(
                        run, id, attempt.token(), List.of(fact), attempt.step().outputs())));
        leaveBehind(attempt);
        running.remove(id, attempt);
        end(id, StepOutcome.of(event, reason));
    }

    private void leaveBehind(ActiveAttempt attempt) {
        logs.flushEnd(attempt);
        left.add(attempt);
        attempt.leaveBehind();
    }

    private void end(StepId id, StepOutcome outcome) {
        if (frontier.state(id).isTerminal()) {
            return;
        }
        var status = move(id, outcome.event());
        listener.stepEnded(id, status, outcome.reason(), outcome.made());
        if (status.letsDownstreamRun()) {
            frontier.letFollow(id);
        } else {
            loseDownstream(id);
        }
    }

    /** Ends everything that could only have run after a step, in one go. */
    private void loseDownstream(StepId id) {
        endUnstarted(frontier.lostWith(id), StepEvent.LOSE_UPSTREAM);
    }

    private void endUnstarted(Map<StepId, String> reasons, StepEvent event) {
        var writes = new ArrayList<CompletableFuture<Boolean>>();
        reasons.forEach((id, reason) -> {
            frontier.withdraw(id);
            long token = frontier.takeClaim(id);
            var status = StepEvent.TABLE.take(frontier.state(id), event).to();
            writes.add(setup.catalog()
                    .end(new Catalog.EndStep(
                            run,
                            id,
                            token,
                            List.of(new EventBody.StepEnded(0, status, reason)),
                            frontier.step(id).outputs())));
            if (token != 0 && policy(id).pool().isPresent()) {
                setup.catalog().freeSlot(run, id, token);
            }
        });
        writes.forEach(Futures::join);
        reasons.forEach((id, reason) -> listener.stepEnded(id, move(id, event), reason, List.of()));
    }

    private Result finish() throws InterruptedException {
        var counts = new TreeMap<StepStatus, Integer>();
        frontier.states().values().stream()
                .filter(status -> !status.letsDownstreamRun())
                .forEach(status -> counts.merge(status, 1, Integer::sum));
        if (state == RunStatus.CANCELLING || state == RunStatus.QUEUED) {
            move(RunEvent.STOP);
        } else {
            move(counts.isEmpty() && failure.isEmpty() ? RunEvent.END_WELL : RunEvent.END_BADLY);
        }
        var reason = state == RunStatus.CANCELLED ? "cancelled" : reason(counts);
        Futures.join(setup.catalog().finish(run, new EventBody.RunFinished(state, reason)));
        return new Result(
                state, reason, frontier.states(), left.await(setup.limits().grace()));
    }

    private String reason(Map<StepStatus, Integer> counts) {
        var steps = counts.entrySet().stream()
                .map(entry -> entry.getValue()
                        + " "
                        + entry.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "));
        return failure.isEmpty() ? steps : failure + (steps.isEmpty() ? "" : " (" + steps + ")");
    }
}
