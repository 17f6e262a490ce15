package dev.weft.benchmarks.crash;

import dev.weft.asset.AssetKey;
import dev.weft.catalog.Catalog.VersionRecord;
import dev.weft.event.EventBody;
import dev.weft.execute.RunListener;
import dev.weft.plan.PlanRequest;
import dev.weft.project.Project;
import dev.weft.run.RunStatus;
import dev.weft.runtime.Instance;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is there after a kill.
 *
 * @param problems what should not be: an acknowledged version that is lost, a version whose content is not what its trace says, a link to another
 *     version than the latest, a run that is neither ended nor can be finished
 * @param rest how many steps the cut-off run had left, which were done then; -1 if no run was cut off
 */
record Verdict(List<String> problems, int rest) {

    private static final int ALL = 1_000_000;

    static Verdict after(Path folder, List<CrashRounds.Acknowledged> acknowledged, boolean killed)
            throws InterruptedException {
        var problems = new ArrayList<String>();
        int rest = -1;
        // A catalog that does not open throws here.
        try (var instance = Instance.of(Project.open(folder, "", line -> {}), Clock.systemUTC())) {
            var last = instance.catalog().runs(1).get(0);
            if (!last.status().isTerminal()) {
                problems.add("run %s is %s".formatted(last.run(), last.status()));
            }
            instance.recover();
            lost(instance, acknowledged, problems);
            links(instance, folder, problems);
            if (killed && last.status() == RunStatus.FAILED) {
                rest = finish(instance, last.run(), acknowledged, problems);
            }
            everyVersionIsWhatItsTraceSays(instance, problems);
        }
        return new Verdict(List.copyOf(problems), rest);
    }

    private static void lost(Instance instance, List<CrashRounds.Acknowledged> acknowledged, List<String> problems) {
        for (var version : acknowledged) {
            boolean there = instance.catalog().versions(version.asset(), ALL).stream()
                    .anyMatch(made -> dataVersion(made).equals(version.dataVersion()));
            if (!there) {
                problems.add("lost: %s %s".formatted(version.asset(), version.dataVersion()));
            }
        }
    }

    private static String dataVersion(VersionRecord version) {
        return version.materialization().content().dataVersion().text();
    }

    private static void links(Instance instance, Path folder, List<String> problems) {
        for (var asset : instance.graph().assets()) {
            for (var version : instance.catalog().latest(asset.key())) {
                var link = folder.resolve("data/" + asset.key().text() + ".json");
                try {
                    var shown = java.nio.file.Files.readString(link);
                    if (!shown.equals("\"%s\"".formatted(value(instance, version)))) {
                        problems.add("%s shows %s, not the latest version".formatted(link, shown));
                    }
                } catch (java.io.IOException e) {
                    problems.add("%s cannot be read: %s".formatted(link, e));
                }
            }
        }
    }

    private static int finish(
            Instance instance,
            dev.weft.run.RunId run,
            List<CrashRounds.Acknowledged> acknowledged,
            List<String> problems)
            throws InterruptedException {
        var all = instance.graph().assets().stream().map(asset -> asset.key()).collect(Collectors.toSet());
        var plan = instance.unfinished(run, instance.plan(all, Optional.empty(), PlanRequest.Force.ALL));
        Set<AssetKey> done = new HashSet<>();
        acknowledged.forEach(version -> done.add(version.asset()));
        plan.steps().stream()
                .filter(step -> done.contains(step.id().first().asset()))
                .forEach(step -> problems.add("%s is done and would be done again".formatted(step.id())));
        if (plan.isEmpty()) {
            return 0;
        }
        var queued = new EventBody.RunQueued("*", Map.of(), plan.steps().size(), "rest", "crash");
        var result = instance.coordinator(plan, instance.newRun(), 4, new RunListener() {})
                .run(queued, instance.recordGraph());
        if (result.status() != RunStatus.SUCCEEDED) {
            problems.add("the rest of run %s could not be done: %s".formatted(run, result.reason()));
        }
        var fresh = instance.plan(all, Optional.empty(), PlanRequest.Force.NONE);
        if (!fresh.isEmpty()) {
            problems.add("after the rest was done, %d steps are stale"
                    .formatted(fresh.steps().size()));
        }
        return plan.steps().size();
    }

    /** Neither a phantom nor a mixture: each latest version can be read and is its own name over the very versions that it says it read. */
    private static void everyVersionIsWhatItsTraceSays(Instance instance, List<String> problems) {
        for (var asset : instance.graph().assets()) {
            for (var version : instance.catalog().latest(asset.key())) {
                var inputs = new java.util.TreeMap<String, String>();
                for (var input : version.materialization().trace().inputs()) {
                    instance.catalog()
                            .versionAt(input.upstream(), input.sequence())
                            .ifPresent(
                                    read -> inputs.put(input.upstream().asset().text(), value(instance, read)));
                }
                var name = asset.key().text();
                var value = value(instance, version);
                boolean right = inputs.isEmpty()
                        ? value.startsWith(name + ":")
                        : value.equals("%s(%s)".formatted(name, String.join(",", inputs.values())));
                if (!right) {
                    problems.add("%s is %s, but was made of %s".formatted(name, value, inputs));
                }
            }
        }
    }

    private static String value(Instance instance, VersionRecord version) {
        var stored = version.materialization().stored();
        return (String) instance.store(stored.io()).value(stored, String.class);
    }
}
