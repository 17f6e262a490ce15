package dev.weft.cli;

import dev.weft.cli.command.Common;
import dev.weft.cli.command.ExitCode;
import dev.weft.cli.command.WeftCommand;
import dev.weft.cli.terminal.Terminal;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what a shell needs to complete commands and options. */
@Command(
        name = "completion",
        description = {
            "Prints the completion script for bash and zsh.",
            "  bash: source <(weft completion)",
            "  zsh:  autoload -U +X bashcompinit && bashcompinit; source <(weft completion)"
        })
final class CompletionCommand extends WeftCommand {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before run()
    private CommandSpec spec;

    @Override
    protected int run(Common common, Terminal terminal) {
        terminal.print(AutoComplete.bash("weft", spec.root().commandLine()).stripTrailing());
        return ExitCode.OK;
    }
}
