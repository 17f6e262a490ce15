package dev.weft.cli;

import java.util.Optional;
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
        var version = Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("from a build folder");
        spec.commandLine().getOut().println("weft %s (Java %s)".formatted(version, Runtime.version()));
    }
}
