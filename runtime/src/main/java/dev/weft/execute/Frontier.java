package dev.weft.execute;

import dev.weft.plan.PlannedStep;
import dev.weft.run.StateTable;
import dev.weft.run.StepEvent;
import dev.weft.run.StepId;
import dev.weft.run.StepStatus;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The steps of one run: where each stands, what waits for it, and which can start. The one with the longest chain below it goes first. Changed by
 * the deciding thread only; {@link #onlyWaitingFor}, {@link #state} and {@link #step} may be asked by any.
 */
final class Frontier {

    private final Map<StepId, PlannedStep> steps = new LinkedHashMap<>();
    private final Map<StepId, List<StepId>> feeds = new HashMap<>();
    private final Map<StepId, Integer> order = new HashMap<>();
    private final Map<StepId, Integer> heights = new HashMap<>();
    private final Map<StepId, Integer> waitsFor = new ConcurrentHashMap<>();
    private final Map<StepId, StepStatus> states = new ConcurrentHashMap<>();
    /** The tokens of steps for which an upstream's commit has claimed, until they start. */
    private final Map<StepId, Long> claimed = new ConcurrentHashMap<>();

    private final Deque<StepId> readyAndClaimed = new ArrayDeque<>();
    /** Ready steps by pool; those without one under an empty name. */
    private final Map<String, PriorityQueue<StepId>> ready = new TreeMap<>();

    private final Comparator<StepId> priority =
            Comparator.comparing((StepId id) -> -height(id)).thenComparing(id -> Objects.requireNonNull(order.get(id)));
    private final Function<PlannedStep, Optional<String>> pools;
    private int open;

    Frontier(List<PlannedStep> planned, Function<PlannedStep, Optional<String>> pools) {
        this.pools = pools;
        for (var step : planned) {
            order.put(step.id(), steps.size());
            steps.put(step.id(), step);
            states.put(step.id(), StepEvent.TABLE.initial());
            waitsFor.put(step.id(), step.after().size());
            step.after()
                    .forEach(upstream -> feeds.computeIfAbsent(upstream, id -> new ArrayList<>())
                            .add(step.id()));
        }
        for (int i = planned.size() - 1; i >= 0; i--) {
            var id = planned.get(i).id();
            heights.put(
                    id,
                    feeds(id).stream().mapToInt(next -> height(next) + 1).max().orElse(0));
        }
        planned.stream().filter(step -> step.after().isEmpty()).forEach(step -> addReady(step.id()));
        open = steps.size();
    }

    private int height(StepId id) {
        return heights.getOrDefault(id, 0);
    }

    private List<StepId> feeds(StepId id) {
        return feeds.getOrDefault(id, List.of());
    }

    int size() {
        return steps.size();
    }

    /** Tells whether a step has not ended. */
    boolean isOpen() {
        return open > 0;
    }

    PlannedStep step(StepId id) {
        return Objects.requireNonNull(steps.get(id));
    }

    StepStatus state(StepId id) {
        return Objects.requireNonNull(states.get(id));
    }

    Map<StepId, StepStatus> states() {
        var all = new LinkedHashMap<StepId, StepStatus>();
        steps.keySet().forEach(id -> all.put(id, state(id)));
        return all;
    }

    /** Returns the steps that have not ended and for which {@code which} holds. */
    List<StepId> open(Predicate<StepId> which) {
        return steps.keySet().stream()
                .filter(id -> !state(id).isTerminal() && which.test(id))
                .toList();
    }

    StateTable.Row<StepStatus, StepEvent> move(StepId id, StepEvent event) {
        var row = StepEvent.TABLE.take(state(id), event);
        states.put(id, row.to());
        if (row.to().isTerminal()) {
            open--;
        }
        return row;
    }

    /** Counts a step as done that keeps its state: only a store out of reach knows how it ends. */
    void leaveOpen() {
        open--;
    }

    void claimed(StepId id, long token) {
        claimed.put(id, token);
    }

    /** Returns the token that was claimed in advance for a step, once; 0 for none. */
    long takeClaim(StepId id) {
        return Objects.requireNonNullElse(claimed.remove(id), 0L);
    }

    /** Takes the step that should start now, of those whose pool has room. */
    Optional<StepId> next(Predicate<String> room) {
        if (!readyAndClaimed.isEmpty()) {
            return Optional.of(readyAndClaimed.remove());
        }
        return ready.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty() && (entry.getKey().isEmpty() || room.test(entry.getKey())))
                .min(Comparator.comparing(
                        entry -> Objects.requireNonNull(entry.getValue().peek()), priority))
                .map(entry -> entry.getValue().remove());
    }

    /** Puts back a step that could not start yet. */
    void addReady(StepId id) {
        ready.computeIfAbsent(pools.apply(step(id)).orElse(""), pool -> new PriorityQueue<>(priority))
                .add(id);
    }

    /** Lets those follow that waited for this step only. */
    void letFollow(StepId id) {
        for (var next : feeds(id)) {
            if (waitsFor.merge(next, -1, Integer::sum) == 0 && state(next) == StepStatus.WAITING) {
                if (claimed.containsKey(next)) {
                    readyAndClaimed.add(next);
                } else {
                    addReady(next);
                }
            }
        }
    }

    void withdraw(StepId id) {
        readyAndClaimed.remove(id);
        var queue = ready.get(pools.apply(step(id)).orElse(""));
        if (queue != null) {
            queue.remove(id);
        }
    }

    /** Returns everything that could only have run after a step, and why it cannot. */
    Map<StepId, String> lostWith(StepId id) {
        var lost = new LinkedHashMap<StepId, String>();
        var todo = new ArrayDeque<StepId>(List.of(id));
        while (!todo.isEmpty()) {
            var from = todo.remove();
            var reason = "%s %s".formatted(from, from.equals(id) ? words(state(id)) : "could not run");
            for (var next : feeds(from)) {
                if (state(next) == StepStatus.WAITING && lost.putIfAbsent(next, reason) == null) {
                    todo.add(next);
                }
            }
        }
        return lost;
    }

    private static String words(StepStatus status) {
        return switch (status) {
            case BLOCKED -> "was blocked";
            case TIMED_OUT -> "timed out";
            case CANCELLED -> "was cancelled";
            case UPSTREAM_FAILED -> "could not run";
            case PUBLISHING -> "is not known to be in place";
            case FAILED, WAITING, RUNNING, RETRYING, SUCCEEDED, UNCHANGED, SKIPPED -> "failed";
        };
    }

    /** Returns the step that nothing but this one keeps waiting, the one with the longest chain; at most one, for which a worker becomes free. */
    Optional<PlannedStep> onlyWaitingFor(StepId id) {
        return feeds(id).stream()
                .filter(next -> Objects.requireNonNull(waitsFor.get(next)) == 1)
                .filter(next -> state(next) == StepStatus.WAITING)
                .max(Comparator.comparing(this::height))
                .map(this::step);
    }
}
