package dev.weft.execute;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StepLogTest {

    private final StepLog log = new StepLog();

    @Test
    void wholeLinesAreTakenAndTheRestAtTheEnd() {
        log.add("one\ntw");

        assertThat(log.takeLines()).isEqualTo("one\n");
        log.add("o");
        assertThat(log.takeLines()).isEmpty();
        assertThat(log.takeAll()).isEqualTo("two");
    }

    @Test
    void aClosedLogTakesNothing() {
        log.takeAll();

        log.add("late\n");

        assertThat(log.takeLines() + log.takeAll()).isEmpty();
    }

    @Test
    void coloursAndProgressBarsLeaveTheirText() {
        log.add("\u001B[31mred\u001B[0m \u001B]0;title\u0007done\n 10 %\r 20 %\r100 %\r\na\0b\u0008c\n");

        assertThat(log.takeAll()).isEqualTo("red done\n100 %\nabc\n");
    }

    @Test
    void aCharacterMayComeInParts() {
        for (byte b : "grün 😀\n".getBytes(StandardCharsets.UTF_8)) {
            log.add(new byte[] {b}, 0, 1);
        }

        assertThat(log.takeAll()).isEqualTo("grün 😀\n");
    }

    @Test
    void aVeryLongLineIsCutAndSaysSo() {
        log.add("x".repeat(20_000) + "\nnext\n");

        assertThat(log.takeAll()).startsWith("xxx").endsWith("… (3,616 characters more)\nnext\n");
    }

    @Test
    void ofVeryMuchTheBeginningAndTheEndAreKept() {
        for (int i = 0; i < 1_000_000; i++) {
            log.add("line " + i + "\n");
            if (i % 1000 == 0) {
                assertThat(log.takeLines().length()).isLessThan(1 << 21);
            }
        }

        assertThat(log.takeAll())
                .contains("characters were left out")
                .endsWith("line 999999\n")
                .hasSizeLessThan(1 << 18);
    }
}
