package dev.weft.catalog;

/**
 * The moments at which a crash is most telling. A process that is started with {@code -Ddev.weft.fault=MOMENT} or {@code MOMENT:what} halts there: for
 * tests only; any other process passes by.
 */
public final class Faults {

    private static final String CHOSEN = System.getProperty("dev.weft.fault", "");

    private Faults() {}

    /** Halts the process if it was started to halt at this moment. */
    public static void at(String moment) {
        at(moment, "");
    }

    /** As {@link #at(String)}, where it may have been started to halt only for one thing. */
    public static void at(String moment, Object what) {
        if (!CHOSEN.isEmpty() && (CHOSEN.equals(moment) || CHOSEN.equals(moment + ":" + what))) {
            Runtime.getRuntime().halt(137);
        }
    }
}
