package dev.weft.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundsTest {

    private static final PrintStream NOWHERE =
            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);

    @TempDir
    private Path work;

    private final AtomicLong now = new AtomicLong();

    private static Patience patience(Duration trial, Duration comparison) {
        return new Patience(trial, comparison, Duration.ofSeconds(2), Duration.ofHours(1));
    }

    @Test
    void onlyQuickContendersGoOnWhenPatienceIsOver() throws InterruptedException {
        var patience = patience(Duration.ofMinutes(1), Duration.ofSeconds(5));
        var quick = Contender.of("quick", 1, fresh -> Sample.of(Duration.ofSeconds(1)));
        var slow = Contender.of("slow", 1, fresh -> {
            now.addAndGet(Duration.ofSeconds(4).toNanos());
            return Sample.of(Duration.ofSeconds(4));
        });

        var rows = new Rounds(List.of(quick, slow), patience, now::get, NOWHERE).play(9, work::resolve);

        assertThat(rows.get(0).samples()).hasSize(9);
        assertThat(rows.get(1).samples()).hasSize(2);
    }

    @Test
    void theFirstGoesOnAllTheSameAndWhoeverIsNoSlower() throws InterruptedException {
        var patience = patience(Duration.ofMinutes(1), Duration.ofSeconds(10));
        var first = Contender.of("first", 1, fresh -> {
            now.addAndGet(Duration.ofSeconds(11).toNanos());
            return Sample.of(Duration.ofSeconds(4));
        });
        var slower = Contender.of("slower", 1, fresh -> Sample.of(Duration.ofSeconds(5)));

        var rows = new Rounds(List.of(first, slower), patience, now::get, NOWHERE).play(3, work::resolve);

        assertThat(rows.get(0).samples()).hasSize(3);
        assertThat(rows.get(1).samples()).hasSize(1);
    }

    @Test
    void aTrialThatNeverEndsIsInterruptedAndTheOthersGoOn() throws InterruptedException {
        var patience = patience(Duration.ofMillis(100), Duration.ofMinutes(1));
        var interrupted = new CountDownLatch(1);
        var endless = Contender.of("endless", 1, fresh -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
            return Sample.of(Duration.ZERO);
        });
        var other = Contender.of("other", 1, fresh -> Sample.of(Duration.ofSeconds(1)));

        var rows = new Rounds(List.of(endless, other), patience, now::get, NOWHERE).play(2, work::resolve);

        assertThat(interrupted.getCount()).isZero();
        assertThat(rows.get(0).note()).isEqualTo("given up after 100 ms");
        assertThat(rows.get(1).samples()).hasSize(2);
    }

    @Test
    void theProcessesOfATrialThatIsGivenUpAreEnded() throws InterruptedException {
        var patience = patience(Duration.ofMillis(300), Duration.ofMinutes(1));
        var marker = "3599." + ProcessHandle.current().pid();
        var endless = Contender.of(
                "endless",
                1,
                fresh -> Child.of("sh", "-c", "sleep %s & wait".formatted(marker))
                        .run());

        new Rounds(List.of(endless), patience, now::get, NOWHERE).play(1, work::resolve);

        assertThat(ProcessHandle.current()
                        .descendants()
                        .map(child -> child.info().arguments().map(List::of).orElse(List.of())))
                .noneMatch(arguments -> arguments.contains(marker));
    }
}
