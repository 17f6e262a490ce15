package dev.weft.cli;

import dev.weft.project.WeftVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints which Weft this is and which Java runs it. */
@Command(name = "version", description = "Prints the version of Weft and of the Java that runs it.")
final class VersionCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().getOut().println("weft %s (Java %s)".formatted(WeftVersion.text(), Runtime.version()));
    }
}
