package dev.weft.cli;

import dev.weft.project.WeftVersion;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Prints which Weft this is and which Java runs it. */
final class VersionCommand extends WeftCommand {

    @Override
    CommandSpec takes() {
        return Takes.command(this, "version", "Prints the version of Weft and of the Java that runs it.", List.of());
    }

    @Override
    int run(Common common, Terminal terminal) {
        terminal.print("weft %s (Java %s)".formatted(WeftVersion.text(), Runtime.version()));
        return ExitCode.OK;
    }
}
