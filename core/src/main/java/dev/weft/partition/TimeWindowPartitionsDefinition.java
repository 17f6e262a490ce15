package dev.weft.partition;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Windows of time, one partition each; a partition exists when its window is over, shifted by {@code endOffset}.
 *
 * @param cadence how long a window is
 * @param start the local time from which windows begin
 * @param end the local time before which they end; empty for no end
 * @param zone the zone whose local time counts
 * @param minuteOffset minutes after the full hour at which a window begins
 * @param hourOffset hours after midnight at which a window begins (daily and longer)
 * @param dayOffset weekly: 0 = Sunday; monthly: the day of the month, from 1; else 0
 * @param endOffset partitions to add after the last complete one; negative to hold back
 * @param cron the cron expression, for {@link Cadence#CRON}
 */
public record TimeWindowPartitionsDefinition(
        Cadence cadence,
        LocalDateTime start,
        Optional<LocalDateTime> end,
        ZoneId zone,
        int minuteOffset,
        int hourOffset,
        int dayOffset,
        int endOffset,
        Optional<String> cron)
        implements PartitionsDefinition {

    /** How long a window is. */
    public enum Cadence {
        HOURLY,
        DAILY,
        WEEKLY,
        MONTHLY,
        CRON
    }

    // Written out, as in AssetKey.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TimeWindowPartitionsDefinition windows
                && cadence == windows.cadence
                && start.equals(windows.start)
                && end.equals(windows.end)
                && zone.equals(windows.zone)
                && minuteOffset == windows.minuteOffset
                && hourOffset == windows.hourOffset
                && dayOffset == windows.dayOffset
                && endOffset == windows.endOffset
                && cron.equals(windows.cron);
    }

    @Override
    public int hashCode() {
        return Objects.hash(cadence, start, end, zone, minuteOffset, hourOffset, dayOffset, endOffset, cron);
    }

    @Override
    public String toString() {
        return "TimeWindowPartitionsDefinition[cadence=" + cadence + ", start=" + start + ", end=" + end + ", zone="
                + zone + ", minuteOffset=" + minuteOffset + ", hourOffset=" + hourOffset + ", dayOffset=" + dayOffset
                + ", endOffset=" + endOffset + ", cron=" + cron + "]";
    }

    @Override
    public String describe() {
        return "%s from %s (%s)".formatted(cadence.name().toLowerCase(Locale.ROOT), start.toLocalDate(), zone);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.timeWindows(this);
    }
}
