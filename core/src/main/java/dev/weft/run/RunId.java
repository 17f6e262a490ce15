package dev.weft.run;

import java.util.regex.Pattern;

/**
 * The id of a run: 12 lower-case letters and digits, ordered by time of creation.
 *
 * @param text the id
 */
public record RunId(String text) implements Comparable<RunId> {

    private static final Pattern FORM = Pattern.compile("[0-9a-z]{12}");

    public RunId {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "\"%s\" is not a run id: it has 12 lower-case letters and digits. See `weft runs`."
                            .formatted(text));
        }
    }

    /** Returns a new id: milliseconds since 2020 in base 36 (8 characters, until the year 2109), then 4 characters of {@code random}. */
    public static RunId at(java.time.Instant now, java.util.random.RandomGenerator random) {
        long millis = Math.max(0, now.toEpochMilli() - 1_577_836_800_000L);
        var time = "0000000" + Long.toString(millis, 36);
        var tail = "000" + Integer.toString(random.nextInt(36 * 36 * 36 * 36), 36);
        return new RunId(time.substring(time.length() - 8) + tail.substring(tail.length() - 4));
    }

    @Override
    public int compareTo(RunId other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
