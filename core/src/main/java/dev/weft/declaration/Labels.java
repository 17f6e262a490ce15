package dev.weft.declaration;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Owners and tags as users write them. */
public final class Labels {

    private static final Pattern OWNER = Pattern.compile("team:.+|[^@\\s:]+@[^@\\s]+");

    private Labels() {}

    /**
     * Checks owners.
     *
     * @throws IllegalArgumentException if one is neither {@code team:name} nor an e-mail address
     */
    public static void checkOwners(List<String> owners) {
        for (var owner : owners) {
            if (!OWNER.matcher(owner).matches()) {
                throw new IllegalArgumentException(
                        "the owner \"%s\" is neither team:name nor an e-mail address".formatted(owner));
            }
        }
    }

    /** Returns tags by key; the value of a bare tag is empty. */
    public static Map<String, String> tags(List<String> tags) {
        var map = new TreeMap<String, String>();
        for (var tag : tags) {
            int equals = tag.indexOf('=');
            map.put(equals < 0 ? tag : tag.substring(0, equals), equals < 0 ? "" : tag.substring(equals + 1));
        }
        return map;
    }
}
