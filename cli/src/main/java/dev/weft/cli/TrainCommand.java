package dev.weft.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.Command;

/** Walks the usual paths over a project of its own, so that a start archive made from this process holds their classes. */
@Command(
        name = "internal-train",
        hidden = true,
        description = "Walks the usual paths, for the launcher's start archive.")
final class TrainCommand extends WeftCommand {

    private static final String PROJECT = """
            import dev.weft.api.*;
            import java.util.List;

            @Assets
            class Training {
                @Asset List<String> words() { return List.of("warp", "weft"); }
                @Asset int letters(List<String> words) { return String.join("", words).length(); }
                @AssetCheck CheckResult some(int letters) { return CheckResult.of(letters > 0, "none"); }
            }
            """;

    private static final List<List<String>> USUAL_PATHS = List.of(
            List.of("list"),
            List.of("plan"),
            List.of("materialize"),
            List.of("materialize"),
            List.of("plan", "--json"),
            List.of("show", "letters"),
            List.of("lineage", "letters"),
            List.of("runs"));

    @Override
    int run(Common common, Terminal terminal) {
        try {
            var folder = Files.createTempDirectory("weft-train");
            try {
                walk(folder);
            } finally {
                delete(folder);
            }
            return ExitCode.OK;
        } catch (IOException e) {
            throw new UncheckedIOException("Could not make a folder to train in: " + e.getMessage(), e);
        }
    }

    private static void walk(Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("Training.java"), PROJECT);
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        var quiet = new Terminal(nowhere, nowhere, Terminal.Looks.PLAIN);
        for (var path : USUAL_PATHS) {
            var args = new java.util.ArrayList<>(List.of("-p", file.toString()));
            args.addAll(path);
            Main.execute(quiet, args.toArray(String[]::new));
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
