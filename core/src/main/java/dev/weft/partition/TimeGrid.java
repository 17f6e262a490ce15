package dev.weft.partition;

import dev.weft.api.TimeWindow;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalInt;
import org.roaringbitmap.RoaringBitmap;

/**
 * Windows of time without first and last, each with a number that depends on nothing but cadence, zone and offsets. Not every number has
 * a window: a missing hour and a skipped day have none.
 */
interface TimeGrid {

    static TimeGrid of(TimeWindowPartitionsDefinition definition) {
        return switch (definition.cadence()) {
            case HOURLY -> new HourGrid(definition.zone(), definition.minuteOffset());
            case DAILY, WEEKLY, MONTHLY -> DateGrid.of(definition);
            case CRON ->
                throw new IllegalArgumentException(
                        "Windows of the cron expression \"%s\" have no arithmetic. Number their keys by a table."
                                .formatted(definition.cron().orElse("")));
        };
    }

    /** Returns the local time as an instant: the earlier of two, and the end of the gap for one that does not exist. */
    static Instant instant(LocalDateTime local, ZoneId zone) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        return offsets.isEmpty() ? zone.getRules().getTransition(local).getInstant() : local.toInstant(offsets.get(0));
    }

    /** Returns the words that tell this grid's numbers from those of others. */
    String id();

    /** Returns what a window is called, in the plural. */
    String unit();

    /** Returns the window that contains the instant. */
    int at(Instant instant);

    /** Returns the first window that begins at the local time or after it. */
    int from(LocalDateTime local);

    Instant start(int number);

    /** Returns the window so many windows later, or earlier. */
    int shift(int number, int windows);

    /** Counts the windows from the one to the other, both included. */
    long count(int first, int last);

    /** Tells whether the number has a window. */
    boolean exists(int number);

    String text(int number);

    /** Returns the number of the key, if it is the key of a window. */
    OptionalInt number(String text);

    /** Tells whether numbers grow with time and each but a few has a window. */
    boolean isDense();

    /** Adds the windows from the one to the other, both included, to the set. */
    default void addRange(RoaringBitmap numbers, int first, int last) {
        Instant end = start(last);
        for (int number = first; !start(number).isAfter(end); number = shift(number, 1)) {
            numbers.add(number);
        }
    }

    default Instant end(int number) {
        return start(shift(number, 1));
    }

    default TimeWindow window(int number) {
        return new TimeWindow(start(number), end(number));
    }
}
