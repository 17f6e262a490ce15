package dev.weft.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what would run and why, and what would not. */
@Command(name = "plan", description = "Says what would run and why, and what would not. Runs nothing.")
@SuppressWarnings("FieldCanBeFinal") // picocli sets them
final class PlanCommand extends WeftCommand {

    @Mixin
    private final PlanOptions options = new PlanOptions();

    @Option(names = "--exit-code", description = "Exits with 10 when there is something to do.")
    private boolean exitCode;

    @Option(names = "--observe", description = "Looks at external assets first, instead of using the last look.")
    private boolean observe;

    @Override
    int run(Common common, Terminal terminal) {
        try (var session = Session.open(common, terminal)) {
            options.configure(session.instance());
            if (observe) {
                session.observe(session.externalsOf(options)).orThrow();
            }
            var plan = session.plan(options);
            var text = new PlanText(terminal);
            if (common.json()) {
                text.printJson(plan);
            } else {
                text.print(plan);
            }
            return exitCode && !plan.isEmpty() ? ExitCode.WORK_TO_DO : ExitCode.OK;
        }
    }
}
