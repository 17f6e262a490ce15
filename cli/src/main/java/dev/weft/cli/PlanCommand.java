package dev.weft.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Says what would run and why, and what would not. */
final class PlanCommand extends WeftCommand {

    private final PlanOptions options = new PlanOptions();
    private final OptionSpec exitCode = Takes.flag("--exit-code", "Exits with 10 when there is something to do.");
    private final OptionSpec observe =
            Takes.flag("--observe", "Looks at external assets first, instead of using the last look.");

    @Override
    CommandSpec takes() {
        return Takes.command(
                this,
                "plan",
                "Says what would run and why, and what would not. Runs nothing.",
                options.and(exitCode, observe));
    }

    @Override
    int run(Common common, Terminal terminal) {
        try (var session = Session.open(common, terminal)) {
            options.configure(session.instance());
            if (observe.<Boolean>getValue()) {
                session.observe(session.externalsOf(options)).orThrow();
            }
            var plan = session.plan(options);
            var text = new PlanText(terminal);
            if (common.json()) {
                text.printJson(plan);
            } else {
                text.print(plan);
            }
            return exitCode.<Boolean>getValue() && !plan.isEmpty() ? ExitCode.WORK_TO_DO : ExitCode.OK;
        }
    }
}
