package dev.weft.execute;

import dev.weft.run.StepId;

/**
 * The moments at which a crash is most telling. A process that is started with {@code -Ddev.weft.fault=POINT} or {@code POINT:asset} halts there:
 * for tests only; any other process passes by.
 */
final class Faults {

    /** A moment of a publication. */
    enum Point {
        /** Sealed and checked; nothing says so yet. */
        BEFORE_COMMIT,
        /** The intent is durable; the store outside is as before. */
        INTENDED,
        /** The store outside shows the new version; the catalog does not. */
        IN_PLACE,
        /** The catalog shows the new version; the stable path does not. */
        COMMITTED
    }

    private static final String CHOSEN = System.getProperty("dev.weft.fault", "");

    private Faults() {}

    static void at(Point point, StepId step) {
        if (!CHOSEN.isEmpty()
                && (CHOSEN.equals(point.name())
                        || CHOSEN.equals(point.name() + ":" + step.first().asset()))) {
            Runtime.getRuntime().halt(137);
        }
    }
}
