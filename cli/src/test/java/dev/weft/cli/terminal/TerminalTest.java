package dev.weft.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TerminalTest {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final AtomicInteger writes = new AtomicInteger();

    private final PrintStream out = new PrintStream(
            new OutputStream() {
                @Override
                public void write(int one) {
                    write(new byte[] {(byte) one}, 0, 1);
                }

                @Override
                public void write(byte[] bytes, int from, int count) {
                    writes.incrementAndGet();
                    written.write(bytes, from, count);
                }
            },
            true,
            StandardCharsets.UTF_8);

    private final Terminal terminal =
            new Terminal(out, new PrintStream(OutputStream.nullOutputStream()), Terminal.Looks.PLAIN);

    @Test
    void thousandsOfLinesAreWrittenWholeAndInFewGoes() {
        var lines = IntStream.range(0, 10_000).mapToObj(i -> "line " + i + " ←").toList();

        terminal.printAll(lines);
        terminal.print("the end");

        assertThat(written.toString(StandardCharsets.UTF_8).lines())
                .hasSize(10_001)
                .startsWith("line 0 ←")
                .contains("line 9999 ←")
                .endsWith("the end");
        assertThat(writes).hasValueLessThan(100);
    }
}
