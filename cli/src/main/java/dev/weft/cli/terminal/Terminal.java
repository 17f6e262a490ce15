package dev.weft.cli.terminal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Where a command writes: results to standard output, progress and errors to standard error; colours only on a terminal. */
public final class Terminal {

    private static final int UNKNOWN = 80;
    /** How many characters are written at once. */
    private static final int BLOCK = 100_000;

    private final PrintStream out;
    private final PrintStream err;
    private final Looks looks;
    private int drawn;

    /**
     * What a terminal can do.
     *
     * @param colours whether results are coloured
     * @param errorColours whether progress and errors are coloured
     * @param live whether lines of standard error can be drawn over
     * @param asks whether somebody can answer a question
     * @param fits whether lines of results are cut to the width
     * @param width how many columns it has
     */
    public record Looks(boolean colours, boolean errorColours, boolean live, boolean asks, boolean fits, int width) {

        public static final Looks PLAIN = new Looks(false, false, false, false, false, UNKNOWN);

        /** Reads what the launcher says: {@code WEFT_TTY} names the streams that are a terminal, {@code WEFT_COLUMNS} its width. */
        static Looks of(Map<String, String> variables) {
            var tty = variables.getOrDefault("WEFT_TTY", "");
            boolean dumb = "dumb".equals(variables.get("TERM"));
            boolean plain = dumb || !variables.getOrDefault("NO_COLOR", "").isEmpty();
            return new Looks(
                    tty.contains("1") && !plain,
                    tty.contains("2") && !plain,
                    tty.contains("2") && !dumb,
                    tty.contains("0") && tty.contains("2"),
                    tty.contains("1"),
                    columns(variables.getOrDefault("WEFT_COLUMNS", "")));
        }

        private static int columns(String text) {
            return text.matches("[1-9][0-9]{0,5}") ? Math.max(40, Integer.parseInt(text)) : UNKNOWN;
        }
    }

    public Terminal(PrintStream out, PrintStream err, Looks looks) {
        this.out = out;
        this.err = err;
        this.looks = looks;
    }

    /** Returns the process's own terminal. */
    public static Terminal ofProcess() {
        return new Terminal(
                new PrintStream(System.out, true, StandardCharsets.UTF_8),
                new PrintStream(System.err, true, StandardCharsets.UTF_8),
                Looks.of(System.getenv()));
    }

    public synchronized void print(String line) {
        erase();
        out.println(line);
    }

    public void print(Json json) {
        print(json.toString());
    }

    /** Prints a table, cut to the terminal's width if there is one. */
    public void print(Table table) {
        print(table, "");
    }

    public void print(Table table, String indent) {
        var lines = looks.fits() ? table.lines(looks.width() - indent.length()) : table.lines();
        printAll(
                indent.isEmpty()
                        ? lines
                        : lines.stream().map(line -> indent + line).toList());
    }

    /** Prints many results: written at once, for a call of the system for each line is what thousands of them cost. */
    public synchronized void printAll(Collection<?> lines) {
        erase();
        var text = new StringBuilder();
        for (var line : lines) {
            text.append(line).append(System.lineSeparator());
            if (text.length() > BLOCK) {
                out.print(text);
                text.setLength(0);
            }
        }
        out.print(text);
        out.flush();
    }

    public synchronized void note(String line) {
        erase();
        err.println(line);
    }

    public boolean hasColours() {
        return looks.colours();
    }

    /** Tells whether lines on standard error can be drawn over. */
    public boolean isLive() {
        return looks.live();
    }

    /** Draws lines at the end of standard error, over those of the last time; none clears them. */
    public synchronized void draw(List<String> lines) {
        var text = new StringBuilder();
        if (drawn > 0) {
            text.append("\u001b[").append(drawn).append('F');
        }
        for (var line : lines) {
            text.append("\u001b[2K")
                    .append(DisplayWidth.cut(line, looks.width() - 1))
                    .append('\n');
        }
        text.append("\u001b[J");
        err.print(text);
        err.flush();
        drawn = lines.size();
    }

    private void erase() {
        if (drawn > 0) {
            draw(List.of());
        }
    }

    /** Asks a question that is answered by yes or no; {@code false} if nobody is there. */
    public boolean confirms(String question) {
        if (!looks.asks()) {
            return false;
        }
        err.print(question + " [y/N] ");
        err.flush();
        try {
            var answer = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            return answer != null && answer.strip().matches("(?i)y(es)?");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tells whether somebody can answer a question. */
    public boolean asks() {
        return looks.asks();
    }

    /** Returns how many columns of results are seen at once; a file has any number. */
    public int width() {
        return looks.fits() ? looks.width() : Integer.MAX_VALUE;
    }

    public String bold(String text) {
        return paint("1", text);
    }

    public String dim(String text) {
        return paint("2", text);
    }

    public String green(String text) {
        return paint("32", text);
    }

    public String yellow(String text) {
        return paint("33", text);
    }

    public String red(String text) {
        return paint("31", text);
    }

    private String paint(String code, String text) {
        return looks.colours() && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    /** Returns these words for standard error, which may be a terminal while standard output is not. */
    public Terminal onErrors() {
        return new Terminal(
                err,
                err,
                new Looks(looks.errorColours(), looks.errorColours(), looks.live(), false, true, looks.width()));
    }
}
