package dev.weft.execute;

import dev.weft.secret.Secrets;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * What one attempt prints and logs, until somebody takes it: whole lines without terminal sequences and secrets. Bounded: of very much, the
 * beginning and the end are kept, and a line says how much is missing. Any thread may write; a closed log takes nothing more.
 */
final class StepLog {

    private static final int LONGEST_LINE = 1 << 14;
    private static final int MOST_AT_FRONT = 1 << 20;
    private static final int MOST_AT_END = 1 << 16;

    /** CSI and OSC sequences, and the other escapes of a terminal. */
    private static final Pattern ESCAPES =
            Pattern.compile("\u001B(?:\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001B]*(?:\u0007|\u001B\\\\)?|[ -/]*[0-~])");

    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final StringBuilder pending = new StringBuilder();
    private final StringBuilder end = new StringBuilder();
    private ByteBuffer undecoded = ByteBuffer.allocate(0);
    private long taken;
    private long left;
    private boolean closed;

    /** Adds text. */
    synchronized void add(String text) {
        if (closed) {
            return;
        }
        long room = MOST_AT_FRONT - taken - pending.length();
        if (room >= text.length()) {
            pending.append(text);
            return;
        }
        int fits = (int) Math.max(0, room);
        pending.append(text, 0, fits);
        end.append(text, Math.max(fits, text.length() - MOST_AT_END), text.length());
        left += text.length() - fits;
        if (end.length() > 2 * MOST_AT_END) {
            end.delete(0, end.length() - MOST_AT_END);
        }
    }

    /** Adds bytes of UTF-8; a character may come in several parts. */
    synchronized void add(byte[] bytes, int offset, int length) {
        var in = ByteBuffer.allocate(undecoded.remaining() + length)
                .put(undecoded)
                .put(bytes, offset, length)
                .flip();
        var out = CharBuffer.allocate(in.remaining() + 1);
        decoder.decode(in, out, false);
        undecoded = ByteBuffer.allocate(in.remaining()).put(in).flip();
        add(out.flip().toString());
    }

    /** Takes the whole lines that are there; a secret that is printed in two parts is masked too. */
    synchronized String takeLines() {
        int until = pending.length() >= LONGEST_LINE ? pending.length() : pending.lastIndexOf("\n") + 1;
        return take(until);
    }

    /** Takes all that is left and closes the log. */
    synchronized String takeAll() {
        if (closed) {
            return "";
        }
        closed = true;
        var front = take(pending.length());
        if (left == 0) {
            return front;
        }
        int kept = Math.min(end.length(), MOST_AT_END);
        return "%s\n… %,d characters were left out …\n%s"
                .formatted(front, left - kept, clean(end.substring(end.length() - kept)));
    }

    /** Takes nothing more. */
    synchronized void close() {
        closed = true;
        pending.setLength(0);
        end.setLength(0);
    }

    private String take(int until) {
        var text = pending.substring(0, until);
        pending.delete(0, until);
        taken += until;
        return clean(text);
    }

    private static String clean(String text) {
        if (text.isEmpty()) {
            return text;
        }
        var plain = ESCAPES.matcher(Secrets.mask(text)).replaceAll("");
        var lines = new StringBuilder(plain.length());
        for (int at = 0; at < plain.length(); ) {
            int newline = plain.indexOf('\n', at);
            int stop = newline < 0 ? plain.length() : newline;
            appendLine(lines, plain.substring(at, stop));
            if (newline >= 0) {
                lines.append('\n');
            }
            at = stop + 1;
        }
        return lines.toString();
    }

    /** A progress bar draws over itself: what it showed last is kept. Control characters have no place in a text. */
    private static void appendLine(StringBuilder to, String line) {
        var shown = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        shown = shown.substring(shown.lastIndexOf('\r') + 1);
        int length = Math.min(shown.length(), LONGEST_LINE);
        for (int i = 0; i < length; i++) {
            char c = shown.charAt(i);
            if (c >= ' ' || c == '\t') {
                to.append(c);
            }
        }
        if (shown.length() > length) {
            to.append("… (%,d characters more)".formatted(shown.length() - length));
        }
    }
}
