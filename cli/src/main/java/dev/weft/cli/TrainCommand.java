package dev.weft.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Walks the usual paths once and says nothing, so that the launcher's class-data archive holds what they load. */
@Command(name = "internal-train", hidden = true, description = "Loads what usual commands need.")
final class TrainCommand implements Runnable {

    private static final List<List<String>> USUAL_PATHS =
            List.of(List.of("version"), List.of("--help"), List.of("nonsense"));

    @Override
    public void run() {
        for (var arguments : USUAL_PATHS) {
            new CommandLine(new Main()).setOut(silence()).setErr(silence()).execute(arguments.toArray(String[]::new));
        }
    }

    private static PrintWriter silence() {
        return new PrintWriter(Writer.nullWriter());
    }
}
