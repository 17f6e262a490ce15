package dev.weft.execute;

import dev.weft.run.StepId;

/** The moments of a publication at which a crash is most telling: see {@link dev.weft.catalog.Faults}. */
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

    private Faults() {}

    static void at(Point point, StepId step) {
        dev.weft.catalog.Faults.at(point.name(), step.first().asset());
    }
}
