package dev.weft.settings;

/**
 * One setting as it counts.
 *
 * @param name its name as lookups know it: words in lower case joined by dashes, levels by dots, {@code hosts[0]} for an item of a list
 * @param written its name as the file spells it; a variable's is the same as {@code name}
 * @param value its text, with placeholders filled in
 * @param origin where it stands: {@code application.yml, line 3} or {@code the environment variable WAREHOUSE_URL}
 */
public record Setting(String name, String written, String value, String origin) {

    /** Leaves the value out: it may be secret. */
    @Override
    public String toString() {
        return name + " (" + origin + ")";
    }
}
