package dev.weft.catalog;

import dev.weft.catalog.Catalog.Claim;
import dev.weft.catalog.Catalog.ClaimStep;
import dev.weft.catalog.Catalog.EndStep;
import dev.weft.catalog.Catalog.Publication;
import dev.weft.catalog.Catalog.PublishStep;
import dev.weft.event.EventBody;
import dev.weft.run.RunStatus;
import dev.weft.run.StepStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a step may move: decided on what the writer has loaded, as events that the same transaction appends. */
final class StepDecisions {

    private StepDecisions() {}

    static Fact started(ClaimStep command) {
        return Fact.of(
                new EventBody.StepStarted(command.attempt(), command.attemptId(), command.outputs(), command.reason()));
    }

    static Needs needs(ClaimStep command) {
        var needs = new Needs().step(command.run(), command.step());
        needs.slots.addAll(command.outputs());
        command.pool().ifPresent(pool -> needs.pools.add(pool.pool()));
        return needs;
    }

    static Claim claim(WorkingSet set, ClaimStep command, Fact started, String owner) {
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
        pool.ifPresent(limit -> set.takeSlot(limit.pool(), command.run(), command.step(), token, owner));
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

    static Needs needs(PublishStep command, List<Fact> facts) {
        var needs = new Needs().step(command.run(), command.step());
        facts.forEach(fact -> needs.fact(Optional.of(command.run()), fact));
        return needs;
    }

    static Publication publish(
            WorkingSet set, PublishStep command, List<Fact> facts, int made, List<Fact> next, String owner) {
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
            claims.add(claim(set, command.next().get(i), next.get(i), owner));
        }
        return new Publication(true, List.copyOf(sequences.subList(0, made)), List.copyOf(claims), "");
    }

    /** The fence: the attempt still holds its claim, and nobody else has moved what it is about to replace. */
    static Optional<String> whyNot(WorkingSet set, PublishStep command) {
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

    static boolean end(WorkingSet set, EndStep command, List<Fact> facts) {
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
}
