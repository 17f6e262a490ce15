package dev.weft.execute;

import dev.weft.event.Stored;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Lets stable paths follow what a run publishes, on a thread of its own: only the end of the run waits for a link. */
final class LinkFollower {

    private final StableLinks links;
    private final ConcurrentLinkedQueue<String> problems = new ConcurrentLinkedQueue<>();
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(task -> StepThreads.daemon(task, "weft-links"));

    LinkFollower(StableLinks links) {
        this.links = links;
    }

    /** Shows a version that was just published, soon. */
    void follow(Stored published) {
        thread.execute(() -> links.refresh(published).ifPresent(problems::add));
    }

    /** Waits until everything is shown, and forces that to the disk. Returns a sentence for each that failed. */
    List<String> finish() throws InterruptedException {
        thread.shutdown();
        while (!thread.awaitTermination(1, TimeUnit.HOURS)) {
            problems.add("What people open is still being refreshed after an hour.");
        }
        links.force().ifPresent(problems::add);
        return List.copyOf(problems);
    }

    /** Ends without waiting; what is not shown by then is mended by the next process. */
    void leave() {
        thread.shutdownNow();
    }
}
