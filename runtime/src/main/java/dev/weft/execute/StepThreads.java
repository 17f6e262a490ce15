package dev.weft.execute;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The threads on which steps run. Very many steps at once, which can only be waiting for others most of the time, run on virtual threads where the
 * JVM has them. A few run on threads of the system: a step that computes without end, or ignores its interrupt, would keep a virtual thread's
 * carrier from all others, and there are no more carriers than processors.
 */
final class StepThreads {

    private static final int MANY = 64;

    private StepThreads() {}

    static ExecutorService forSteps(int concurrency) {
        return concurrency > MANY && hasVirtualThreads()
                ? virtual()
                : Executors.newCachedThreadPool(task -> daemon(task, "weft-step"));
    }

    static boolean hasVirtualThreads() {
        return Runtime.version().feature() >= 21;
    }

    /** Compiled for Java 17, which has no such method. */
    private static ExecutorService virtual() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException e) {
            return Executors.newCachedThreadPool(task -> daemon(task, "weft-step"));
        }
    }

    static Thread daemon(Runnable task, String name) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
