package dev.weft.benchmarks.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Five kills; {@code benchmarks/run crash} does a hundred and more. */
@Timeout(180)
class CrashTest {

    @TempDir
    private Path folder;

    @Test
    void whatWasAcknowledgedIsThereAfterEachKillAndTheRestCanBeDone() throws IOException, InterruptedException {
        var rounds = CrashRounds.in(folder);
        int killed = 0;

        for (long seed = 1; seed <= 5; seed++) {
            var round = rounds.kill(seed);
            killed += round.killed() ? 1 : 0;
            assertThat(round.verdict().problems()).as("seed %d", seed).isEmpty();
        }

        assertThat(killed).isPositive();
    }
}
