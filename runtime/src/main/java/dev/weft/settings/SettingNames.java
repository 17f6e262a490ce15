package dev.weft.settings;

import java.util.Locale;
import java.util.regex.Pattern;

/** The spellings of a setting's name that mean the same: {@code warehouse.userName}, {@code warehouse.user-name}, {@code WAREHOUSE_USER_NAME}. */
public final class SettingNames {

    private static final Pattern HUMP = Pattern.compile("([a-z0-9])([A-Z])");

    private SettingNames() {}

    /** Returns the spelling that lookups use: words in lower case, joined by dashes. */
    public static String canonical(String name) {
        return HUMP.matcher(name).replaceAll("$1-$2").replace('_', '-').toLowerCase(Locale.ROOT);
    }

    /** Returns the environment variable of a setting: words in capitals, joined by underscores. */
    public static String variable(String name) {
        return canonical(name).replace("]", "").replaceAll("[^a-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
