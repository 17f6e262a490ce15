package dev.weft.plan;

import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetKey;
import dev.weft.asset.AssetPartition;
import dev.weft.asset.CheckDefinition;
import dev.weft.asset.Parameter;
import dev.weft.graph.AssetGraph;
import dev.weft.run.StepId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Lets a step wait for what its checks read beside the checked value, so that they see what the same plan makes. What is made of the checked asset itself cannot
 * come first, and of two assets whose checks read each other the second one's waits: such a check reads the version of before.
 */
final class CheckOrder {

    private final AssetGraph graph;
    private final Traces traces;
    private final Map<StepId, Integer> places = new HashMap<>();
    private final List<PlannedStep> steps;

    private CheckOrder(AssetGraph graph, Traces traces, List<PlannedStep> steps) {
        this.graph = graph;
        this.traces = traces;
        this.steps = steps;
    }

    /** Returns the steps in an order that keeps what they read and, where it can, what their checks read. */
    static List<PlannedStep> of(AssetGraph graph, Traces traces, List<PlannedStep> steps) {
        var order = new CheckOrder(graph, traces, steps);
        var others = new HashMap<AssetKey, List<Parameter.Input>>();
        for (var step : steps) {
            for (var output : step.outputs()) {
                others.computeIfAbsent(output.asset(), order::readByChecks);
            }
        }
        return others.values().stream().allMatch(List::isEmpty) ? steps : order.sorted(others);
    }

    /** Returns the parameters of an asset's checks that read another asset's published value, which is not made of this one. */
    private List<Parameter.Input> readByChecks(AssetKey key) {
        var inputs = new ArrayList<Parameter.Input>();
        for (CheckDefinition check : graph.checksOf(key)) {
            check.method().inputs().stream()
                    .skip(1)
                    .filter(input -> !input.upstream().equals(key)
                            && !graph.ancestorsOf(input.upstream()).contains(key))
                    .forEach(inputs::add);
        }
        return inputs;
    }

    private List<PlannedStep> sorted(Map<AssetKey, List<Parameter.Input>> others) {
        var stepOf = new HashMap<AssetPartition, StepId>();
        for (var step : steps) {
            places.put(step.id(), places.size());
            step.outputs().forEach(output -> stepOf.put(output, step.id()));
        }
        var wished = new ArrayList<Set<StepId>>();
        for (var step : steps) {
            var before = new LinkedHashSet<StepId>();
            for (var output : step.outputs()) {
                AssetDefinition asset = graph.get(output.asset());
                for (var input : others.getOrDefault(output.asset(), List.of())) {
                    for (var what : traces.behind(asset, input, output.partition())) {
                        var other = stepOf.get(what);
                        if (other != null && !other.equals(step.id())) {
                            before.add(other);
                        }
                    }
                }
            }
            step.after().forEach(before::remove);
            wished.add(before);
        }
        return sorted(wished);
    }

    /** Takes, of the steps that nothing holds back, the first; where wishes hold back all of them, the first that only wishes hold back. */
    private List<PlannedStep> sorted(List<Set<StepId>> wished) {
        var needs = new int[steps.size()];
        var wishes = new int[steps.size()];
        var needed = new ArrayList<List<Integer>>();
        var wishedBy = new ArrayList<List<Integer>>();
        for (int i = 0; i < steps.size(); i++) {
            needed.add(new ArrayList<>());
            wishedBy.add(new ArrayList<>());
        }
        for (int i = 0; i < steps.size(); i++) {
            needs[i] = steps.get(i).after().size();
            wishes[i] = wished.get(i).size();
            for (var before : steps.get(i).after()) {
                needed.get(place(before)).add(i);
            }
            for (var before : wished.get(i)) {
                wishedBy.get(place(before)).add(i);
            }
        }
        var ready = new PriorityQueue<Integer>();
        var heldBack = new PriorityQueue<Integer>();
        for (int i = 0; i < needs.length; i++) {
            if (needs[i] == 0) {
                (wishes[i] == 0 ? ready : heldBack).add(i);
            }
        }
        var sorted = new ArrayList<PlannedStep>(steps.size());
        var done = new HashSet<StepId>();
        while (sorted.size() < steps.size()) {
            int next = ready.isEmpty() ? heldBack.remove() : ready.remove();
            var step = steps.get(next);
            if (!done.add(step.id())) {
                continue;
            }
            sorted.add(afterAll(step, wished.get(next), done));
            for (int other : needed.get(next)) {
                if (--needs[other] == 0) {
                    (wishes[other] == 0 ? ready : heldBack).add(other);
                }
            }
            for (int other : wishedBy.get(next)) {
                if (--wishes[other] == 0 && needs[other] == 0) {
                    ready.add(other);
                }
            }
        }
        return List.copyOf(sorted);
    }

    private int place(StepId step) {
        return Objects.requireNonNull(places.get(step), () -> step + " is waited for, but not planned. This is a bug.");
    }

    private static PlannedStep afterAll(PlannedStep step, Set<StepId> wished, Set<StepId> done) {
        var all = new LinkedHashSet<>(step.after());
        wished.stream().filter(done::contains).forEach(all::add);
        return all.size() == step.after().size() ? step : step.after(List.copyOf(all));
    }
}
