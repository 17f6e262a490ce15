package dev.weft.benchmarks.program;

import dev.weft.asset.AssetDefinition;
import dev.weft.event.EventBody;
import dev.weft.execute.RunListener;
import dev.weft.plan.PlanRequest;
import dev.weft.project.Project;
import dev.weft.run.RunStatus;
import dev.weft.runtime.Instance;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Materializes all assets of a project over and over in one process, as a server does, and tells how much memory is still held after a tenth of the
 * runs and after all of them.
 *
 * <p>Arguments: the project, and how many runs; at least 20.
 */
public final class ManyRuns {

    private final Instance instance;
    private final Set<dev.weft.asset.AssetKey> all;

    private ManyRuns(Instance instance) {
        this.instance = instance;
        this.all = instance.graph().assets().stream().map(AssetDefinition::key).collect(Collectors.toSet());
    }

    public static void main(String[] arguments) throws InterruptedException, IOException {
        int runs = Integer.parseInt(arguments[1]);
        var project = Project.open(Path.of(arguments[0]), "", note -> {});
        try (var instance = Instance.of(project, Clock.systemUTC())) {
            var many = new ManyRuns(instance);
            for (int i = 0; i < runs / 10; i++) {
                many.run();
            }
            double early = held();
            long start = System.nanoTime();
            for (int i = runs / 10; i < runs; i++) {
                many.run();
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            double late = held();
            System.out.printf(
                    "{\"run\": %.6f, \"runs\": %d, \"heldEarly\": %.3f, \"heldLate\": %.3f, \"resident\": %.3f}%n",
                    seconds, runs - runs / 10, early, late, resident());
        }
    }

    private void run() throws InterruptedException {
        var plan = instance.plan(all, Optional.empty(), PlanRequest.Force.ALL);
        var coordinator = instance.coordinator(plan, instance.newRun(), 4, new RunListener() {});
        var queued = new EventBody.RunQueued("*", Map.of(), (int) plan.stepCount(), "bench", "");
        var result = coordinator.run(queued, instance.recordGraph());
        if (result.status() != RunStatus.SUCCEEDED) {
            throw new IllegalStateException("The run is %s.".formatted(result.status()));
        }
    }

    /** Returns the megabytes that are in use after a full collection. */
    private static double held() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
    }

    /** Returns the megabytes of memory that the system counts for this process; 0 where it does not tell. */
    private static double resident() throws IOException {
        var status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024 / 1e6)
                    .findFirst()
                    .orElse(0);
        }
    }
}
