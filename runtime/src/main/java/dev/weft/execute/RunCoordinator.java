package dev.weft.execute;

import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetPartition;
import dev.weft.catalog.Catalog;
import dev.weft.event.EventBody;
import dev.weft.plan.Plan;
import dev.weft.plan.PlannedStep;
import dev.weft.plan.StalenessRule;
import dev.weft.plan.Traces;
import dev.weft.run.RunId;
import dev.weft.run.RunStatus;
import dev.weft.run.StepId;
import dev.weft.run.StepStatus;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Carries out one plan. One thread decides (the one that calls {@link #run}); workers run attempts and send back how they ended. A step starts
 * when everything it reads is durable; a failed step fails only what is downstream of it.
 */
@SuppressWarnings({
    "FutureReturnValueIgnored", // timers only send messages; a log line that is lost does not fail its step
    "JdkObsolete" // threads that a step starts write to its log too
})
public final class RunCoordinator {

    private final RunSetup setup;
    private final Plan plan;
    private final RunId run;
    private final RunListener listener;
    private final Traces traces;
    private final BlockingQueue<Message> inbox = new LinkedBlockingQueue<>();
    private final Map<StepId, PlannedStep> steps = new LinkedHashMap<>();
    private final Map<StepId, Integer> waitsFor = new HashMap<>();
    private final Map<StepId, List<StepId>> feeds = new HashMap<>();
    private final Map<StepId, StepStatus> ended = new LinkedHashMap<>();
    private final Map<StepId, Running> running = new HashMap<>();
    private final Deque<StepId> ready = new ArrayDeque<>();
    private final Random random = new Random();
    private final ExecutorService workers;
    private final ScheduledExecutorService timer;
    private @Nullable Ledger ledger;
    private boolean cancelled;

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
        record Ended(StepId step, StepOutcome outcome) implements Message {}

        record Again(StepId step, int attempt) implements Message {}

        record TimedOut(StepId step, int attempt) implements Message {}

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
        private volatile long token;
        private volatile @Nullable Thread thread;
        private volatile @Nullable Attempt attempt;

        Running(int number) {
            this.number = number;
        }

        boolean take(State next) {
            return state.compareAndSet(State.ACTIVE, next);
        }
    }

    /** Asks the run to stop; returns at once. */
    public void cancel() {
        inbox.add(new Message.Cancel());
    }

    /** Runs the plan to its end and records everything. */
    public Result run(EventBody.RunQueued queued, String graphHash) throws InterruptedException {
        Set<AssetPartition> writes = new HashSet<>();
        plan.steps().forEach(step -> writes.addAll(step.outputs()));
        var admission = await(setup.catalog().admit(new Catalog.AdmitRun(run, queued, writes, graphHash)));
        if (!admission.admitted()) {
            throw new IllegalArgumentException(
                    "The run %s is about to write some of the same. Wait for it to end, then try again."
                            .formatted(admission.waitsFor().map(RunId::text).orElse("of another process")));
        }
        ledger = new Ledger(setup.catalog().state(read()));
        prepare();
        listener.runStarted(run, steps.size());
        var output = new StepOutput();
        try {
            loop();
        } finally {
            output.close();
            timer.shutdownNow();
            workers.shutdown();
        }
        return finish();
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
            steps.put(step.id(), step);
            waitsFor.put(step.id(), step.after().size());
            step.after()
                    .forEach(upstream -> feeds.computeIfAbsent(upstream, id -> new ArrayList<>())
                            .add(step.id()));
            if (step.after().isEmpty()) {
                ready.add(step.id());
            }
        }
    }

    private void loop() throws InterruptedException {
        while (ended.size() < steps.size()) {
            while (!cancelled && !ready.isEmpty() && running.size() < setup.concurrency()) {
                start(ready.poll(), 1);
            }
            if (ended.size() < steps.size()) {
                take(inbox.take());
            }
        }
    }

    private void take(Message message) {
        if (message instanceof Message.Ended end) {
            running.remove(end.step());
            end(end.step(), end.outcome());
        } else if (message instanceof Message.Again again) {
            if (!cancelled && !ended.containsKey(again.step())) {
                start(again.step(), again.attempt());
            }
        } else if (message instanceof Message.TimedOut timeout) {
            var attempt = running.get(timeout.step());
            if (attempt != null && attempt.number == timeout.attempt()) {
                stop(
                        timeout.step(),
                        attempt,
                        StepStatus.TIMED_OUT,
                        "it ran longer than its timeout of "
                                + policy(timeout.step()).timeout().orElse(Duration.ZERO));
            }
        } else {
            cancelAll();
        }
    }

    private void cancelAll() {
        if (cancelled) {
            return;
        }
        cancelled = true;
        await(setup.catalog()
                .record(
                        Optional.of(run),
                        List.of(new EventBody.RunCancelRequested(System.getProperty("user.name", "")))));
        Map.copyOf(running).forEach((id, attempt) -> stop(id, attempt, StepStatus.CANCELLED, "the run was cancelled"));
        for (var id : List.copyOf(steps.keySet())) {
            if (!ended.containsKey(id) && !running.containsKey(id)) {
                endUnstarted(id, StepStatus.CANCELLED, "the run was cancelled");
            }
        }
    }

    /** First the record that decides, then the interrupt; a thread that ignores it is left behind and can publish nothing. */
    private void stop(StepId id, Running attempt, StepStatus status, String reason) {
        if (!attempt.take(Running.State.ENDED)) {
            return;
        }
        await(setup.catalog()
                .end(new Catalog.EndStep(
                        run, id, attempt.token, List.of(new EventBody.StepEnded(attempt.number, status, reason)))));
        var under = attempt.attempt;
        if (under != null) {
            under.abandon();
        }
        var thread = attempt.thread;
        if (thread != null) {
            thread.interrupt();
        }
        running.remove(id);
        end(id, StepOutcome.of(status, reason));
    }

    private void end(StepId id, StepOutcome outcome) {
        if (ended.putIfAbsent(id, outcome.status()) != null) {
            return;
        }
        listener.stepEnded(id, outcome.status(), outcome.reason(), outcome.made());
        for (var next : feeds.getOrDefault(id, List.of())) {
            if (!outcome.status().letsDownstreamRun()) {
                if (!ended.containsKey(next)) {
                    endUnstarted(next, StepStatus.UPSTREAM_FAILED, "%s %s".formatted(id, words(outcome.status())));
                }
            } else if (waitsFor.merge(next, -1, Integer::sum) == 0 && !ended.containsKey(next)) {
                ready.add(next);
            }
        }
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

    private void endUnstarted(StepId id, StepStatus status, String reason) {
        ready.remove(id);
        await(setup.catalog()
                .end(new Catalog.EndStep(run, id, 0, List.of(new EventBody.StepEnded(0, status, reason)))));
        end(id, StepOutcome.of(status, reason));
    }

    private void start(StepId id, int number) {
        var attempt = new Running(number);
        running.put(id, attempt);
        policy(id)
                .timeout()
                .ifPresent(timeout -> timer.schedule(
                        () -> inbox.add(new Message.TimedOut(id, number)), timeout.toMillis(), TimeUnit.MILLISECONDS));
        listener.stepStarted(id, number);
        workers.execute(() -> {
            attempt.thread = Thread.currentThread();
            var outcome = attempt(steps.get(id), attempt);
            attempt.thread = null;
            if (outcome != null) {
                inbox.add(new Message.Ended(id, outcome));
            }
        });
    }

    private dev.weft.asset.StepPolicy policy(StepId id) {
        return setup.graph().get(id.first().asset()).policy();
    }

    /** Runs on a worker. Returns null where somebody else has ended the attempt, or another one follows. */
    private @Nullable StepOutcome attempt(@Nullable PlannedStep planned, Running running) {
        var step = java.util.Objects.requireNonNull(planned);
        var log = new StringBuffer();
        try {
            if (!step.forced() && isUnchanged(step)) {
                return running.take(Running.State.ENDED) ? unchanged(step) : null;
            }
            var claim = await(setup.catalog()
                    .claim(new Catalog.ClaimStep(
                            run,
                            step.id(),
                            running.number,
                            UUID.randomUUID().toString(),
                            step.outputs(),
                            step.reason())));
            if (!claim.granted()) {
                return failed(step, running, 0, claim.refusal(), false);
            }
            running.token = claim.token();
            StepOutput.capture(log::append);
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
            Attempt.Result result;
            try {
                result = attempt.run();
            } finally {
                StepOutput.release();
            }
            return running.take(Running.State.PUBLISHING) ? conclude(step, running, result) : null;
        } catch (Throwable e) {
            return failed(step, running, running.token, UserErrors.describe(e), true);
        } finally {
            if (log.length() > 0) {
                setup.catalog().appendLog(run, step.id(), running.number, log.toString());
            }
        }
    }

    private Ledger ledger() {
        return java.util.Objects.requireNonNull(ledger);
    }

    private boolean isUnchanged(PlannedStep step) {
        var rule = new StalenessRule(traces, ledger(), setup.codeVersions(), asset -> "", plan.now());
        return step.outputs().stream()
                .allMatch(output -> rule.of(setup.graph().get(output.asset()), output.partition())
                        .isFresh());
    }

    private StepOutcome unchanged(PlannedStep step) {
        var rule = new StalenessRule(traces, ledger(), setup.codeVersions(), asset -> "", plan.now());
        var facts = new ArrayList<EventBody>();
        step.outputs()
                .forEach(output -> facts.add(new EventBody.Verified(
                        output, rule.traceNow(setup.graph().get(output.asset()), output.partition()))));
        var reason = "its inputs did not change";
        facts.add(new EventBody.StepEnded(0, StepStatus.UNCHANGED, reason));
        await(setup.catalog().end(new Catalog.EndStep(run, step.id(), 0, facts)));
        return StepOutcome.of(StepStatus.UNCHANGED, reason);
    }

    private StepOutcome conclude(PlannedStep step, Running running, Attempt.Result result) {
        var facts = new ArrayList<EventBody>(result.checks());
        if (result.skipped()) {
            var reason = "it returned an empty Optional: the previous version stays";
            facts.add(new EventBody.StepEnded(running.number, StepStatus.SKIPPED, reason));
            await(setup.catalog().end(new Catalog.EndStep(run, step.id(), running.token, facts)));
            return StepOutcome.of(StepStatus.SKIPPED, reason);
        }
        if (!result.blocked().isEmpty()) {
            result.materializations()
                    .forEach(made -> facts.add(new EventBody.Rejected(
                            made.stored().what(),
                            made.trace(),
                            result.blocked(),
                            made.content().dataVersion())));
            var reason = "blocked by "
                    + result.checks().stream()
                            .filter(check -> result.blocked().contains(check.check()))
                            .map(check -> check.check()
                                    + (check.result().message().isEmpty()
                                            ? ""
                                            : ": " + check.result().message()))
                            .collect(Collectors.joining("; "));
            facts.add(new EventBody.StepEnded(running.number, StepStatus.BLOCKED, reason));
            await(setup.catalog().end(new Catalog.EndStep(run, step.id(), running.token, facts)));
            return StepOutcome.of(StepStatus.BLOCKED, reason);
        }
        var published = await(setup.catalog()
                .publish(new Catalog.PublishStep(
                        run,
                        step.id(),
                        running.number,
                        running.token,
                        result.materializations(),
                        facts,
                        new EventBody.StepEnded(running.number, StepStatus.SUCCEEDED, step.reason()),
                        List.of())));
        if (!published.published()) {
            return StepOutcome.of(StepStatus.FAILED, published.refusal());
        }
        for (int i = 0; i < result.materializations().size(); i++) {
            var made = result.materializations().get(i);
            ledger().published(made, published.sequences().get(i), setup.clock().instant());
            showLatest(made);
        }
        return new StepOutcome(StepStatus.SUCCEEDED, step.reason(), result.materializations());
    }

    private void showLatest(EventBody.Materialization made) {
        try {
            setup.stores().apply(made.stored().io()).showLatest(made.stored());
        } catch (RuntimeException e) {
            listener.warning("%s is published, but what people open could not be refreshed: %s"
                    .formatted(made.stored().what(), e.getMessage()));
        }
    }

    private @Nullable StepOutcome failed(
            PlannedStep step, Running running, long token, String error, boolean mayRetry) {
        if (!running.take(Running.State.ENDED) && running.state.get() != Running.State.PUBLISHING) {
            return null;
        }
        var policy = policy(step.id());
        if (mayRetry && running.number <= policy.retries()) {
            var delay = delay(policy, running.number);
            await(setup.catalog()
                    .end(new Catalog.EndStep(
                            run,
                            step.id(),
                            token,
                            List.of(new EventBody.StepRetrying(
                                    running.number,
                                    error,
                                    setup.clock().instant().plus(delay))))));
            timer.schedule(
                    () -> inbox.add(new Message.Again(step.id(), running.number + 1)),
                    delay.toMillis(),
                    TimeUnit.MILLISECONDS);
            return null;
        }
        await(setup.catalog()
                .end(new Catalog.EndStep(
                        run,
                        step.id(),
                        token,
                        List.of(new EventBody.StepEnded(running.number, StepStatus.FAILED, error)))));
        return StepOutcome.of(StepStatus.FAILED, error);
    }

    /** Doubles at each try, up to the longest, with a random part so that many do not come back at once. */
    private Duration delay(dev.weft.asset.StepPolicy policy, int attempt) {
        double millis = Math.min(
                (double) policy.maxDelay().toMillis(),
                policy.delay().toMillis() * Math.pow(2, Math.min(attempt - 1, 30)));
        return Duration.ofMillis((long) (millis * (1 - policy.jitter() * random.nextDouble())));
    }

    private Result finish() {
        var counts = ended.values().stream().collect(Collectors.groupingBy(status -> status, Collectors.counting()));
        long bad = ended.values().stream()
                .filter(status -> !status.letsDownstreamRun())
                .count();
        var status = cancelled ? RunStatus.CANCELLED : bad > 0 ? RunStatus.FAILED : RunStatus.SUCCEEDED;
        var reason = switch (status) {
            case CANCELLED -> "cancelled";
            case FAILED ->
                counts.entrySet().stream()
                        .filter(entry -> !entry.getKey().letsDownstreamRun())
                        .map(entry -> entry.getValue() + " "
                                + entry.getKey()
                                        .name()
                                        .toLowerCase(java.util.Locale.ROOT)
                                        .replace('_', ' '))
                        .sorted()
                        .collect(Collectors.joining(", "));
            case QUEUED, RUNNING, CANCELLING, SUCCEEDED -> "";
        };
        await(setup.catalog().finish(run, new EventBody.RunFinished(status, reason)));
        return new Result(status, reason, ended);
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
