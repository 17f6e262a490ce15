package dev.weft.api;

/**
 * The identity of an asset's content: two equal data versions mean equal content.
 *
 * @param text not empty, at most 200 characters
 */
public record DataVersion(String text) {

    private static final int SHORT = 8;

    public DataVersion {
        if (text.isEmpty() || text.length() > 200) {
            throw new IllegalArgumentException(
                    "A data version has 1 to 200 characters; found %d. Hash a longer one.".formatted(text.length()));
        }
    }

    public static DataVersion of(String text) {
        return new DataVersion(text);
    }

    /** Returns the first characters, enough for a person to tell two versions apart. */
    public String shortForm() {
        return text.length() <= SHORT ? text : text.substring(0, SHORT);
    }

    @Override
    public String toString() {
        return text;
    }
}
