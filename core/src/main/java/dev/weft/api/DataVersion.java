package dev.weft.api;

/**
 * The identity of an asset's content: two equal data versions mean equal content.
 *
 * @param text not empty, at most 200 characters
 */
public record DataVersion(String text) {

    private static final int SHORT = 8;
    /** Words that people or servers gave, such as a moment, tell more than their beginning. */
    private static final int SHORT_WORDS = 40;

    public DataVersion {
        if (text.isEmpty() || text.length() > 200) {
            throw new IllegalArgumentException(
                    "A data version has 1 to 200 characters; found %d. Hash a longer one.".formatted(text.length()));
        }
    }

    public static DataVersion of(String text) {
        return new DataVersion(text);
    }

    /** Returns what is enough for a person to tell two versions apart: the first characters of a hash, or the beginning of words. */
    public String shortForm() {
        int length = isHash() ? SHORT : SHORT_WORDS;
        return text.length() <= length ? text : text.substring(0, length);
    }

    private boolean isHash() {
        return text.chars().allMatch(each -> Character.digit(each, 16) >= 0 || each == '-');
    }

    @Override
    public String toString() {
        return text;
    }
}
