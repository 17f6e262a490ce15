package dev.weft.cli.command;

import dev.weft.cli.terminal.Terminal;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** What every command has: the common options, a terminal, and an exit code. */
public abstract class WeftCommand implements Callable<Integer> {

    private final Common here = new Common();
    private @Nullable Common before;
    private @Nullable Terminal terminal;

    /** Returns what the command takes beside what all commands take: what its annotations say, unless it says so by itself. */
    protected CommandSpec takes() {
        return CommandSpec.forAnnotatedObject(this);
    }

    /** Returns all that the command takes, below a root that has these options and this terminal. */
    public final CommandSpec below(Common options, Terminal place) {
        before = options;
        terminal = place;
        var spec = takes();
        here.addTo(spec);
        return spec.addOption(Takes.help());
    }

    @Override
    public final Integer call() {
        var message = "A command is called below the root: this is a bug";
        return run(here.orElse(Objects.requireNonNull(before, message)), Objects.requireNonNull(terminal, message));
    }

    /** Does the work and returns the exit code. */
    protected abstract int run(Common common, Terminal terminal);
}
