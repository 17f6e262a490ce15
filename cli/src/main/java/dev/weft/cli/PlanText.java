package dev.weft.cli;

import dev.weft.api.PartitionKey;
import dev.weft.asset.AssetKey;
import dev.weft.plan.Plan;
import dev.weft.plan.PlannedStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A plan as people read it: per asset and reason what runs, then what does not and why. */
final class PlanText {

    private final Terminal terminal;

    PlanText(Terminal terminal) {
        this.terminal = terminal;
    }

    void print(Plan plan) {
        var table = new Table();
        groups(plan)
                .forEach((group, steps) -> table.row(
                        terminal.green("+") + " " + terminal.bold(group.assets()),
                        Words.partitions(keys(steps)),
                        group.reason()));
        for (var asset : plan.notRun()) {
            var sign = asset.blocked() ? terminal.red("!") : terminal.dim("·");
            table.row(
                    sign + " " + asset.asset(),
                    asset.partitions() == 1 ? "" : Words.count(asset.partitions(), "partition"),
                    terminal.dim(asset.reason()));
        }
        terminal.print(table);
        terminal.print(summary(plan));
    }

    /** Returns one sentence: how much runs. */
    String summary(Plan plan) {
        if (plan.steps().isEmpty()) {
            boolean blocked = plan.notRun().stream().anyMatch(Plan.NotRun::blocked);
            return blocked
                    ? "Nothing runs: see what is blocked above."
                    : "Nothing to do: everything selected is up to date.";
        }
        long assets = plan.steps().stream()
                .flatMap(step -> step.outputs().stream())
                .map(output -> output.asset())
                .distinct()
                .count();
        return "%s over %s.".formatted(Words.count(plan.steps().size(), "step"), Words.count(assets, "asset"));
    }

    void printJson(Plan plan) {
        for (var step : plan.steps()) {
            terminal.print(Json.object()
                    .with("type", "step")
                    .with("step", step.id())
                    .with(
                            "assets",
                            step.outputs().stream()
                                    .map(output -> output.asset())
                                    .toList())
                    .with("partition", step.id().first().partition())
                    .with("after", step.after())
                    .with("reason", step.reason()));
        }
        for (var asset : plan.notRun()) {
            terminal.print(Json.object()
                    .with("type", "not_run")
                    .with("asset", asset.asset())
                    .with("partitions", asset.partitions())
                    .with("blocked", asset.blocked())
                    .with("reason", asset.reason()));
        }
        terminal.print(Json.object()
                .with("type", "summary")
                .with("steps", plan.steps().size())
                .with("now", plan.now()));
    }

    /** Reasons of many partitions often differ only in the partition they name: what is alike is said once. */
    private static Map<Group, List<PlannedStep>> groups(Plan plan) {
        var groups = new LinkedHashMap<Group, List<PlannedStep>>();
        for (var step : plan.steps()) {
            var assets = String.join(
                    ", ",
                    step.outputs().stream().map(output -> output.asset().text()).toList());
            groups.computeIfAbsent(new Group(assets, general(step.reason())), key -> new ArrayList<>())
                    .add(step);
        }
        var exact = new LinkedHashMap<Group, List<PlannedStep>>();
        groups.forEach((group, steps) -> exact.put(
                steps.size() == 1 ? new Group(group.assets(), steps.get(0).reason()) : group, steps));
        return exact;
    }

    /** Returns a reason without the partitions and versions that it names. */
    static String general(String reason) {
        return reason.replaceAll("\\[[^\\]]*\\]", "[…]")
                .replaceAll("\\([^()]* to [^()]*\\)", "")
                .strip();
    }

    private static List<PartitionKey> keys(List<PlannedStep> steps) {
        return steps.stream()
                .flatMap(step -> step.id().first().partition().stream())
                .toList();
    }

    private record Group(String assets, String reason) {}

    static List<AssetKey> assets(Plan plan) {
        return plan.steps().stream()
                .flatMap(step -> step.outputs().stream())
                .map(output -> output.asset())
                .distinct()
                .toList();
    }
}
