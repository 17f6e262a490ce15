package dev.weft.io;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Forces folders to the disk, once for all who wait for the same one: what was there when a force began is on the disk when it ends, so those who
 * come while one is under way share the next. Safe for use by many threads.
 */
final class SharedForces implements ForcedFolders.Force {

    private final ForcedFolders.Force force;
    private final Map<Path, Forced> folders = new ConcurrentHashMap<>();

    SharedForces(ForcedFolders.Force force) {
        this.force = force;
    }

    /** One folder, and who forces it. Forces are counted from one as they begin. */
    private static final class Forced {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition ended = lock.newCondition();
        private boolean underWay;
        private long begun;
        /** The last force that went well: it holds for all who came before it began. */
        private long done;
        /** Who holds on to this; the last to leave lets go of it. */
        private int users;
    }

    @Override
    public void folder(Path folder) throws IOException {
        var forced = folders.compute(folder, (path, known) -> {
            var kept = known == null ? new Forced() : known;
            kept.users++;
            return kept;
        });
        try {
            forceOrShare(folder, forced);
        } finally {
            folders.compute(folder, (path, known) -> --forced.users == 0 ? null : known);
        }
    }

    private void forceOrShare(Path folder, Forced forced) throws IOException {
        forced.lock.lock();
        try {
            long mine = forced.begun + 1;
            awaitOthers(folder, forced, mine);
            if (forced.done >= mine) {
                return;
            }
            forced.underWay = true;
            forced.begun++;
        } finally {
            forced.lock.unlock();
        }
        boolean fine = false;
        try {
            force.folder(folder);
            fine = true;
        } finally {
            end(forced, fine);
        }
    }

    /** Waits until the force that holds for the caller has ended, or nobody forces. */
    private static void awaitOthers(Path folder, Forced forced, long mine) throws InterruptedIOException {
        try {
            while (forced.underWay && forced.done < mine) {
                forced.ended.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted before %s was forced to the disk.".formatted(folder));
        }
    }

    private static void end(Forced forced, boolean fine) {
        forced.lock.lock();
        try {
            forced.underWay = false;
            if (fine) {
                forced.done = forced.begun;
            }
            forced.ended.signalAll();
        } finally {
            forced.lock.unlock();
        }
    }

    /** Returns how many wait for the next force of a folder. */
    int waiting(Path folder) {
        var forced = folders.get(folder);
        if (forced == null) {
            return 0;
        }
        forced.lock.lock();
        try {
            return forced.lock.getWaitQueueLength(forced.ended);
        } finally {
            forced.lock.unlock();
        }
    }

    /** Tells whether nobody forces anything. */
    boolean isIdle() {
        return folders.isEmpty();
    }
}
