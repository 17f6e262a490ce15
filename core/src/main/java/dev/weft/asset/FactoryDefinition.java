package dev.weft.asset;

import java.util.List;

/**
 * A method that defines assets when it is run.
 *
 * @param className the binary name of its class
 * @param method its name
 * @param prefix the prefix of all its assets' keys
 * @param reads files and folders, relative to the project, whose content decides what it defines
 * @param group the group of its assets
 */
public record FactoryDefinition(String className, String method, String prefix, List<String> reads, String group) {

    public FactoryDefinition {
        reads = List.copyOf(reads);
    }

    /** Returns the factory's name as producers say it. */
    public String id() {
        return className + "#" + method;
    }

    /** Returns the place as messages say it: {@code Tables.tables}. */
    public String place() {
        return className.substring(Math.max(className.lastIndexOf('.'), className.lastIndexOf('$')) + 1) + "." + method;
    }

    /** Tells whether it may define that asset. */
    public boolean mayDefine(AssetKey key) {
        return key.text().startsWith(prefix + "/");
    }
}
