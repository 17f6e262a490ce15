package dev.weft.cli.terminal;

import dev.weft.api.PartitionKey;
import dev.weft.asset.AssetDefinition;
import dev.weft.partition.PartitionSet;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Numbers, times, states and sets of partitions as people read them. */
public final class Words {

    private static final int RANGES_SHOWN = 3;

    private Words() {}

    /** Made when the first time is told: most commands tell none. */
    private static final class Times {

        private static final DateTimeFormatter SECONDS =
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());
    }

    /** Returns a state, an action or a kind by its name. */
    public static String word(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /** Returns date and time of day where this machine stands. */
    public static String time(Instant instant) {
        return Times.SECONDS.format(instant);
    }

    public static String count(long n, String thing) {
        return number(n) + " " + thing + (n == 1 ? "" : "s");
    }

    // Tables have one in each of thousands of lines, for which a format is too slow.
    private static String number(long n) {
        return n >= 0 && n < 1000 ? Long.toString(n) : "%,d".formatted(n);
    }

    public static String duration(Duration duration) {
        // Between two readings of a clock that was set back lies less than nothing.
        long millis = Math.max(0, duration.toMillis());
        if (millis < 1000) {
            return millis + " ms";
        }
        if (millis < 60_000) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
        }
        return "%d min %d s".formatted(millis / 60_000, millis / 1000 % 60);
    }

    public static String bytes(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        double size = bytes;
        for (var unit : List.of("kB", "MB", "GB")) {
            size /= 1000;
            if (size < 1000) {
                return String.format(Locale.ROOT, size < 10 ? "%.1f %s" : "%.0f %s", size, unit);
            }
        }
        return String.format(Locale.ROOT, "%.1f TB", size / 1000);
    }

    /** Returns one key, or how many in which ranges; nothing for what has no partitions. */
    public static String partitions(PartitionSet set) {
        if (set.isWhole()) {
            return "";
        }
        var runs = set.runs();
        var shown = runs.stream()
                .limit(RANGES_SHOWN)
                .map(PartitionSet.Run::toString)
                .collect(java.util.stream.Collectors.joining(", "));
        if (runs.size() == 1 && set.count() == 1) {
            return shown;
        }
        var text = count(set.count(), "partition") + ", " + shown;
        return runs.size() <= RANGES_SHOWN ? text : text + " and %,d more".formatted(runs.size() - RANGES_SHOWN);
    }

    /** Returns one key, or how many from which to which. */
    public static String partitions(List<PartitionKey> keys) {
        if (keys.isEmpty()) {
            return "";
        }
        return keys.size() == 1
                ? keys.get(0).text()
                : "%,d partitions, %s…%s".formatted(keys.size(), keys.get(0), keys.get(keys.size() - 1));
    }

    /** Returns what an asset's value is and where it is kept. */
    public static String value(AssetDefinition asset) {
        if (asset.isComputedWhenRead()) {
            return asset.value().simple() + ", virtual: computed where it is read";
        }
        return asset.virtual() ? "virtual: a view elsewhere" : asset.value().simple() + " in store " + asset.io();
    }
}
