package dev.weft.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.catalog.CatalogSettings;
import dev.weft.plan.PlanRequest;
import dev.weft.run.RunStatus;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Times describe, sequences order: whatever the machine's clock does, runs end, nothing is lost, and what is fresh stays fresh. */
@Timeout(60)
class ClockSetBackTest {

    @TempDir
    private Path folder;

    /** A clock that jumps each time that somebody looks at it. */
    private static final class Jumping extends Clock {

        private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2024-05-01T06:00:00Z"));
        private final Duration jump;

        Jumping(Duration jump) {
            this.jump = jump;
        }

        @Override
        public Instant instant() {
            return now.getAndUpdate(before -> before.plus(jump));
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private LabInstance lab(Clock clock) {
        return LabInstance.in(
                        folder, CatalogSettings.h2(folder.resolve("catalog")).withClock(clock))
                .with(setup -> new RunSetup(
                        setup.graph(),
                        setup.catalog(),
                        setup.code(),
                        setup.stores(),
                        setup.logic(),
                        clock,
                        setup.limits()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-1H", "PT1H", "P-36D", "P36D"})
    void aRunUnderAJumpingClockEndsInOrder(String jump) throws InterruptedException {
        try (var lab = lab(new Jumping(Duration.parse(jump)))) {
            var run = LabInstance.id();
            var result = lab.run(
                    lab.plan(PlanRequest.Force.NONE, "top", "left", "right", "bottom", "below", "flaky"),
                    run,
                    new RunListener() {});

            assertThat(result.status()).isEqualTo(RunStatus.SUCCEEDED);
            var events = lab.catalog().events(run, 0, 1000);
            assertThat(events.stream().map(event -> event.sequence()))
                    .isSortedAccordingTo(Long::compare)
                    .containsExactlyElementsOf(LongStream.rangeClosed(
                                    events.get(0).sequence(),
                                    events.get(events.size() - 1).sequence())
                            .boxed()
                            .toList());
            assertThat(lab.plan(PlanRequest.Force.NONE, "top", "left", "right", "bottom", "below", "flaky")
                            .steps())
                    .as("fresh, whatever the times say")
                    .isEmpty();
            lab.catalog().rebuild();
            assertThat(lab.latest("below")).isPresent();
            assertThat(lab.catalog().run(run).orElseThrow().status()).isEqualTo(RunStatus.SUCCEEDED);
        }
    }

    @Test
    void whatWasMadeByTheLaterRunIsTheLatestAlthoughItsTimeIsEarlier() throws InterruptedException {
        try (var lab = lab(new Jumping(Duration.ofDays(-1)))) {
            Lab.BEHAVIOUR.put("top", () -> "first");
            lab.materialize("top");
            Lab.BEHAVIOUR.put("top", () -> "second");
            lab.run(lab.plan(PlanRequest.Force.ALL, "top"), LabInstance.id(), new RunListener() {});

            var versions = lab.catalog().versions(LabInstance.key("top"), 9);
            assertThat(versions).hasSize(2);
            assertThat(versions.get(0).sequence()).isGreaterThan(versions.get(1).sequence());
            assertThat(versions.get(0).time()).isBefore(versions.get(1).time());
            assertThat(lab.latest("top").orElseThrow().content().preview()).contains("second");
        }
    }
}
