package dev.weft.cli.plan;

import dev.weft.asset.AssetKey;
import dev.weft.cli.terminal.Json;
import dev.weft.cli.terminal.Table;
import dev.weft.cli.terminal.Terminal;
import dev.weft.cli.terminal.Words;
import dev.weft.partition.PartitionSet;
import dev.weft.plan.DueCheck;
import dev.weft.plan.Plan;
import dev.weft.plan.Work;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** A plan as people read it: per asset, partitions and reason what runs, then what does not and why. */
public final class PlanText {

    /** How many assets that do not run for one and the same reason are named one by one. */
    private static final int NAMED = 20;
    /** How many reasons of one and the same chain are told beside the root cause: in a chain of thousands each has all before it. */
    private static final int REASONS = 20;

    private final Terminal terminal;
    private final int concurrency;

    public PlanText(Terminal terminal) {
        this(terminal, Math.max(4, Runtime.getRuntime().availableProcessors()));
    }

    /** @param concurrency how many steps would run at once */
    public PlanText(Terminal terminal, int concurrency) {
        this.terminal = terminal;
        this.concurrency = concurrency;
    }

    public void print(Plan plan, List<DueCheck> due) {
        var table = new Table();
        for (var work : plan.work()) {
            table.row(
                    terminal.green("+") + " " + terminal.bold(assets(work)),
                    Words.partitions(work.partitions()),
                    work.reason() + root(work));
        }
        stays(plan)
                .forEach(stay -> table.row(
                        (stay.blocked() ? terminal.red("!") : terminal.dim("·")) + " " + stay.name(),
                        stay.partitions(),
                        terminal.dim(stay.reason())));
        due.stream()
                .limit(due.size() <= NAMED + 1 ? due.size() : NAMED)
                .forEach(check -> table.row(
                        terminal.yellow("?") + " " + check.asset().text(),
                        Objects.requireNonNull(plan.made().get(check.asset())).isWhole()
                                ? ""
                                : Words.count(check.versions(), "partition"),
                        terminal.dim("check %s is due: %s".formatted(check.check(), check.reason()))));
        terminal.print(table);
        terminal.print(summary(plan));
        if (!due.isEmpty()) {
            terminal.print("%s due, which makes nothing stale; `weft check` looks again."
                    .formatted(Words.count(due.size(), "check") + (due.size() == 1 ? " is" : " are")));
        }
    }

    private static String assets(Work work) {
        var outputs = work.producer().outputs();
        return outputs.size() == 1
                ? outputs.get(0).text()
                : outputs.stream().map(AssetKey::text).collect(Collectors.joining(", "));
    }

    /** The reason at the end of the chain, where it is not told already. */
    private static String root(Work work) {
        if (work.because().isEmpty()) {
            return "";
        }
        var root = work.root();
        return " ← " + named(root) + ": " + root.reason();
    }

    private static String named(Work work) {
        return work.steps() == 1
                ? assets(work)
                        + work.partitions().first().map(key -> "[" + key + "]").orElse("")
                : assets(work);
    }

    private record Stay(String name, String partitions, String reason, boolean blocked) {}

    private static List<Stay> stays(Plan plan) {
        var byReason = new LinkedHashMap<String, List<Plan.NotRun>>();
        plan.notRun()
                .forEach(one -> byReason.computeIfAbsent(one.reason(), key -> new ArrayList<>())
                        .add(one));
        var stays = new ArrayList<Stay>();
        byReason.forEach((reason, alike) -> {
            boolean all = alike.size() <= NAMED + 1;
            alike.stream()
                    .limit(all ? alike.size() : NAMED)
                    .map(one -> new Stay(one.asset().text(), Words.partitions(one.set()), reason, one.blocked()))
                    .forEach(stays::add);
            if (!all) {
                var rest = alike.subList(NAMED, alike.size());
                long partitions =
                        rest.stream().mapToLong(Plan.NotRun::partitions).sum();
                stays.add(new Stay(
                        "and %,d more assets"
                                .formatted(rest.stream()
                                        .map(Plan.NotRun::asset)
                                        .distinct()
                                        .count()),
                        partitions == rest.size() ? "" : Words.count(partitions, "partition"),
                        reason,
                        rest.get(0).blocked()));
            }
        });
        return stays;
    }

    /** Returns one sentence: how much runs, and how long that takes. */
    String summary(Plan plan) {
        if (plan.isEmpty()) {
            boolean blocked = plan.notRun().stream().anyMatch(Plan.NotRun::blocked);
            boolean waits = plan.notRun().stream().anyMatch(one -> one.standing() == dev.weft.plan.Standing.WAITING);
            return blocked
                    ? "Nothing runs: see what is blocked above."
                    : waits
                            ? "Nothing runs: see what waits above."
                            : "Nothing to do: everything selected is up to date.";
        }
        return "%s over %s%s."
                .formatted(
                        Words.count(plan.stepCount(), "step"), Words.count(plan.assetCount(), "asset"), expected(plan));
    }

    private String expected(Plan plan) {
        if (plan.stepsOfUnknownDuration() == plan.stepCount()) {
            return "";
        }
        var unknown = plan.stepsOfUnknownDuration() == 0
                ? ""
                : ", without the %s that never ran".formatted(Words.count(plan.stepsOfUnknownDuration(), "step"));
        return "; about %s as steps went lately, %d at once%s"
                .formatted(Words.duration(plan.expected(concurrency)), concurrency, unknown);
    }

    public void printJson(Plan plan, List<DueCheck> due) {
        var lines = new ArrayList<Json>(plan.work().size() + plan.notRun().size() + due.size() + 1);
        plan.work().forEach(work -> lines.add(json(work)));
        plan.notRun().forEach(one -> lines.add(json(one)));
        due.forEach(check -> lines.add(json(check)));
        lines.add(Json.object()
                .with("type", "summary")
                .with("steps", plan.stepCount())
                .with("assets", plan.assetCount())
                .with("expectedSeconds", plan.expected(concurrency).toMillis() / 1000.0)
                .with("stepsThatNeverRan", plan.stepsOfUnknownDuration())
                .with("now", plan.now()));
        terminal.printAll(lines);
    }

    private static Json json(Work work) {
        var json = Json.object()
                .with("type", "work")
                .with("assets", work.producer().outputs())
                .with("steps", work.steps())
                .with("partitions", ranges(work.partitions()))
                .with("reason", work.reason())
                .with("causes", work.causes())
                .with("forced", work.isForced());
        return work.because().isPresent() ? json.with("because", chain(work)) : json;
    }

    private static Json json(Plan.NotRun one) {
        return Json.object()
                .with("type", "not_run")
                .with("asset", one.asset())
                .with("count", one.partitions())
                .with("partitions", ranges(one.set()))
                .with("status", one.standing().word())
                .with("blocked", one.blocked())
                .with("reason", one.reason());
    }

    private static Json json(DueCheck check) {
        return Json.object()
                .with("type", "check_due")
                .with("asset", check.asset())
                .with("check", check.check())
                .with("count", check.versions())
                .with("reason", check.reason());
    }

    /** The chain of reasons, the nearest first, the root cause last; of a long one what lies before the root cause is left out. */
    private static List<Json> chain(Work work) {
        var chain = new ArrayList<Json>();
        var before = work.because();
        while (before.isPresent() && chain.size() < REASONS) {
            chain.add(reason(before.get()));
            before = before.get().because();
        }
        if (before.isPresent()) {
            chain.add(reason(work.root()));
        }
        return chain;
    }

    private static Json reason(Work work) {
        return Json.object()
                .with("assets", work.producer().outputs())
                .with("partitions", ranges(work.partitions()))
                .with("reason", work.reason())
                .with("causes", work.causes());
    }

    /** Returns a reason without the partitions and versions that it names. */
    public static String general(String reason) {
        return reason.replaceAll("\\[[^\\]]*\\]", "[…]")
                .replaceAll("\\([^()]* → [^()]*\\)", "")
                .strip();
    }

    private static List<String> ranges(PartitionSet set) {
        return set.runs().stream().map(PartitionSet.Run::toString).toList();
    }
}
