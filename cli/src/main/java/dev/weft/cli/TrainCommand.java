package dev.weft.cli;

import dev.weft.cli.command.Common;
import dev.weft.cli.command.ExitCode;
import dev.weft.cli.command.WeftCommand;
import dev.weft.cli.terminal.Terminal;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Walks the usual paths over projects of its own, so that a start archive made from this process holds their classes. */
@Command(
        name = "internal-train",
        hidden = true,
        description = "Walks the usual paths of a kind of commands, for the launcher's start archive.")
final class TrainCommand extends WeftCommand {

    private static final String PROJECT = """
            import dev.weft.api.*;
            import java.util.List;
            import java.util.stream.Stream;

            @Assets
            class Training {
                record Word(String text, int length) {}

                @ExternalAsset
                @DailyPartitions(start = "2001-01-01", end = "2001-01-04", timezone = "America/New_York")
                DataVersion drop(PartitionKey day) { return DataVersion.of(day.text()); }

                /** Words to begin with. */
                @Asset List<String> words() { return List.of("warp", "weft"); }
                @Asset int letters(List<String> words) { return String.join("", words).length(); }
                @AssetCheck CheckResult some(int letters) { return CheckResult.of(letters > 0, "none"); }

                @Asset
                @DailyPartitions(start = "2001-01-01", end = "2001-01-04", timezone = "America/New_York")
                Stream<Word> daily(PartitionKey day, Upstream<?> drop, List<String> words) {
                    return words.stream().map(word -> new Word(day.text() + word, word.length()));
                }

                @AssetCheck(blocking = true)
                CheckResult full(List<Word> daily) { return CheckResult.of(!daily.isEmpty(), "empty"); }

                @Asset
                @MonthlyPartitions(start = "2001-01-01", end = "2001-02-01", timezone = "America/New_York")
                List<Word> monthly(Stream<Word> daily) { return daily.toList(); }

                @Asset int all(Stream<Word> daily) { return (int) daily.count(); }
            }
            """;

    /** Answers as Maven does, for a project whose classes are there. */
    private static final String MAVEN = """
            #!/bin/sh
            for argument in "$@"; do
                case $argument in
                    -Dmdep.outputFile=*) printf '%s' '@@class-path@@' > "${argument#*=}" ;;
                esac
            done
            """;

    /** Kinds of commands, each of which has an archive: a short one must not pay for what only a long one needs. */
    @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed
    enum Kind {
        /** What opens no catalog. */
        list("list", "list --json", "version"),
        /** What reads the catalog. */
        plan(
                "plan",
                "plan --force",
                "plan --json",
                "list --status",
                "validate",
                "show letters",
                "why letters",
                "lineage letters",
                "runs"),
        /** What runs user code. */
        materialize("materialize", "materialize --force", "check", "observe");

        private final List<String> commands;

        Kind(String... commands) {
            this.commands = List.of(commands);
        }
    }

    @Parameters(index = "0", paramLabel = "FOLDER", description = "Where the projects are, or will be.")
    private @Nullable Path folder;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "KIND",
            description = "${COMPLETION-CANDIDATES}; without one, the projects are made.")
    private @Nullable Kind kind;

    @Override
    protected int run(Common common, Terminal terminal) {
        var place = Objects.requireNonNull(folder);
        try {
            return (kind == null ? prepare(place) : walk(place, kind)) ? ExitCode.OK : ExitCode.FAILED;
        } catch (IOException e) {
            throw new UncheckedIOException("Could not make projects to train with: " + e.getMessage(), e);
        }
    }

    /** Done by a process of its own: a start archive is not to hold the compiler. */
    private static boolean prepare(Path folder) throws IOException {
        var file = Files.createDirectories(folder).resolve("Training.java");
        Files.writeString(file, PROJECT);
        // Those are compiled, and materialize nothing before the training.
        for (var each : Kind.values()) {
            var newOne = newOne(folder, each);
            Files.createDirectories(folder.resolve("new-" + each));
            Files.copy(file, newOne);
            execute(newOne, "list");
        }
        return execute(file, "materialize")
                && execute(maven(folder), "list")
                && execute(folder.resolve("maven"), "materialize");
    }

    private static boolean walk(Path folder, Kind kind) {
        boolean well = true;
        var projects = List.of(newOne(folder, kind), folder.resolve("Training.java"), folder.resolve("maven"));
        for (var project : projects) {
            for (var command : kind.commands) {
                well &= execute(project, command);
            }
        }
        return well;
    }

    private static Path newOne(Path folder, Kind kind) {
        return folder.resolve("new-" + kind).resolve("Training.java");
    }

    /** Makes a Maven project of the classes that Weft has compiled, with a Maven that knows the answer. */
    private static Path maven(Path folder) throws IOException {
        var root = Files.createDirectories(folder.resolve("maven"));
        Files.createDirectories(root.resolve("src/main/java"));
        Files.writeString(root.resolve("pom.xml"), "<project/>");
        copy(folder.resolve(".weft/classes/Training"), root.resolve("target/classes"));
        var first = System.getProperty("java.class.path", "").split(File.pathSeparator, 2)[0];
        var wrapper = Files.writeString(root.resolve("mvnw"), MAVEN.replace("@@class-path@@", first));
        if (!wrapper.toFile().setExecutable(true)) {
            throw new IOException("no file can be made executable in " + root);
        }
        return root;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                var target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    private static boolean execute(Path project, String command) {
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        var quiet = new Terminal(nowhere, nowhere, Terminal.Looks.PLAIN);
        var arguments = new ArrayList<>(List.of("-p", project.toString()));
        arguments.addAll(List.of(command.split(" ", -1)));
        return Main.execute(quiet, arguments.toArray(String[]::new)) == ExitCode.OK;
    }
}
