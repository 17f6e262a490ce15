package dev.weft.cli.run;

import dev.weft.cli.command.Common;
import dev.weft.cli.command.ExitCode;
import dev.weft.cli.command.Takes;
import dev.weft.cli.command.UserError;
import dev.weft.cli.command.WeftCommand;
import dev.weft.cli.plan.PlanText;
import dev.weft.cli.session.PlanOptions;
import dev.weft.cli.session.Session;
import dev.weft.cli.terminal.Terminal;
import dev.weft.cli.terminal.Words;
import dev.weft.event.EventBody;
import dev.weft.execute.RunCoordinator;
import dev.weft.plan.Plan;
import dev.weft.run.RunId;
import dev.weft.run.RunStatus;
import dev.weft.run.StepId;
import dev.weft.runtime.RunGuard;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Makes what is missing or stale. */
public final class MaterializeCommand extends WeftCommand {

    private final PlanOptions options = new PlanOptions();
    private final OptionSpec concurrency = Takes.option(
            "--concurrency",
            Integer.class,
            "<concurrency>",
            "How many steps run at once. Default: the number of processors, at least 4.");
    private final OptionSpec fromFailure = Takes.option(
            "--from-failure",
            String.class,
            "RUN",
            "Does the rest of an earlier run: what failed, was cancelled or cut off, and what waited for it.",
            "Selection, partitions and --force are those of that run.");

    @Override
    protected CommandSpec takes() {
        return Takes.command(
                this,
                "materialize",
                "Looks at external data, plans, and makes what is missing or stale. Says why, and why not.",
                options.and(concurrency, fromFailure));
    }

    @Override
    protected int run(Common common, Terminal terminal) {
        concurrency();
        try (var session = Session.open(common, terminal)) {
            options.configure(session.instance());
            session.instance().recover().forEach(terminal::note);
            fromFailure().ifPresent(run -> takeOver(session, run));
            var external = session.externalsOf(options);
            if (!external.isEmpty()) {
                session.instance()
                        .observe(external, session.partitions(options))
                        .orThrow();
            }
            var accepted = session.accept(options);
            if (!accepted.isEmpty()) {
                terminal.note("%s accepted as it is, and recorded.".formatted(Words.count(accepted.size(), "version")));
            }
            var plan = plan(session);
            if (plan.isEmpty()) {
                return nothingToDo(common, terminal, session, plan);
            }
            return materialize(common, terminal, session, plan);
        }
    }

    private static int nothingToDo(Common common, Terminal terminal, Session session, Plan plan) {
        var text = new PlanText(terminal);
        var due = session.dueChecks(plan);
        if (common.json()) {
            text.printJson(plan, due);
        } else {
            text.print(plan, due);
        }
        return plan.notRun().stream().anyMatch(Plan.NotRun::blocked) ? ExitCode.FAILED : ExitCode.OK;
    }

    private int materialize(Common common, Terminal terminal, Session session, Plan plan) {
        var instance = session.instance();
        var progress = new Progress(terminal, common.json(), session, plan);
        var coordinator = instance.coordinator(plan, instance.newRun(), concurrency(), progress)
                .planningAgain(() -> plan(session));
        try (var guard = RunGuard.over(coordinator)) {
            var queued = new EventBody.RunQueued(
                    options.selection(),
                    options.tags(fromFailure()),
                    (int) Math.min(Integer.MAX_VALUE, plan.stepCount()),
                    "materialize",
                    System.getProperty("user.name", ""));
            var result = coordinator.run(queued, instance.recordGraph());
            progress.summary(result);
            int code = code(result, guard);
            if (!result.abandoned().isEmpty()) {
                leaveBehind(terminal, session, result, code);
            }
            return code;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.CANCELLED;
        } finally {
            progress.close();
        }
    }

    private static int code(RunCoordinator.Result result, RunGuard guard) {
        if (result.status() == RunStatus.CANCELLED) {
            return guard.cancelledCode();
        }
        return result.status() == RunStatus.SUCCEEDED ? ExitCode.OK : ExitCode.FAILED;
    }

    /** Everything is recorded; threads that do not end must not keep the process. */
    private static void leaveBehind(Terminal terminal, Session session, RunCoordinator.Result result, int code) {
        terminal.note("%s did not end when interrupted: left behind."
                .formatted(result.abandoned().stream().map(StepId::toString).collect(Collectors.joining(", "))));
        session.catalog().close();
        Runtime.getRuntime().halt(code);
    }

    private int concurrency() {
        Integer asked = concurrency.getValue();
        if (asked != null && asked < 1) {
            throw new UserError("--concurrency is 1 or more, found %d.".formatted(asked));
        }
        return asked == null ? Math.max(4, Runtime.getRuntime().availableProcessors()) : asked;
    }

    private Optional<RunId> fromFailure() {
        try {
            return Optional.ofNullable(fromFailure.<String>getValue()).map(RunId::new);
        } catch (IllegalArgumentException e) {
            throw new UserError(String.valueOf(e.getMessage()));
        }
    }

    private Plan plan(Session session) {
        var plan = session.plan(options);
        return fromFailure()
                .map(run -> session.instance().unfinished(run, plan))
                .orElse(plan);
    }

    /** A run that is done again wants what it wanted then. */
    private void takeOver(Session session, RunId id) {
        var run = session.catalog()
                .run(id)
                .orElseThrow(() -> new UserError("There is no run %s. See `weft runs`.".formatted(id)));
        if (!run.status().isTerminal()) {
            throw new UserError(
                    "Run %s is still %s. Wait for it or cancel it.".formatted(id, Words.word(run.status())));
        }
        options.takeOver(run.selection(), run.tags());
    }
}
