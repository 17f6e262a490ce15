package dev.weft.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** What every command has: the common options, a terminal, and an exit code. */
@SuppressWarnings({"FieldCanBeFinal", "UnusedVariable"}) // picocli sets and reads them
abstract class WeftCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private Main main;

    @Mixin
    private final Common here = new Common();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    @Override
    public final Integer call() {
        return run(here.orElse(main.common()), main.terminal());
    }

    /** Does the work and returns the exit code. */
    abstract int run(Common common, Terminal terminal);
}
