package dev.weft.asset;

/**
 * The identity of an asset's logic.
 *
 * @param text not empty
 */
public record CodeVersion(String text) {

    private static final int SHORT = 8;

    public CodeVersion {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("A code version is empty. Give it at least one character.");
        }
    }

    public static CodeVersion of(String text) {
        return new CodeVersion(text);
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
