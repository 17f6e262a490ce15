package dev.weft.asset;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The name of an asset: path segments, written {@code sales/orders}.
 *
 * @param text the segments joined by {@code /}; none is empty; at most 1,000 characters, none of them a control character
 */
public record AssetKey(String text) implements Comparable<AssetKey> {

    private static final int LONGEST = 1000;

    public AssetKey {
        if (text.isEmpty() || text.startsWith("/") || text.endsWith("/") || text.contains("//")) {
            throw new IllegalArgumentException(
                    "\"%s\" is not an asset key: its segments, separated by /, may not be empty.".formatted(text));
        }
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("An asset key has at most %d characters; %s… has %d."
                    .formatted(LONGEST, text.substring(0, 40), text.length()));
        }
        if (hasControl(text)) {
            throw new IllegalArgumentException("The asset key \"%s\" has a control character. Leave it out."
                    .formatted(text.replaceAll("\\p{Cntrl}", "?")));
        }
    }

    // A loop: a stream for each key that is read from a catalog costs more than all else of reading it.
    private static boolean hasControl(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** Reads a key as people write it. */
    public static AssetKey parse(String text) {
        return new AssetKey(text);
    }

    /** Returns the key below a prefix; an empty prefix adds nothing. */
    public static AssetKey under(String prefix, String name) {
        return new AssetKey(prefix.isEmpty() ? name : prefix + "/" + name);
    }

    /** Returns the path segments. */
    public List<String> segments() {
        return List.of(text.split("/", -1));
    }

    /** Returns the last segment. */
    public String name() {
        return text.substring(text.lastIndexOf('/') + 1);
    }

    /** Returns all segments but the last, joined by {@code /}; empty if there is only one. */
    public String prefix() {
        int slash = text.lastIndexOf('/');
        return slash < 0 ? "" : text.substring(0, slash);
    }

    @Override
    public int compareTo(AssetKey other) {
        return text.compareTo(other.text);
    }

    // Written out: what the compiler makes of records is linked when it is first used, and keys are in every map of
    // every command.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AssetKey key && text.equals(key.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
