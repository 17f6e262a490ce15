package dev.weft.cli;

import dev.weft.secret.Secrets;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Where a command writes: results to standard output, progress and errors to standard error; colours only on a terminal. */
final class Terminal {

    private final PrintStream out;
    private final PrintStream err;
    private final boolean colours;
    private final boolean live;

    Terminal(PrintStream out, PrintStream err, boolean colours, boolean live) {
        this.out = out;
        this.err = err;
        this.colours = colours;
        this.live = live;
    }

    /** Returns the process's own terminal; the launcher says by {@code WEFT_TTY} (1: output, 2: errors) which streams are one. */
    static Terminal ofProcess() {
        var tty = System.getenv().getOrDefault("WEFT_TTY", "");
        boolean plain = System.getenv().containsKey("NO_COLOR") || "dumb".equals(System.getenv("TERM"));
        return new Terminal(
                new PrintStream(System.out, true, StandardCharsets.UTF_8),
                new PrintStream(System.err, true, StandardCharsets.UTF_8),
                tty.contains("1") && !plain,
                tty.contains("2") && !plain);
    }

    void print(String line) {
        out.println(Secrets.mask(line));
    }

    void print(Json json) {
        out.println(Secrets.maskJson(json.toString()));
    }

    void note(String line) {
        err.println(Secrets.mask(line));
    }

    /** Tells whether a line on standard error can be drawn over. */
    boolean isLive() {
        return live;
    }

    /** Draws over the current line of standard error; an empty text clears it. */
    void status(String line) {
        err.print("\r\u001b[2K" + Secrets.mask(line));
        err.flush();
    }

    String bold(String text) {
        return paint("1", text);
    }

    String dim(String text) {
        return paint("2", text);
    }

    String green(String text) {
        return paint("32", text);
    }

    String yellow(String text) {
        return paint("33", text);
    }

    String red(String text) {
        return paint("31", text);
    }

    private String paint(String code, String text) {
        return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
