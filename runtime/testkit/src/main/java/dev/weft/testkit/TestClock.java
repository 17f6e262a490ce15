package dev.weft.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until it is set; safe for use by many threads. */
public final class TestClock extends Clock {

    private final AtomicReference<Instant> now;
    private final ZoneId zone;

    private TestClock(AtomicReference<Instant> now, ZoneId zone) {
        this.now = now;
        this.zone = zone;
    }

    /** Returns a clock that stands at that moment, in UTC. */
    public static TestClock at(Instant moment) {
        return new TestClock(new AtomicReference<>(moment), ZoneOffset.UTC);
    }

    /** Returns a clock that stands at that moment, such as {@code 2024-05-01T06:00:00Z}. */
    public static TestClock at(String moment) {
        return at(Instant.parse(moment));
    }

    /** Sets the clock, forwards or back. */
    public void set(Instant moment) {
        now.set(moment);
    }

    /** Sets the clock to a moment such as {@code 2024-05-01T06:00:00Z}. */
    public void set(String moment) {
        set(Instant.parse(moment));
    }

    /** Moves the clock on; a negative duration moves it back. */
    public void advance(Duration duration) {
        now.updateAndGet(moment -> moment.plus(duration));
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    /** Returns a clock of another zone that is set together with this one. */
    @Override
    public Clock withZone(ZoneId other) {
        return new TestClock(now, other);
    }

    @Override
    public String toString() {
        return "TestClock[" + now + "]";
    }
}
