package dev.weft.execute;

import dev.weft.asset.AssetPartition;
import dev.weft.catalog.Catalog;
import dev.weft.event.EventBody;
import dev.weft.run.RunId;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Waits until no other live run is about to write the same. */
final class Admission {

    private static final Duration POLL = Duration.ofMillis(200);

    private final Catalog catalog;
    private final RunId run;
    private final RunListener listener;
    private final Interruption interruption;

    Admission(Catalog catalog, RunId run, RunListener listener, Interruption interruption) {
        this.catalog = catalog;
        this.run = run;
        this.listener = listener;
        this.interruption = interruption;
    }

    /** What may come while a run waits: nothing but that it shall stop. */
    interface Interruption {
        @Nullable
        Runnable poll(long time, TimeUnit unit) throws InterruptedException;
    }

    /** A run may start: it reads up to {@code snapshot}. */
    record Admitted(long snapshot, boolean waited) {}

    /** Returns empty if the run was asked to stop while it waited. */
    Optional<Admitted> wait(EventBody.RunQueued queued, String graph, Set<AssetPartition> writes)
            throws InterruptedException {
        Optional<RunId> told = Optional.empty();
        while (true) {
            var admission = Futures.join(catalog.admit(new Catalog.AdmitRun(run, queued, writes, graph)));
            if (admission.admitted()) {
                return Optional.of(new Admitted(admission.snapshot(), told.isPresent()));
            }
            if (!admission.waitsFor().equals(told)) {
                told = admission.waitsFor();
                told.ifPresent(listener::runWaits);
            }
            if (interruption.poll(POLL.toMillis(), TimeUnit.MILLISECONDS) != null) {
                return Optional.empty();
            }
        }
    }
}
