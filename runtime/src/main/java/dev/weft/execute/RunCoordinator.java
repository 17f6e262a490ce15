package dev.weft.execute;

import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetPartition;
import dev.weft.catalog.Catalog;
import dev.weft.event.EventBody;
import dev.weft.plan.Plan;
import dev.weft.plan.PlannedStep;
import dev.weft.plan.StalenessRule;
import dev.weft.plan.Traces;
import dev.weft.run.RunEvent;
import dev.weft.run.RunId;
import dev.weft.run.RunStatus;
import dev.weft.run.StepEvent;
import dev.weft.run.StepId;
import dev.weft.run.StepStatus;
import dev.weft.secret.Secrets;
import dev.weft.spi.LostVersionException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Carries out one plan. One thread decides (the one that calls {@link #run}); workers run attempts and send back how they ended. A step starts
 * when everything it reads is durable; a failed step fails only what is downstream of it. The commit that publishes a step claims for the next one
 * that it makes ready, so a chain costs one commit per step.
 */
@SuppressWarnings({
    "FutureReturnValueIgnored", // timers only send messages; a log line that is lost does not fail its step
    "JdkObsolete" // threads that a step starts write to its log too
})
public final class RunCoordinator {

    private static final Duration ADMISSION_POLL = Duration.ofMillis(200);
    private static final Duration LOG_FLUSH = Duration.ofMillis(500);
    private static final int LONGEST_LINE = 1 << 16;

    private final RunSetup setup;
    private final Plan plan;
    private final RunId run;
    private final RunListener listener;
    private final Traces traces;
    private final BlockingQueue<Message> inbox = new LinkedBlockingQueue<>();
    private final Map<StepId, PlannedStep> steps = new LinkedHashMap<>();
    private final Map<StepId, List<StepId>> feeds = new HashMap<>();
    private final Map<StepId, Integer> order = new HashMap<>();
    /** How many steps the longest chain below a step has: what has most below it goes first. */
    private final Map<StepId, Integer> heights = new HashMap<>();
    // Changed by the deciding thread only, read by workers too.
    private final Map<StepId, Integer> waitsFor = new ConcurrentHashMap<>();
    private final Map<StepId, StepStatus> states = new ConcurrentHashMap<>();
    private final Map<StepId, Running> running = new ConcurrentHashMap<>();
    /** The tokens of steps for which an upstream's commit has claimed, until they start. */
    private final Map<StepId, Long> claimed = new ConcurrentHashMap<>();

    private final Deque<StepId> readyAndClaimed = new ArrayDeque<>();
    private final PriorityQueue<StepId> ready = new PriorityQueue<>(
            Comparator.comparing((StepId id) -> -heights.getOrDefault(id, 0)).thenComparing(order::get));
    private final RandomGenerator random = RandomGenerator.getDefault();
    private final ExecutorService workers;
    private final ScheduledExecutorService timer;
    private @Nullable Ledger ledger;
    private RunStatus state = RunEvent.TABLE.initial();
    private int open;
    private volatile boolean cancelled;

    public RunCoordinator(RunSetup setup, Plan plan, RunId run, RunListener listener) {
        this.setup = setup;
        this.plan = plan;
        this.run = run;
        this.listener = listener;
        this.traces = new Traces(setup.graph(), plan.now());
        this.workers = Executors.newCachedThreadPool(task -> daemon(task, "weft-step"));
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "weft-timer"));
    }

    /** How a run ended: the status of each step that was planned. */
    public record Result(RunStatus status, String reason, Map<StepId, StepStatus> steps) {}

    private sealed interface Message {
        record Claimed(StepId step, Running attempt) implements Message {}

        record Ended(StepId step, StepOutcome outcome) implements Message {}

        record Failed(StepId step, Running attempt, Duration delay) implements Message {}

        record Again(StepId step, int attempt) implements Message {}

        record TimedOut(StepId step, int attempt) implements Message {}

        record Warning(String text) implements Message {}

        record Cancel() implements Message {}
    }

    /** An attempt under way. Whoever first moves its state decides whether it may still publish. */
    private static final class Running {
        enum State {
            ACTIVE,
            PUBLISHING,
            ENDED
        }

        private final AtomicReference<State> state = new AtomicReference<>(State.ACTIVE);
        private final int number;
        private final StringBuffer log = new StringBuffer();
        private volatile long token;
        private volatile @Nullable Thread thread;
        private volatile @Nullable Attempt attempt;
        private volatile EventBody.@Nullable StepEnded stopped;

        Running(int number) {
            this.number = number;
        }

        boolean take(State next) {
            return state.compareAndSet(State.ACTIVE, next);
        }

        /** Returns whole lines while the attempt is under way: a secret that is printed in two parts must be masked too. */
        String takeLog() {
            synchronized (log) {
                int end = state.get() == State.ACTIVE && log.length() < LONGEST_LINE
                        ? log.lastIndexOf("\n") + 1
                        : log.length();
                var text = log.substring(0, end);
                log.delete(0, end);
                return Secrets.mask(text);
            }
        }
    }

    /** Asks the run to stop; returns at once. */
    public void cancel() {
        inbox.add(new Message.Cancel());
    }

    /**
     * Runs the plan to its end and records everything. While another run is about to write some of the same, it waits; what that one leaves
     * fresh then ends unchanged.
     */
    public Result run(EventBody.RunQueued queued, String graphHash) throws InterruptedException {
        try {
            if (!admit(queued, graphHash)) {
                return finish();
            }
            ledger = new Ledger(setup.catalog().state(read()));
            prepare();
            listener.runStarted(run, steps.size());
            timer.scheduleWithFixedDelay(
                    () -> running.forEach(this::flushLog),
                    LOG_FLUSH.toMillis(),
                    LOG_FLUSH.toMillis(),
                    TimeUnit.MILLISECONDS);
            StepOutput.open();
            try {
                loop();
            } finally {
                StepOutput.leave();
            }
            return finish();
        } finally {
            timer.shutdownNow();
            workers.shutdown();
            running.values().forEach(RunCoordinator::leaveBehind);
        }
    }

    private boolean admit(EventBody.RunQueued queued, String graphHash) throws InterruptedException {
        Set<AssetPartition> writes = new HashSet<>();
        plan.steps().forEach(step -> writes.addAll(step.outputs()));
        Optional<RunId> told = Optional.empty();
        while (true) {
            var admission = await(setup.catalog().admit(new Catalog.AdmitRun(run, queued, writes, graphHash)));
            if (admission.admitted()) {
                move(RunEvent.ADMIT);
                return true;
            }
            if (!admission.waitsFor().equals(told)) {
                told = admission.waitsFor();
                told.ifPresent(listener::runWaits);
            }
            // Nothing but a cancel can come yet.
            if (inbox.poll(ADMISSION_POLL.toMillis(), TimeUnit.MILLISECONDS) != null) {
                cancelled = true;
                return false;
            }
        }
    }

    private void move(RunEvent event) {
        state = RunEvent.TABLE.take(state, event).to();
    }

    private StepStatus move(StepId id, StepEvent event) {
        var row = StepEvent.TABLE.take(state(id), event);
        states.put(id, row.to());
        listener.stepMoved(id, row);
        return row.to();
    }

    private StepStatus state(StepId id) {
        return Objects.requireNonNull(states.get(id));
    }

    private Set<AssetKey> read() {
        var keys = new HashSet<AssetKey>();
        for (var step : plan.steps()) {
            step.outputs().forEach(output -> keys.add(output.asset()));
            step.producer().inputs().forEach(input -> keys.add(input.upstream()));
            for (var output : step.outputs()) {
                setup.graph()
                        .checksOf(output.asset())
                        .forEach(check -> check.method().inputs().forEach(input -> keys.add(input.upstream())));
            }
        }
        return keys;
    }

    private void prepare() {
        for (var step : plan.steps()) {
            order.put(step.id(), steps.size());
            steps.put(step.id(), step);
            states.put(step.id(), StepEvent.TABLE.initial());
            waitsFor.put(step.id(), step.after().size());
            step.after()
                    .forEach(upstream -> feeds.computeIfAbsent(upstream, id -> new ArrayList<>())
                            .add(step.id()));
        }
        for (int i = plan.steps().size() - 1; i >= 0; i--) {
            var id = plan.steps().get(i).id();
            heights.put(
                    id,
                    feeds.getOrDefault(id, List.of()).stream()
                            .mapToInt(next -> heights.getOrDefault(next, 0) + 1)
                            .max()
                            .orElse(0));
        }
        plan.steps().stream().filter(step -> step.after().isEmpty()).forEach(step -> ready.add(step.id()));
        open = steps.size();
    }

    private void loop() throws InterruptedException {
        while (open > 0) {
            while (!cancelled
                    && running.size() < setup.concurrency()
                    && !(readyAndClaimed.isEmpty() && ready.isEmpty())) {
                start(readyAndClaimed.isEmpty() ? ready.remove() : readyAndClaimed.remove(), 1);
            }
            take(inbox.take());
        }
    }

    private void take(Message message) {
        if (message instanceof Message.Claimed claim) {
            started(claim.step(), claim.attempt());
        } else if (message instanceof Message.Ended end) {
            running.remove(end.step());
            end(end.step(), end.outcome());
        } else if (message instanceof Message.Failed failed) {
            again(failed);
        } else if (message instanceof Message.Again again) {
            if (state(again.step()) == StepStatus.RETRYING) {
                start(again.step(), again.attempt());
            }
        } else if (message instanceof Message.TimedOut timeout) {
            var attempt = running.get(timeout.step());
            if (attempt != null && attempt.number == timeout.attempt()) {
                var limit = policy(timeout.step()).timeout().orElse(Duration.ZERO);
                stop(timeout.step(), attempt, StepEvent.TIME_OUT, "it ran longer than its timeout of " + limit);
            }
        } else if (message instanceof Message.Warning warning) {
            listener.warning(warning.text());
        } else {
            cancelAll();
        }
    }

    private void started(StepId id, Running attempt) {
        if (state(id).isTerminal()) {
            return;
        }
        move(id, StepEvent.CLAIM);
        listener.stepStarted(id, attempt.number);
        policy(id)
                .timeout()
                .ifPresent(timeout -> timer.schedule(
                        () -> inbox.add(new Message.TimedOut(id, attempt.number)),
                        timeout.toMillis(),
                        TimeUnit.MILLISECONDS));
    }

    private void again(Message.Failed failed) {
        running.remove(failed.step());
        move(failed.step(), StepEvent.FAIL_FOR_NOW);
        if (cancelled) {
            endUnstarted(List.of(failed.step()), StepEvent.CANCEL, "the run was cancelled");
            return;
        }
        timer.schedule(
                () -> inbox.add(new Message.Again(failed.step(), failed.attempt().number + 1)),
                failed.delay().toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void cancelAll() {
        if (cancelled) {
            return;
        }
        cancelled = true;
        move(RunEvent.CANCEL);
        await(setup.catalog()
                .record(
                        Optional.of(run),
                        List.of(new EventBody.RunCancelRequested(System.getProperty("user.name", "")))));
        endUnstarted(
                steps.keySet().stream()
                        .filter(id -> !state(id).isTerminal() && !running.containsKey(id))
                        .toList(),
                StepEvent.CANCEL,
                "the run was cancelled");
        Map.copyOf(running).forEach((id, attempt) -> stop(id, attempt, StepEvent.CANCEL, "the run was cancelled"));
    }

    /** First the record that decides, then the interrupt; a thread that ignores it is left behind and can publish nothing. */
    private void stop(StepId id, Running attempt, StepEvent event, String reason) {
        var status = StepEvent.TABLE.take(state(id), event).to();
        var fact = new EventBody.StepEnded(attempt.number, status, reason);
        attempt.stopped = fact;
        if (!attempt.take(Running.State.ENDED)) {
            return;
        }
        await(setup.catalog().end(new Catalog.EndStep(run, id, attempt.token, List.of(fact))));
        leaveBehind(attempt);
        flushLog(id, attempt);
        running.remove(id);
        end(id, StepOutcome.of(event, reason));
    }

    private static void leaveBehind(Running attempt) {
        attempt.take(Running.State.ENDED);
        var under = attempt.attempt;
        if (under != null) {
            under.abandon();
        }
        var thread = attempt.thread;
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void flushLog(StepId id, Running attempt) {
        var text = attempt.takeLog();
        if (!text.isEmpty()) {
            setup.catalog().appendLog(run, id, attempt.number, text);
        }
    }

    private void end(StepId id, StepOutcome outcome) {
        if (state(id).isTerminal()) {
            return;
        }
        open--;
        var status = move(id, outcome.event());
        listener.stepEnded(id, status, outcome.reason(), outcome.made());
        if (!status.letsDownstreamRun()) {
            loseDownstream(id, status);
            return;
        }
        for (var next : feeds.getOrDefault(id, List.of())) {
            if (waitsFor.merge(next, -1, Integer::sum) == 0 && state(next) == StepStatus.WAITING) {
                (claimed.containsKey(next) ? readyAndClaimed : ready).add(next);
            }
        }
    }

    /** Ends everything that could only have run after a step, in one go. */
    private void loseDownstream(StepId id, StepStatus status) {
        var lost = new LinkedHashMap<StepId, String>();
        var todo = new ArrayDeque<StepId>(List.of(id));
        while (!todo.isEmpty()) {
            var from = todo.remove();
            var reason = "%s %s".formatted(from, from.equals(id) ? words(status) : "could not run");
            for (var next : feeds.getOrDefault(from, List.of())) {
                if (state(next) == StepStatus.WAITING && lost.putIfAbsent(next, reason) == null) {
                    todo.add(next);
                }
            }
        }
        endUnstarted(lost, StepEvent.LOSE_UPSTREAM);
    }

    private static String words(StepStatus status) {
        return switch (status) {
            case BLOCKED -> "was blocked";
            case TIMED_OUT -> "timed out";
            case CANCELLED -> "was cancelled";
            case UPSTREAM_FAILED -> "could not run";
            case FAILED, WAITING, RUNNING, RETRYING, PUBLISHING, SUCCEEDED, UNCHANGED, SKIPPED -> "failed";
        };
    }

    private void endUnstarted(List<StepId> ids, StepEvent event, String reason) {
        var reasons = new LinkedHashMap<StepId, String>();
        ids.forEach(id -> reasons.put(id, reason));
        endUnstarted(reasons, event);
    }

    private void endUnstarted(Map<StepId, String> reasons, StepEvent event) {
        ready.removeAll(reasons.keySet());
        readyAndClaimed.removeAll(reasons.keySet());
        var writes = new ArrayList<CompletableFuture<Boolean>>();
        reasons.forEach((id, reason) -> {
            long token = Objects.requireNonNullElse(claimed.remove(id), 0L);
            var status = StepEvent.TABLE.take(state(id), event).to();
            writes.add(setup.catalog()
                    .end(new Catalog.EndStep(run, id, token, List.of(new EventBody.StepEnded(0, status, reason)))));
        });
        writes.forEach(RunCoordinator::await);
        reasons.forEach((id, reason) -> {
            open--;
            listener.stepEnded(id, move(id, event), reason, List.of());
        });
    }

    private void start(StepId id, int number) {
        var attempt = new Running(number);
        attempt.token = Objects.requireNonNullElse(claimed.remove(id), 0L);
        running.put(id, attempt);
        workers.execute(() -> {
            attempt.thread = Thread.currentThread();
            var message = attempt(Objects.requireNonNull(steps.get(id)), attempt);
            attempt.thread = null;
            flushLog(id, attempt);
            if (message != null) {
                inbox.add(message);
            }
        });
    }

    private dev.weft.asset.StepPolicy policy(StepId id) {
        return setup.graph().get(id.first().asset()).policy();
    }

    /** Runs on a worker. Returns null where somebody else has ended the attempt. */
    private @Nullable Message attempt(PlannedStep step, Running running) {
        try {
            if (running.token != 0) {
                inbox.add(new Message.Claimed(step.id(), running));
            }
            if (!step.forced() && running.number == 1 && isUnchanged(step)) {
                return running.take(Running.State.ENDED) ? unchanged(step, running) : null;
            }
            if (running.token == 0) {
                var claim = await(setup.catalog().claim(claimOf(step, running.number)));
                if (!claim.granted()) {
                    return running.take(Running.State.ENDED)
                            ? ended(step, running, StepEvent.REFUSE_CLAIM, claim.refusal(), List.of())
                            : null;
                }
                running.token = claim.token();
                inbox.add(new Message.Claimed(step.id(), running));
            }
            var stopped = running.stopped;
            if (running.state.get() == Running.State.ENDED) {
                if (stopped != null) {
                    await(setup.catalog().end(new Catalog.EndStep(run, step.id(), running.token, List.of(stopped))));
                }
                return null;
            }
            var result = make(step, running);
            return running.take(Running.State.PUBLISHING) ? conclude(step, running, result) : null;
        } catch (Throwable e) {
            return failed(step, running, e);
        }
    }

    private Attempt.Result make(PlannedStep step, Running running) throws Throwable {
        var attempt = new Attempt(
                setup,
                traces,
                ledger(),
                run,
                step,
                running.number,
                plan.now(),
                () -> running.state.get() == Running.State.ENDED);
        running.attempt = attempt;
        StepOutput.capture(running.log::append);
        try {
            return attempt.run();
        } finally {
            StepOutput.release();
        }
    }

    private Catalog.ClaimStep claimOf(PlannedStep step, int number) {
        return new Catalog.ClaimStep(
                run, step.id(), number, UUID.randomUUID().toString(), step.outputs(), step.reason());
    }

    private Ledger ledger() {
        return Objects.requireNonNull(ledger);
    }

    private StalenessRule rule() {
        return new StalenessRule(traces, ledger(), setup.logic(), setup.code().config()::hash, plan.now());
    }

    private boolean isUnchanged(PlannedStep step) {
        var rule = rule();
        return step.outputs().stream()
                .allMatch(output -> rule.of(setup.graph().get(output.asset()), output.partition())
                        .isFresh());
    }

    private Message unchanged(PlannedStep step, Running running) {
        var rule = rule();
        var facts = new ArrayList<EventBody>();
        step.outputs()
                .forEach(output -> facts.add(new EventBody.Verified(
                        output, rule.traceNow(setup.graph().get(output.asset()), output.partition()))));
        return ended(step, running, StepEvent.FIND_UNCHANGED, "its inputs did not change", facts);
    }

    /** Records how an attempt that publishes nothing ended, after other facts about it. */
    private Message ended(
            PlannedStep step, Running running, StepEvent event, String reason, List<? extends EventBody> facts) {
        var from = event == StepEvent.REFUSE_CLAIM ? StepStatus.WAITING : StepStatus.RUNNING;
        var all = new ArrayList<EventBody>(facts);
        int number = running.token == 0 ? 0 : running.number;
        all.add(new EventBody.StepEnded(
                number, StepEvent.TABLE.take(from, event).to(), reason));
        await(setup.catalog().end(new Catalog.EndStep(run, step.id(), running.token, all)));
        return new Message.Ended(step.id(), StepOutcome.of(event, reason));
    }

    private Message conclude(PlannedStep step, Running running, Attempt.Result result) {
        if (result.skipped()) {
            var reason = "it returned an empty Optional: the previous version stays";
            return ended(step, running, StepEvent.RETURN_NOTHING, reason, result.checks());
        }
        if (!result.blocked().isEmpty()) {
            var facts = new ArrayList<EventBody>(result.checks());
            result.materializations()
                    .forEach(made -> facts.add(new EventBody.Rejected(
                            made.stored().what(),
                            made.trace(),
                            result.blocked(),
                            made.content().dataVersion(),
                            checkVersions(result))));
            var reason = "blocked by "
                    + result.checks().stream()
                            .filter(check -> result.blocked().contains(check.check()))
                            .map(check -> check.check()
                                    + (check.result().message().isEmpty()
                                            ? ""
                                            : ": " + check.result().message()))
                            .collect(Collectors.joining("; "));
            return ended(step, running, StepEvent.BLOCK, reason, facts);
        }
        return publish(step, running, result);
    }

    private static Map<String, String> checkVersions(Attempt.Result result) {
        return result.checks().stream()
                .filter(check -> check.blocking() && result.blocked().contains(check.check()))
                .collect(Collectors.toMap(
                        EventBody.CheckEvaluated::check, EventBody.CheckEvaluated::codeVersion, (one, other) -> one));
    }

    private Message publish(PlannedStep step, Running running, Attempt.Result result) {
        var next = onlyWaitingFor(step.id());
        var published = await(setup.catalog()
                .publish(new Catalog.PublishStep(
                        run,
                        step.id(),
                        running.number,
                        running.token,
                        result.materializations(),
                        List.copyOf(result.checks()),
                        new EventBody.StepEnded(running.number, StepStatus.SUCCEEDED, step.reason()),
                        next.stream().map(follower -> claimOf(follower, 1)).toList())));
        if (!published.published()) {
            return ended(step, running, StepEvent.FAIL, published.refusal(), List.of());
        }
        for (int i = 0; i < result.materializations().size(); i++) {
            var made = result.materializations().get(i);
            ledger().published(made, published.sequences().get(i), setup.clock().instant());
            showLatest(made);
        }
        for (int i = 0; i < next.size(); i++) {
            if (published.next().get(i).granted()) {
                claimed.put(next.get(i).id(), published.next().get(i).token());
            }
        }
        return new Message.Ended(
                step.id(), new StepOutcome(StepEvent.PUBLISH, step.reason(), result.materializations()));
    }

    /** Returns the step that nothing but this one keeps waiting, the one with the longest chain; at most one, for which a worker becomes free. */
    private List<PlannedStep> onlyWaitingFor(StepId id) {
        return feeds.getOrDefault(id, List.of()).stream()
                .filter(next -> !cancelled && Objects.requireNonNull(waitsFor.get(next)) == 1)
                .filter(next -> state(next) == StepStatus.WAITING)
                .max(Comparator.comparing((StepId next) -> heights.getOrDefault(next, 0)))
                .map(next -> Objects.requireNonNull(steps.get(next)))
                .stream()
                .toList();
    }

    private void showLatest(EventBody.Materialization made) {
        try {
            setup.stores().apply(made.stored().io()).showLatest(made.stored());
        } catch (RuntimeException e) {
            inbox.add(new Message.Warning("%s is published, but what people open could not be refreshed: %s"
                    .formatted(made.stored().what(), e.getMessage())));
        }
    }

    private @Nullable Message failed(PlannedStep step, Running running, Throwable error) {
        if (!running.take(Running.State.ENDED) && running.state.get() != Running.State.PUBLISHING) {
            return null;
        }
        if (error instanceof LostVersionException lost) {
            var version = lost.version();
            var reason = "%s is lost: %s. Materialize it again.".formatted(version.what(), lost.getMessage());
            return ended(
                    step,
                    running,
                    StepEvent.FAIL,
                    reason,
                    List.of(new EventBody.Lost(version.what(), version.versionId(), reason)));
        }
        var text = UserErrors.describe(error);
        var policy = policy(step.id());
        if (running.token == 0 || running.number > policy.retries()) {
            return ended(step, running, running.token == 0 ? StepEvent.REFUSE_CLAIM : StepEvent.FAIL, text, List.of());
        }
        var delay = delay(policy, running.number);
        var retryAt = setup.clock().instant().plus(delay);
        await(setup.catalog()
                .end(new Catalog.EndStep(
                        run,
                        step.id(),
                        running.token,
                        List.of(new EventBody.StepRetrying(running.number, text, retryAt)))));
        return new Message.Failed(step.id(), running, delay);
    }

    /** Doubles at each try, up to the longest, with a random part so that many do not come back at once. */
    private Duration delay(dev.weft.asset.StepPolicy policy, int attempt) {
        double millis = Math.min(
                (double) policy.maxDelay().toMillis(),
                policy.delay().toMillis() * Math.pow(2, Math.min(attempt - 1, 30)));
        return Duration.ofMillis((long) (millis * (1 - policy.jitter() * random.nextDouble())));
    }

    private Result finish() {
        var counts = new java.util.TreeMap<StepStatus, Integer>();
        states.values().stream()
                .filter(status -> !status.letsDownstreamRun())
                .forEach(status -> counts.merge(status, 1, Integer::sum));
        move(cancelled ? RunEvent.STOP : counts.isEmpty() ? RunEvent.END_WELL : RunEvent.END_BADLY);
        var reason = state == RunStatus.CANCELLED
                ? "cancelled"
                : counts.entrySet().stream()
                        .map(entry -> entry.getValue() + " "
                                + entry.getKey()
                                        .name()
                                        .toLowerCase(java.util.Locale.ROOT)
                                        .replace('_', ' '))
                        .collect(Collectors.joining(", "));
        await(setup.catalog().finish(run, new EventBody.RunFinished(state, reason)));
        var ended = new LinkedHashMap<StepId, StepStatus>();
        steps.keySet().forEach(id -> ended.put(id, state(id)));
        return new Result(state, reason, ended);
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private static Thread daemon(Runnable task, String name) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
