package dev.weft.partition;

import dev.weft.partition.TimeWindowPartitionsDefinition.Cadence;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.roaringbitmap.RoaringBitmap;

/** Days, weeks and months: windows that begin on a local date, numbered from 1970. */
final class DateGrid implements TimeGrid {

    private static final DateTimeFormatter DAY = strict("uuuu-MM-dd");
    private static final DateTimeFormatter MONTH = strict("uuuu-MM");
    private static final int FIRST_SUNDAY = 3;

    private final Cadence cadence;
    private final ZoneId zone;
    private final LocalTime time;
    private final int day;
    private final List<Integer> skipped;

    private DateGrid(Cadence cadence, ZoneId zone, LocalTime time, int day) {
        this.cadence = cadence;
        this.zone = zone;
        this.time = time;
        this.day = day;
        this.skipped = cadence == Cadence.DAILY ? skippedDays() : List.of();
    }

    static DateGrid of(TimeWindowPartitionsDefinition definition) {
        boolean monthly = definition.cadence() == Cadence.MONTHLY;
        int day = monthly ? Math.max(1, definition.dayOffset()) : definition.dayOffset();
        if (day < 0 || day > (monthly ? 28 : 6)) {
            throw new IllegalArgumentException(
                    monthly
                            ? "A month begins on a day from 1 to 28; found %d.".formatted(day)
                            : "A week begins on a day from 0 (Sunday) to 6; found %d.".formatted(day));
        }
        return new DateGrid(
                definition.cadence(),
                definition.zone(),
                LocalTime.of(definition.hourOffset(), definition.minuteOffset()),
                day);
    }

    private static DateTimeFormatter strict(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    }

    /** Days that a zone left out when it crossed the date line. */
    private List<Integer> skippedDays() {
        return zone.getRules().getTransitions().stream()
                .filter(transition -> transition.getDuration().compareTo(Duration.ofDays(1)) >= 0)
                .flatMapToInt(this::daysAround)
                .filter(number -> start(number).equals(start(number + 1)))
                .boxed()
                .toList();
    }

    private IntStream daysAround(ZoneOffsetTransition gap) {
        int before = Math.toIntExact(gap.getDateTimeBefore().toLocalDate().toEpochDay());
        return IntStream.rangeClosed(
                before - 1, Math.toIntExact(gap.getDateTimeAfter().toLocalDate().toEpochDay()));
    }

    @Override
    public String id() {
        return "%s %s %s %d".formatted(cadence.name().toLowerCase(Locale.ROOT), zone, time, day);
    }

    @Override
    public String unit() {
        return switch (cadence) {
            case MONTHLY -> "months";
            case WEEKLY -> "weeks";
            case DAILY, HOURLY, CRON -> "days";
        };
    }

    @Override
    public int at(Instant instant) {
        int number = numberOf(LocalDate.ofInstant(instant, zone));
        while (start(number).isAfter(instant)) {
            number--;
        }
        while (!start(number + 1).isAfter(instant)) {
            number++;
        }
        return number;
    }

    @Override
    public int from(LocalDateTime local) {
        int number = numberOf(local.toLocalDate());
        while (date(number).atTime(time).isBefore(local) || !exists(number)) {
            number++;
        }
        return number;
    }

    private int numberOf(LocalDate date) {
        return switch (cadence) {
            case MONTHLY -> (date.getYear() - 1970) * 12 + date.getMonthValue() - 1;
            case WEEKLY -> Math.toIntExact(Math.floorDiv(date.toEpochDay() - FIRST_SUNDAY - day, 7L));
            case DAILY, HOURLY, CRON -> Math.toIntExact(date.toEpochDay());
        };
    }

    private LocalDate date(int number) {
        return switch (cadence) {
            case MONTHLY -> YearMonth.of(1970, 1).plusMonths(number).atDay(day);
            case WEEKLY -> LocalDate.ofEpochDay(FIRST_SUNDAY + day + 7L * number);
            case DAILY, HOURLY, CRON -> LocalDate.ofEpochDay(number);
        };
    }

    @Override
    public Instant start(int number) {
        return TimeGrid.instant(date(number).atTime(time), zone);
    }

    @Override
    public int shift(int number, int windows) {
        if (skipped.isEmpty()) {
            return Math.addExact(number, windows);
        }
        int shifted = number;
        for (int left = Math.abs(windows); left > 0; left--) {
            do {
                shifted += Integer.signum(windows);
            } while (!exists(shifted));
        }
        return shifted;
    }

    @Override
    public long count(int first, int last) {
        long left = skipped.stream()
                .filter(number -> first <= number && number <= last)
                .count();
        return Math.max(0, (long) last - first + 1 - left);
    }

    @Override
    public boolean exists(int number) {
        return !skipped.contains(number);
    }

    @Override
    public boolean isDense() {
        return true;
    }

    @Override
    public void addRange(RoaringBitmap numbers, int first, int last) {
        Numbers.add(numbers, first, last);
        for (int number : skipped) {
            numbers.remove(number);
        }
    }

    @Override
    public String text(int number) {
        return format().format(date(number));
    }

    @Override
    public OptionalInt number(String text) {
        try {
            LocalDate date =
                    format().equals(MONTH) ? YearMonth.parse(text, MONTH).atDay(day) : LocalDate.parse(text, DAY);
            int number = numberOf(date);
            return date(number).equals(date) && exists(number) ? OptionalInt.of(number) : OptionalInt.empty();
        } catch (DateTimeException | ArithmeticException notAKey) {
            return OptionalInt.empty();
        }
    }

    private DateTimeFormatter format() {
        return cadence == Cadence.MONTHLY && day == 1 ? MONTH : DAY;
    }
}
