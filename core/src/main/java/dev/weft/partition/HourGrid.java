package dev.weft.partition;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** Hours, numbered by twice the local hour since 1970, plus one in the second pass of a repeated hour. */
final class HourGrid implements TimeGrid {

    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("uuuu-MM-dd-HH:mm", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("xx", Locale.ROOT);
    private static final int TEXT = "2001-01-07-05:00".length();
    private static final int SECONDS = 3600;

    private final ZoneId zone;
    private final ZoneRules rules;
    private final int minute;

    HourGrid(ZoneId zone, int minute) {
        if (minute < 0 || minute > 59) {
            throw new IllegalArgumentException("An hour begins at a minute from 0 to 59; found %d.".formatted(minute));
        }
        this.zone = zone;
        this.rules = zone.getRules();
        this.minute = minute;
    }

    @Override
    public String id() {
        return "hourly %s %d".formatted(zone, minute);
    }

    @Override
    public String unit() {
        return "hours";
    }

    @Override
    public int at(Instant instant) {
        return numberOf(startAtOrBefore(instant));
    }

    private Instant startAtOrBefore(Instant instant) {
        Instant start = instant.minusSeconds(Math.floorMod(sinceStart(instant.getEpochSecond(), instant), SECONDS));
        start = Instant.ofEpochSecond(start.getEpochSecond());
        if (rules.getOffset(start).equals(rules.getOffset(instant))) {
            return start;
        }
        ZoneOffsetTransition change = rules.previousTransition(instant.plusNanos(1));
        return startAtOrBefore(change.getInstant().minusSeconds(1));
    }

    private Instant startAfter(Instant instant) {
        Instant start = Instant.ofEpochSecond(instant.getEpochSecond()
                + SECONDS
                - Math.floorMod(sinceStart(instant.getEpochSecond(), instant), SECONDS));
        if (rules.getOffset(start).equals(rules.getOffset(instant))) {
            return start;
        }
        Instant change = rules.nextTransition(instant).getInstant();
        boolean begins = Math.floorMod(sinceStart(change.getEpochSecond(), change), SECONDS) == 0;
        return begins ? change : startAfter(change);
    }

    /** Returns local seconds since some start of a window, in the offset that holds at {@code at}. */
    private long sinceStart(long epochSecond, Instant at) {
        return epochSecond + rules.getOffset(at).getTotalSeconds() - 60L * minute;
    }

    private int numberOf(Instant start) {
        ZoneOffset offset = rules.getOffset(start);
        LocalDateTime local = LocalDateTime.ofInstant(start, offset);
        int pass = rules.getValidOffsets(local).indexOf(offset);
        return number(local, pass);
    }

    private int number(LocalDateTime local, int pass) {
        long hour = Math.floorDiv(local.toEpochSecond(ZoneOffset.UTC) - 60L * minute, (long) SECONDS);
        return Math.toIntExact(2 * hour + pass);
    }

    @Override
    public int from(LocalDateTime local) {
        Instant instant = TimeGrid.instant(local, zone);
        Instant start = startAtOrBefore(instant);
        return numberOf(start.equals(instant) ? start : startAfter(instant));
    }

    @Override
    public Instant start(int number) {
        LocalDateTime local = local(number);
        return local.toInstant(rules.getValidOffsets(local).get(pass(number)));
    }

    private LocalDateTime local(int number) {
        return LocalDateTime.ofEpochSecond((long) Math.floorDiv(number, 2) * SECONDS + 60L * minute, 0, ZoneOffset.UTC);
    }

    private static int pass(int number) {
        return Math.floorMod(number, 2);
    }

    @Override
    public int shift(int number, int windows) {
        Instant start = start(number);
        for (int left = Math.abs(windows); left > 0; left--) {
            start = windows > 0 ? startAfter(start) : startAtOrBefore(start.minusSeconds(1));
        }
        return numberOf(start);
    }

    @Override
    public long count(int first, int last) {
        long from = start(first).getEpochSecond();
        long to = start(last).getEpochSecond() + 1;
        long count = 0;
        while (from < to) {
            Instant at = Instant.ofEpochSecond(from);
            ZoneOffsetTransition change = rules.nextTransition(at);
            long until = change == null ? to : Math.min(to, change.toEpochSecond());
            count += Math.floorDiv(sinceStart(until - 1, at), (long) SECONDS)
                    - Math.floorDiv(sinceStart(from - 1, at), (long) SECONDS);
            from = until;
        }
        return count;
    }

    @Override
    public boolean exists(int number) {
        return rules.getValidOffsets(local(number)).size() > pass(number);
    }

    @Override
    public boolean isDense() {
        return false;
    }

    @Override
    public String text(int number) {
        LocalDateTime local = local(number);
        String suffix = pass(number) == 0
                ? ""
                : OFFSET.format(rules.getValidOffsets(local).get(1));
        return HOUR.format(local) + suffix;
    }

    @Override
    public OptionalInt number(String text) {
        if (text.length() < TEXT) {
            return OptionalInt.empty();
        }
        try {
            LocalDateTime local = LocalDateTime.parse(text.substring(0, TEXT), HOUR);
            List<ZoneOffset> offsets = rules.getValidOffsets(local);
            int number = number(local, text.length() == TEXT ? 0 : 1);
            return offsets.size() > pass(number) && text(number).equals(text)
                    ? OptionalInt.of(number)
                    : OptionalInt.empty();
        } catch (DateTimeException | ArithmeticException notAKey) {
            return OptionalInt.empty();
        }
    }
}
