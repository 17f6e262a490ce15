package dev.weft.cli;

import dev.weft.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs commands on one project, and keeps what the last one wrote. */
final class Shell {

    private final Path project;
    private final Terminal.Looks looks;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    Shell(Path project) {
        this(project, Terminal.Looks.PLAIN);
    }

    Shell(Path project, Terminal.Looks looks) {
        this.project = project;
        this.looks = looks;
    }

    int weft(String... arguments) {
        out.reset();
        err.reset();
        var terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                looks);
        var all = new ArrayList<>(List.of("-p", project.toString()));
        all.addAll(List.of(arguments));
        return Main.execute(terminal, all.toArray(String[]::new));
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
