package dev.weft.cli;

import dev.weft.event.EventBody;
import dev.weft.execute.RunCoordinator;
import dev.weft.plan.Plan;
import dev.weft.run.RunStatus;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes what is missing or stale. */
@Command(
        name = "materialize",
        description = "Looks at external data, plans, and makes what is missing or stale. Says why, and why not.")
@SuppressWarnings("FieldCanBeFinal") // picocli sets them
final class MaterializeCommand extends WeftCommand {

    private static final int GRACE_SECONDS = 10;

    @Mixin
    private final PlanOptions options = new PlanOptions();

    @Option(
            names = "--concurrency",
            description = "How many steps run at once. Default: the number of processors, at least 4.")
    private int concurrency = Math.max(4, Runtime.getRuntime().availableProcessors());

    @Override
    int run(Common common, Terminal terminal) {
        if (concurrency < 1) {
            throw new UserError("--concurrency is 1 or more, found %d.".formatted(concurrency));
        }
        try (var session = Session.open(common, terminal)) {
            options.configure(session.instance());
            var external = session.externalsOf(options);
            if (!external.isEmpty()) {
                session.instance().observe(external, session.partitions(options));
            }
            var plan = session.plan(options);
            if (plan.isEmpty()) {
                return nothingToDo(common, terminal, plan);
            }
            return materialize(common, terminal, session, plan);
        }
    }

    private static int nothingToDo(Common common, Terminal terminal, Plan plan) {
        var text = new PlanText(terminal);
        if (common.json()) {
            text.printJson(plan);
        } else {
            text.print(plan);
        }
        return plan.notRun().stream().anyMatch(Plan.NotRun::blocked) ? ExitCode.FAILED : ExitCode.OK;
    }

    private int materialize(Common common, Terminal terminal, Session session, Plan plan) {
        var run = session.instance().newRun();
        var progress = new Progress(terminal, common.json(), session, plan);
        var coordinator = session.instance().coordinator(plan, run, concurrency, progress);
        var finished = new CountDownLatch(1);
        var hook = new Thread(() -> cancel(coordinator, finished), "weft-cancel");
        Runtime.getRuntime().addShutdownHook(hook);
        RunCoordinator.Result result;
        try {
            var queued = new EventBody.RunQueued(
                    options.selection,
                    Map.of(),
                    plan.steps().size(),
                    "materialize",
                    System.getProperty("user.name", ""));
            result = coordinator.run(queued, session.instance().recordGraph());
            progress.summary(result);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.CANCELLED;
        } finally {
            progress.close();
            finished.countDown();
        }
        if (result.status() == RunStatus.CANCELLED) {
            return ExitCode.CANCELLED;
        }
        Runtime.getRuntime().removeShutdownHook(hook);
        return result.status() == RunStatus.SUCCEEDED ? ExitCode.OK : ExitCode.FAILED;
    }

    /** Runs when the process is asked to end: the run is recorded as cancelled before it does. */
    private static void cancel(RunCoordinator coordinator, CountDownLatch finished) {
        coordinator.cancel();
        try {
            if (finished.await(GRACE_SECONDS, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(ExitCode.CANCELLED);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
