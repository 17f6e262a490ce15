package dev.weft.execute;

import dev.weft.asset.StepPolicy;
import dev.weft.catalog.Catalog;
import dev.weft.catalog.Faults;
import dev.weft.event.EventBody;
import dev.weft.event.Stored;
import dev.weft.plan.Plan;
import dev.weft.plan.PlannedStep;
import dev.weft.plan.Staleness;
import dev.weft.plan.StalenessRule;
import dev.weft.plan.Traces;
import dev.weft.run.RunId;
import dev.weft.run.StepEvent;
import dev.weft.run.StepStatus;
import dev.weft.spi.LostVersionException;
import dev.weft.spi.TargetPublication;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Carries an attempt from its claim to its end, on a thread of its own: what is decided there goes to the catalog first and to the run then. */
final class StepWorker {

    private final RunSetup setup;
    private final Plan plan;
    private final RunId run;
    private final Traces traces;
    private final Ledger ledger;
    private final Frontier frontier;
    private final Turns turns;
    private final Decider decider;
    private final SkippedOutputs skipped;
    private final Backoff backoff = new Backoff(RandomGenerator.getDefault());

    StepWorker(
            RunSetup setup,
            Plan plan,
            RunId run,
            Traces traces,
            Ledger ledger,
            Frontier frontier,
            Turns turns,
            Decider decider) {
        this.setup = setup;
        this.plan = plan;
        this.run = run;
        this.traces = traces;
        this.ledger = ledger;
        this.frontier = frontier;
        this.turns = turns;
        this.decider = decider;
        this.skipped = new SkippedOutputs(setup.graph(), traces, ledger);
    }

    /** Hears from workers, on their threads; answers at once. */
    interface Decider {

        void claimed(ActiveAttempt attempt);

        /** Its pool has no slot in any process: it has to start later. */
        void full(ActiveAttempt attempt);

        /** User code of the attempt has returned: what it printed is to be kept. */
        void printed(ActiveAttempt attempt);

        void publishing(ActiveAttempt attempt);

        /** The catalog has a new version: what people open follows. */
        void published(Stored version, long sequence);

        void ended(ActiveAttempt attempt, StepOutcome outcome);

        void retries(ActiveAttempt attempt, Duration delay);

        /** A store outside did not answer: nobody knows whether the result is in place. */
        void stuck(ActiveAttempt attempt, String reason);

        boolean isStopping();
    }

    void work(ActiveAttempt attempt) {
        try {
            begin(attempt);
        } catch (Throwable e) {
            failed(attempt, e);
        }
    }

    private void begin(ActiveAttempt attempt) throws Throwable {
        var step = attempt.step();
        if (!step.forced() && attempt.number() == 1) {
            if (isUnchanged(step)) {
                endsUncalled(attempt, () -> unchanged(attempt));
                return;
            }
            var lacking = skipped.lacking(step);
            if (lacking.isPresent()) {
                var reason = "%s returned nothing, and has no version to read".formatted(lacking.get());
                skipped.note(step);
                endsUncalled(attempt, () -> ended(attempt, StepEvent.RETURN_NOTHING, reason, List.of()));
                return;
            }
            var blocked = step.triesBlocked() ? Optional.<Staleness>empty() : blockedOnSameInputs(step);
            if (blocked.isPresent()) {
                var reason = blocked.get().sentence() + "; --retry-failed tries again";
                endsUncalled(attempt, () -> ended(attempt, StepEvent.BLOCK, reason, List.of()));
                return;
            }
        }
        if (attempt.token() == 0 && !claim(attempt)) {
            return;
        }
        var stopped = attempt.stopped();
        if (attempt.isEnded()) {
            if (stopped != null) {
                Futures.join(setup.catalog()
                        .end(new Catalog.EndStep(run, step.id(), attempt.token(), List.of(stopped), step.outputs())));
            }
            return;
        }
        var turn = turns.take();
        attempt.has(turn);
        Attempt.Result result;
        try {
            if (attempt.isEnded()) {
                return;
            }
            decider.claimed(attempt);
            result = make(attempt);
        } finally {
            turn.end();
        }
        if (attempt.publishes()) {
            conclude(attempt, result);
        }
    }

    private void endsUncalled(ActiveAttempt attempt, Runnable end) {
        if (attempt.token() != 0) {
            decider.claimed(attempt);
        }
        if (attempt.ends()) {
            end.run();
        }
    }

    private boolean claim(ActiveAttempt attempt) {
        var claim = Futures.join(setup.catalog().claim(claimOf(attempt.step(), attempt.number())));
        if (claim.granted()) {
            attempt.claimed(claim.token());
            return true;
        }
        if (claim.full()) {
            decider.full(attempt);
        } else if (attempt.ends()) {
            ended(attempt, StepEvent.REFUSE_CLAIM, claim.refusal(), List.of());
        }
        return false;
    }

    private Attempt.Result make(ActiveAttempt running) throws Throwable {
        var attempt =
                new Attempt(setup, traces, ledger, run, running.step(), running.number(), plan.now(), running::isEnded);
        running.works(attempt);
        StepOutput.capture(running.log());
        try {
            return attempt.run();
        } finally {
            StepOutput.release();
            decider.printed(running);
        }
    }

    private Catalog.ClaimStep claimOf(PlannedStep step, int number) {
        return new Catalog.ClaimStep(
                run,
                step.id(),
                number,
                UUID.randomUUID().toString(),
                step.outputs(),
                step.reason(),
                policy(step)
                        .pool()
                        .map(pool -> new Catalog.PoolLimit(pool, setup.limits().limitOf(pool))));
    }

    private StepPolicy policy(PlannedStep step) {
        return setup.graph().get(step.id().first().asset()).policy();
    }

    private StalenessRule rule() {
        return new StalenessRule(traces, ledger, setup.logic(), setup.code().config()::hash, plan.now());
    }

    private boolean isUnchanged(PlannedStep step) {
        var rule = rule();
        return step.outputs().stream()
                .allMatch(output -> rule.of(setup.graph().get(output.asset()), output.partition())
                        .isSettled());
    }

    /** Inputs that change in the run may turn out to be the very ones whose result a check rejected. */
    private Optional<Staleness> blockedOnSameInputs(PlannedStep step) {
        var rule = rule();
        var due = step.outputs().stream()
                .map(output -> rule.of(setup.graph().get(output.asset()), output.partition()))
                .filter(staleness -> !staleness.isFresh())
                .toList();
        return due.stream().allMatch(Staleness::isBlocked) ? due.stream().findFirst() : Optional.empty();
    }

    /** Says why a step had to run; of one that was planned only because of others, what turned out different. */
    private String reason(PlannedStep step) {
        if (!step.conditional()) {
            return step.reason();
        }
        var rule = rule();
        return step.outputs().stream()
                .map(output -> rule.of(setup.graph().get(output.asset()), output.partition()))
                .filter(staleness -> !staleness.isFresh())
                .findFirst()
                .map(Staleness::sentence)
                .orElse(step.reason());
    }

    private void unchanged(ActiveAttempt attempt) {
        var rule = rule();
        var facts = new ArrayList<EventBody>();
        skipped.note(attempt.step());
        attempt.step().outputs().stream()
                .filter(output -> ledger.of(output).latest().isPresent())
                .forEach(output -> facts.add(new EventBody.Verified(
                        output, rule.traceNow(setup.graph().get(output.asset()), output.partition()))));
        ended(attempt, StepEvent.FIND_UNCHANGED, "its inputs did not change", facts);
    }

    /** Records how an attempt that publishes nothing ended, after other facts about it. */
    private void ended(ActiveAttempt attempt, StepEvent event, String reason, List<? extends EventBody> facts) {
        var from = event == StepEvent.REFUSE_CLAIM ? StepStatus.WAITING : StepStatus.RUNNING;
        ended(attempt, from, event, reason, facts);
    }

    private void ended(
            ActiveAttempt attempt, StepStatus from, StepEvent event, String reason, List<? extends EventBody> facts) {
        var step = attempt.step();
        var all = new ArrayList<EventBody>(facts);
        int number = attempt.token() == 0 ? 0 : attempt.number();
        all.add(new EventBody.StepEnded(
                number, StepEvent.TABLE.take(from, event).to(), reason));
        Futures.join(setup.catalog().end(new Catalog.EndStep(run, step.id(), attempt.token(), all, step.outputs())));
        decider.ended(attempt, StepOutcome.of(event, reason));
    }

    private void conclude(ActiveAttempt attempt, Attempt.Result result) {
        if (result.materializations().isEmpty()) {
            skipped.note(attempt.step());
            ended(attempt, StepEvent.RETURN_NOTHING, skipped.reason(result), skipped.facts(result));
        } else if (result.blocked().isEmpty()) {
            publish(attempt, result);
        } else {
            block(attempt, result);
        }
    }

    private void block(ActiveAttempt attempt, Attempt.Result result) {
        var facts = new ArrayList<EventBody>(result.checks());
        result.materializations()
                .forEach(made -> facts.add(new EventBody.Rejected(
                        made.stored().what(),
                        made.trace(),
                        result.blocked(),
                        made.content().dataVersion(),
                        checkVersions(result))));
        facts.addAll(skipped.blocked(result, checkVersions(result)));
        var reason = "blocked by "
                + result.checks().stream()
                        .filter(check -> result.blocked().contains(check.check()))
                        .map(check -> check.check()
                                + (check.result().message().isEmpty()
                                        ? ""
                                        : ": " + check.result().message()))
                        .collect(Collectors.joining("; "));
        ended(attempt, StepEvent.BLOCK, reason, facts);
    }

    private static Map<String, String> checkVersions(Attempt.Result result) {
        return result.checks().stream()
                .filter(check -> check.blocking() && result.blocked().contains(check.check()))
                .collect(Collectors.toMap(
                        EventBody.CheckEvaluated::check, EventBody.CheckEvaluated::codeVersion, (one, other) -> one));
    }

    private void publish(ActiveAttempt attempt, Attempt.Result result) {
        var step = attempt.step();
        var reason = reason(step);
        var next = decider.isStopping() ? Optional.<PlannedStep>empty() : frontier.onlyWaitingFor(step.id());
        var command = new Catalog.PublishStep(
                run,
                step.id(),
                attempt.number(),
                attempt.token(),
                result.materializations(),
                Stream.concat(result.checks().stream(), skipped.facts(result).stream())
                        .toList(),
                new EventBody.StepEnded(attempt.number(), StepStatus.SUCCEEDED, reason),
                next.stream().map(follower -> claimOf(follower, 1)).toList());
        var targets = targets(result.materializations());
        if (!targets.isEmpty() && !putInPlace(attempt, command, targets)) {
            return;
        }
        var from = targets.isEmpty() ? StepStatus.RUNNING : StepStatus.PUBLISHING;
        Faults.at(Faults.Moment.BEFORE_COMMIT, step.id().first().asset());
        var published = Futures.join(setup.catalog().publish(command));
        if (!published.published()) {
            ended(attempt, from, StepEvent.FAIL, published.refusal(), List.of());
            return;
        }
        Faults.at(Faults.Moment.COMMITTED, step.id().first().asset());
        for (int i = 0; i < result.materializations().size(); i++) {
            var made = result.materializations().get(i);
            ledger.published(made, published.sequences().get(i), setup.clock().instant());
            decider.published(made.stored(), published.sequences().get(i));
        }
        if (!result.skipped().isEmpty()) {
            skipped.note(step);
        }
        next.ifPresent(follower -> {
            var claim = published.next().get(0);
            if (claim.granted()) {
                frontier.claimed(follower.id(), claim.token());
            }
        });
        decider.ended(attempt, new StepOutcome(StepEvent.PUBLISH, reason, result.materializations()));
    }

    private Map<EventBody.Materialization, TargetPublication> targets(List<EventBody.Materialization> made) {
        var targets = new LinkedHashMap<EventBody.Materialization, TargetPublication>();
        made.forEach(version ->
                setup.stores().apply(version.stored().io()).target().ifPresent(target -> targets.put(version, target)));
        return targets;
    }

    /** Says what will be there, then puts it there. Returns false where the step has ended, or hangs, otherwise. */
    private boolean putInPlace(
            ActiveAttempt attempt,
            Catalog.PublishStep command,
            Map<EventBody.Materialization, TargetPublication> targets) {
        var intent = Futures.join(setup.catalog().intend(command));
        if (!intent.published()) {
            ended(attempt, StepEvent.FAIL, intent.refusal(), List.of());
            return false;
        }
        attempt.intends();
        decider.publishing(attempt);
        Faults.at(Faults.Moment.INTENDED, command.step().first().asset());
        for (var entry : targets.entrySet()) {
            var stored = entry.getKey().stored();
            var placed = Settlement.place(entry.getValue(), stored, command.token());
            if (placed.isUnknown()) {
                decider.stuck(attempt, placed.sentence());
                return false;
            }
            if (!placed.isThere()) {
                ended(attempt, StepStatus.PUBLISHING, StepEvent.FAIL, placed.sentence(), List.of());
                return false;
            }
        }
        Faults.at(Faults.Moment.IN_PLACE, command.step().first().asset());
        return true;
    }

    private void failed(ActiveAttempt attempt, Throwable error) {
        boolean wasPublishing = attempt.isPublishing();
        if (!attempt.ends() && !wasPublishing) {
            return;
        }
        if (error instanceof LostVersionException lost) {
            var version = lost.version();
            var reason = "%s is lost: %s. Materialize it again.".formatted(version.what(), lost.getMessage());
            ended(
                    attempt,
                    StepEvent.FAIL,
                    reason,
                    List.of(new EventBody.Lost(version.what(), version.versionId(), reason)));
            return;
        }
        var text = UserErrors.describe(error);
        if (attempt.token() == 0) {
            ended(attempt, StepEvent.REFUSE_CLAIM, text, List.of());
        } else if (!wasPublishing && triesAgain(attempt, error)) {
            retry(attempt, error, text);
        } else {
            var from = attempt.hasIntent() ? StepStatus.PUBLISHING : StepStatus.RUNNING;
            ended(attempt, from, StepEvent.FAIL, text, List.of());
        }
    }

    private boolean triesAgain(ActiveAttempt attempt, Throwable error) {
        var policy = policy(attempt.step());
        return error instanceof ChangedWhileReadException
                ? Backoff.triesAgainAfterChange(policy, attempt.number())
                : Backoff.triesAgain(policy, attempt.number()) && policy.triesAgainAfter(error);
    }

    private void retry(ActiveAttempt attempt, Throwable error, String text) {
        if (error instanceof ChangedWhileReadException changed) {
            seeAgain(changed);
        }
        var delay = delay(attempt);
        recordRetry(attempt, text, delay);
        decider.retries(attempt, delay);
    }

    /** The next attempt reads what is there now, under the version that was seen before it begins. */
    private void seeAgain(ChangedWhileReadException changed) {
        changed.seen().forEach((what, version) -> {
            var seen = new EventBody.Observation(what, version, Map.of());
            long sequence = Futures.join(setup.catalog().record(Optional.of(run), List.of(seen)))
                    .get(0);
            ledger.observed(seen, sequence, setup.clock().instant());
        });
    }

    Duration delay(ActiveAttempt attempt) {
        return backoff.delay(policy(attempt.step()), attempt.number());
    }

    void recordRetry(ActiveAttempt attempt, String error, Duration delay) {
        var retryAt = setup.clock().instant().plus(delay);
        Futures.join(setup.catalog()
                .end(new Catalog.EndStep(
                        run,
                        attempt.step().id(),
                        attempt.token(),
                        List.of(new EventBody.StepRetrying(attempt.number(), error, retryAt)))));
    }
}
