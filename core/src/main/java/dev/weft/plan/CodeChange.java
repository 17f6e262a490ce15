package dev.weft.plan;

/**
 * A place in the code that differs between two versions of an asset's logic.
 *
 * @param place what differs, as people name it: {@code Cleaning.normalize}, or a library
 * @param from its fingerprint, or a library's version, before; empty if it is new
 * @param to the same now; empty if it is gone
 */
public record CodeChange(String place, String from, String to) {

    private static final int SHORT = 4;

    /** Returns the change as a part of a sentence: {@code Cleaning.normalize changed (3f2a → 9c01)}. */
    public String sentence() {
        if (from.isEmpty()) {
            return "%s added (%s)".formatted(place, shortForm(to));
        }
        return to.isEmpty()
                ? "%s no longer used".formatted(place)
                : "%s changed (%s → %s)".formatted(place, shortForm(from), shortForm(to));
    }

    /** A fingerprint is told apart by its first characters; a version such as {@code 1.10.0} only by all of them. */
    private static String shortForm(String text) {
        boolean fingerprint = text.length() > 16 && text.chars().allMatch(c -> Character.digit(c, 16) >= 0);
        return fingerprint ? text.substring(0, SHORT) : text;
    }
}
