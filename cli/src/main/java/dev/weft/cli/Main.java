package dev.weft.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point of the {@code weft} command. */
@Command(
        name = "weft",
        description = "Declares, materializes and explains data assets.",
        subcommands = {VersionCommand.class, TrainCommand.class},
        synopsisSubcommandLabel = "COMMAND")
public final class Main {

    Main() {}

    /** Runs one command and exits with its code. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }
}
