package dev.weft.execute;

import dev.weft.event.Stored;
import dev.weft.execute.StableLinks.Published;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Lets stable paths follow what a run publishes, on a thread of its own: only the end of the run waits for a link. What was published while links
 * were swapped is shown together.
 */
final class LinkFollower {

    private final StableLinks links;
    private final ConcurrentLinkedQueue<Published> waiting = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> problems = new ConcurrentLinkedQueue<>();
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(task -> StepThreads.daemon(task, "weft-links"));

    LinkFollower(StableLinks links) {
        this.links = links;
    }

    /** Shows a version that was just published, soon. */
    void follow(Stored published, long sequence) {
        waiting.add(new Published(published, sequence));
        thread.execute(this::showWaiting);
    }

    private void showWaiting() {
        var all = new ArrayList<Published>();
        for (var next = waiting.poll(); next != null; next = waiting.poll()) {
            all.add(next);
        }
        if (!all.isEmpty()) {
            problems.addAll(links.refresh(all));
        }
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
