package dev.weft.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchTest {

    @TempDir
    private Path work;

    private Bench bench;
    private final List<String> turns = new ArrayList<>();

    @BeforeEach
    void open() {
        bench = new Bench(
                work, true, Map.of(), new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
    }

    @Test
    void contendersTakeTurns() throws InterruptedException {
        bench.compare(
                "turns",
                "step",
                2,
                List.of(
                        contender("a", 1, 1),
                        contender("b", 1, 1),
                        contender("c", 1, 1).rounds(1)));

        assertThat(turns).containsExactly("a", "b", "c", "a", "b");
    }

    @Test
    void ratiosAreOfUnitsOfWorkRoundByRound() throws InterruptedException {
        var compared = bench.compare("ratio", "step", 3, List.of(contender("a", 10, 10), contender("b", 2, 20)));

        assertThat(compared.ratio(compared.rows().get(1), compared.rows().get(0)))
                .hasValue(new Spread(10, 10, 10));
    }

    @Test
    void whoeverFailsIsToldWithTheReasonAndSitsOutTheRest() throws InterruptedException {
        var broken = Contender.of("broken", 1, fresh -> {
            turns.add("broken");
            throw new IOException("no such engine");
        });

        var compared = bench.compare("failing", "step", 3, List.of(contender("a", 1, 1), broken));

        assertThat(turns).containsExactly("a", "broken", "a", "a");
        assertThat(compared.rows().get(1).ran()).isFalse();
        assertThat(compared.rows().get(1).note()).isEqualTo("no such engine");
    }

    @Test
    void aPromiseIsJudgedByTheRatio() throws InterruptedException {
        var compared = bench.compare("promise", "step", 1, List.of(contender("a", 1, 3), contender("b", 1, 1)));

        bench.expectAtMost(compared, "a", 2, "b");

        assertThat(bench.takeFindings()).last().isInstanceOfSatisfying(Finding.Judged.class, judged -> {
            assertThat(judged.target().measured()).isEqualTo(3);
            assertThat(judged.target().isMet()).isFalse();
        });
    }

    private Contender contender(String name, long size, int seconds) {
        return Contender.of(name, size, fresh -> {
            turns.add(name);
            return Sample.of(Duration.ofSeconds(seconds));
        });
    }
}
