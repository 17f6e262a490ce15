package dev.weft.cli;

import dev.weft.cli.command.Common;
import dev.weft.cli.command.ExitCode;
import dev.weft.cli.command.Takes;
import dev.weft.cli.command.WeftCommand;
import dev.weft.cli.terminal.Terminal;
import dev.weft.project.WeftVersion;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Prints which Weft this is and which Java runs it. */
final class VersionCommand extends WeftCommand {

    @Override
    protected CommandSpec takes() {
        return Takes.command(this, "version", "Prints the version of Weft and of the Java that runs it.", List.of());
    }

    @Override
    protected int run(Common common, Terminal terminal) {
        terminal.print("weft %s (Java %s)".formatted(WeftVersion.text(), Runtime.version()));
        return ExitCode.OK;
    }
}
