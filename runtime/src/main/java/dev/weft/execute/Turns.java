package dev.weft.execute;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets only so many steps of a run work at once. An attempt that waits for the catalog's commit needs no turn, so others work meanwhile and many
 * claims and results share one commit. Safe for use by many threads.
 */
final class Turns {

    private final Semaphore free;

    Turns(int concurrency) {
        this.free = new Semaphore(concurrency, true);
    }

    /** Waits for a turn. */
    Turn take() throws InterruptedException {
        free.acquire();
        return new Turn(free);
    }

    /** One attempt's turn. */
    static final class Turn {

        private final Semaphore free;
        private final AtomicBoolean over = new AtomicBoolean();

        private Turn(Semaphore free) {
            this.free = free;
        }

        /** Gives the turn back; again is no harm: an attempt that is left behind does not keep the others waiting. */
        void end() {
            if (over.compareAndSet(false, true)) {
                free.release();
            }
        }
    }
}
