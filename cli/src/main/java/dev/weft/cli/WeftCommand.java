package dev.weft.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** What every command has: the common options, a terminal, and an exit code. */
abstract class WeftCommand implements Callable<Integer> {

    private final Common here = new Common();
    private @Nullable Main main;

    /** Returns what the command takes beside what all commands take: what its annotations say, unless it says so by itself. */
    CommandSpec takes() {
        return CommandSpec.forAnnotatedObject(this);
    }

    /** Returns all that the command takes, below the root. */
    final CommandSpec below(Main root) {
        main = root;
        var spec = takes();
        here.addTo(spec);
        return spec.addOption(Takes.help());
    }

    @Override
    public final Integer call() {
        var root = java.util.Objects.requireNonNull(main, "A command is called below the root: this is a bug");
        return run(here.orElse(root.common()), root.terminal());
    }

    /** Does the work and returns the exit code. */
    abstract int run(Common common, Terminal terminal);
}
