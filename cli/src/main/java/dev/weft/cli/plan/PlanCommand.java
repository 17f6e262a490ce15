package dev.weft.cli.plan;

import dev.weft.cli.command.Common;
import dev.weft.cli.command.ExitCode;
import dev.weft.cli.command.Takes;
import dev.weft.cli.command.WeftCommand;
import dev.weft.cli.session.PlanOptions;
import dev.weft.cli.session.Session;
import dev.weft.cli.terminal.Terminal;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Says what would run and why, and what would not. */
public final class PlanCommand extends WeftCommand {

    private final PlanOptions options = new PlanOptions();
    private final OptionSpec exitCode = Takes.flag("--exit-code", "Exits with 10 when there is something to do.");
    private final OptionSpec observe =
            Takes.flag("--observe", "Looks at external assets first, instead of using the last look.");

    @Override
    protected CommandSpec takes() {
        return Takes.command(
                this,
                "plan",
                "Says what would run and why, and what would not. Runs nothing.",
                options.and(exitCode, observe));
    }

    @Override
    protected int run(Common common, Terminal terminal) {
        try (var session = Session.open(common, terminal)) {
            options.configure(session.instance());
            if (observe.<Boolean>getValue()) {
                session.observe(session.externalsOf(options)).orThrow();
            }
            var plan = session.plan(options);
            var text = new PlanText(terminal);
            var due = session.dueChecks(plan);
            if (common.json()) {
                text.printJson(plan, due);
            } else {
                text.print(plan, due);
            }
            return exitCode.<Boolean>getValue() && !plan.isEmpty() ? ExitCode.WORK_TO_DO : ExitCode.OK;
        }
    }
}
