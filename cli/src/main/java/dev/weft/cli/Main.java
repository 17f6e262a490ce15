package dev.weft.cli;

import dev.weft.asset.DefinitionProblems;
import dev.weft.asset.UnknownAssetException;
import dev.weft.catalog.CatalogException;
import dev.weft.cli.command.Common;
import dev.weft.cli.command.ExitCode;
import dev.weft.cli.command.Takes;
import dev.weft.cli.command.UserError;
import dev.weft.cli.terminal.Terminal;
import dev.weft.plan.PlanException;
import dev.weft.selection.SelectionSyntaxException;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Entry point of the {@code weft} command. */
public final class Main implements Runnable {

    private final Terminal terminal;
    private final Common common = new Common();
    private final CommandSpec spec;

    Main(Terminal terminal) {
        this.terminal = terminal;
        this.spec = CommandSpec.wrapWithoutInspection(this).name("weft");
        common.addTo(spec);
        spec.addOption(Takes.help());
        spec.usageMessage()
                .description("Declares, materializes and explains data assets.")
                .synopsisSubcommandLabel("COMMAND")
                .footer(
                        "",
                        "Exit codes: 0 done; 1 something failed or was blocked; 2 wrong input; 3 the catalog cannot be used;",
                        "10 plan --exit-code found work; 130 cancelled.");
    }

    /** Runs one command and exits with its code. */
    public static void main(String[] args) {
        chooseLogging();
        var terminal = Terminal.ofProcess();
        // Told to others whom this process keeps from the catalog; without the arguments, which may be secret.
        System.setProperty("weft.command", "weft " + Commands.asked(args));
        int code;
        try {
            code = execute(terminal, args);
        } catch (Error e) {
            terminal.note("✗ Weft met something it did not expect: " + e);
            printStack(terminal, e);
            code = ExitCode.FAILED;
        }
        if (code != ExitCode.OK || !isAlone()) {
            System.exit(code);
        }
    }

    /** Lets this process log as {@link Logging} says, unless its JVM was told to log otherwise; nothing of it is loaded before somebody logs. */
    private static void chooseLogging() {
        if (System.getProperty("slf4j.provider") == null && System.getProperty("logback.configurationFile") == null) {
            System.setProperty("slf4j.provider", "dev.weft.cli.Logging");
            System.setProperty("slf4j.internal.verbosity", "WARN");
        }
    }

    /** Tells whether the process ends when {@code main} returns: to exit by call loads the JDK's own logging, which a short command does without. */
    private static boolean isAlone() {
        var group = Thread.currentThread().getThreadGroup();
        var threads = new Thread[group.activeCount() + 8];
        int count = group.enumerate(threads);
        for (int i = 0; i < count; i++) {
            if (!threads[i].isDaemon() && threads[i] != Thread.currentThread()) {
                return false;
            }
        }
        return true;
    }

    /** Runs one command and returns its exit code. */
    static int execute(Terminal terminal, String... args) {
        return commandLine(terminal, args).execute(args);
    }

    /** Returns the command with those subcommands that the arguments may ask for. */
    static CommandLine commandLine(Terminal terminal, String... args) {
        return Commands.addTo(new Main(terminal), args)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((error, line, result) -> failed(terminal, error, result))
                .setParameterExceptionHandler((error, ignored) -> wrongArguments(terminal, error));
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    CommandSpec spec() {
        return spec;
    }

    Common common() {
        return common;
    }

    Terminal terminal() {
        return terminal;
    }

    private static int wrongArguments(Terminal terminal, ParameterException error) {
        terminal.note(terminal.red("✗ ") + error.getMessage());
        var suggestions = new java.io.StringWriter();
        CommandLine.UnmatchedArgumentException.printSuggestions(error, new java.io.PrintWriter(suggestions, true));
        suggestions.toString().lines().forEach(terminal::note);
        terminal.note("See `%s --help`."
                .formatted(error.getCommandLine().getCommandSpec().qualifiedName()));
        return ExitCode.WRONG_INPUT;
    }

    private static int failed(Terminal terminal, Exception error, CommandLine.ParseResult result) {
        boolean verbose = result.originalArgs().contains("--verbose");
        if (error instanceof CatalogException) {
            return say(terminal, error, verbose, ExitCode.CATALOG);
        }
        if (isForThePerson(error)) {
            return say(terminal, error, verbose, ExitCode.WRONG_INPUT);
        }
        terminal.note(terminal.red("✗ ") + "Weft met something it did not expect: " + error);
        terminal.note("This is a bug in Weft. --verbose prints where it happened.");
        if (verbose) {
            printStack(terminal, error);
        }
        return ExitCode.FAILED;
    }

    private static boolean isForThePerson(Exception error) {
        return error instanceof UserError
                || error instanceof DefinitionProblems
                || error instanceof UnknownAssetException
                || error instanceof PlanException
                || error instanceof SelectionSyntaxException
                || error instanceof dev.weft.discovery.ProjectException
                || error instanceof dev.weft.settings.SettingsException
                || error instanceof IllegalArgumentException;
    }

    private static int say(Terminal terminal, Exception error, boolean verbose, int code) {
        terminal.note(terminal.red("✗ ") + String.valueOf(error.getMessage()).replace("\n", "\n  "));
        if (verbose) {
            printStack(terminal, error);
        }
        return code;
    }

    private static void printStack(Terminal terminal, Throwable error) {
        var text = new java.io.StringWriter();
        error.printStackTrace(new java.io.PrintWriter(text));
        terminal.note(text.toString());
    }
}
