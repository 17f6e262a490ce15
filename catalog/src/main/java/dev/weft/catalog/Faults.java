package dev.weft.catalog;

/**
 * The moments at which a crash is most telling. A process that is started with {@code -Ddev.weft.fault=MOMENT} or {@code MOMENT:what} halts there: for
 * tests only; any other process passes by.
 */
public final class Faults {

    /** What had been done when the process ended, in the order of a publication; then of collecting. */
    public enum Moment {
        /** Sealed and checked; nothing says so yet. */
        BEFORE_COMMIT,
        /** The intent is durable; the store outside is as before. */
        INTENDED,
        /** The store outside shows the new version; the catalog does not. */
        IN_PLACE,
        /** The publication is written; its transaction is open. */
        WRITTEN,
        /** The publication is committed; nobody was told, and it need not be on the disk. */
        UNFORCED,
        /** The catalog shows the new version; the stable path does not. */
        COMMITTED,
        /** The new link is there under another name. */
        LINKED,
        /** The new link is in place; its folder need not be on the disk. */
        SWAPPED,
        /** What is to be deleted is known. */
        COLLECTING,
        /** One version is deleted; the catalog does not say so. */
        COLLECTED
    }

    private static final String CHOSEN = System.getProperty("dev.weft.fault", "");

    private Faults() {}

    /** Halts the process if it was started to halt at this moment. */
    public static void at(Moment moment) {
        at(moment, "");
    }

    /** As {@link #at(Moment)}, where it may have been started to halt only for one thing. */
    public static void at(Moment moment, Object what) {
        if (!CHOSEN.isEmpty() && (CHOSEN.equals(moment.name()) || CHOSEN.equals(moment + ":" + what))) {
            Runtime.getRuntime().halt(137);
        }
    }
}
