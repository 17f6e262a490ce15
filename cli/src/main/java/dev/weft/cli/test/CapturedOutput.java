package dev.weft.cli.test;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Keeps what tests print away from what the command prints, until it is closed. */
final class CapturedOutput implements AutoCloseable {

    private static final int MOST = 1 << 20;

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private CapturedOutput() {}

    static CapturedOutput begin() {
        var captured = new CapturedOutput();
        var stream = new PrintStream(captured.new Sink(), true, StandardCharsets.UTF_8);
        System.setOut(stream);
        System.setErr(stream);
        return captured;
    }

    /** Returns what was printed since it was taken last. */
    String take() {
        synchronized (bytes) {
            var text = bytes.toString(StandardCharsets.UTF_8);
            bytes.reset();
            return text;
        }
    }

    @Override
    public void close() {
        System.setOut(out);
        System.setErr(err);
    }

    private final class Sink extends OutputStream {

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] source, int offset, int length) {
            synchronized (bytes) {
                if (bytes.size() < MOST) {
                    bytes.write(source, offset, length);
                }
            }
        }
    }
}
