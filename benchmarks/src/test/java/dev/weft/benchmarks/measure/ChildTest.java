package dev.weft.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ChildTest {

    @Test
    void theFiguresAreThoseOfTheLastLineOfJson() throws IOException, InterruptedException {
        var sample = Child.of("sh", "-c", "echo '{\"run\": 1}'; echo text; echo '{\"run\": 2.5, \"name\": \"x\"}'")
                .run();

        assertThat(sample.figures()).containsOnlyKeys("run").containsEntry("run", 2.5);
        assertThat(sample.comparing("run").seconds()).isEqualTo(2.5);
    }

    @Test
    void aFailureSaysWhatWasPrinted() {
        assertThatThrownBy(() ->
                        Child.of("sh", "-c", "echo nothing works >&2; exit 3").run())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("exit code 3")
                .hasMessageContaining("nothing works");
    }
}
