package dev.weft.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SharedForcesTest {

    private static final Path FOLDER = Path.of("versions");

    private final CountDownLatch firstBegan = new CountDownLatch(1);
    private final CountDownLatch firstMayEnd = new CountDownLatch(1);
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
    /** The first force goes on until it is let. */
    private final SharedForces forces = new SharedForces(folder -> {
        if (begun.incrementAndGet() == 1) {
            firstBegan.countDown();
            awaited(firstMayEnd);
            var broken = failure.get();
            if (broken != null) {
                throw broken;
            }
        }
    });

    @Test
    void whoComesAloneForces() throws IOException {
        firstMayEnd.countDown();

        forces.folder(FOLDER);
        forces.folder(FOLDER);

        assertThat(begun).hasValue(2);
    }

    @Test
    void allWhoComeWhileAFolderIsForcedShareTheNextForce() {
        var first = forced();
        awaited(firstBegan);
        var second = forced();
        var third = forced();
        awaitWaiting(2);

        assertThat(second).isNotDone();
        firstMayEnd.countDown();
        CompletableFuture.allOf(first, second, third).join();

        assertThat(begun).hasValue(2);
    }

    @Test
    void aForceThatFailedHoldsForNobodyElse() {
        failure.set(new IOException("The disk is gone."));
        var first = forced();
        awaited(firstBegan);
        var second = forced();
        awaitWaiting(1);

        firstMayEnd.countDown();
        second.join();

        assertThatThrownBy(first::join).hasMessageContaining("The disk is gone.");
        assertThat(begun).hasValue(2);
    }

    @Test
    void otherFoldersDoNotWait() throws IOException {
        var first = forced();
        awaited(firstBegan);

        forces.folder(Path.of("others"));

        assertThat(first).isNotDone();
        firstMayEnd.countDown();
        first.join();
    }

    @Test
    void nothingIsKeptOfAFolderWhenAllHaveLeft() throws IOException {
        firstMayEnd.countDown();

        forces.folder(FOLDER);

        assertThat(forces.isIdle()).isTrue();
    }

    private CompletableFuture<Void> forced() {
        var forced = new CompletableFuture<Void>();
        var thread = new Thread(() -> {
            try {
                forces.folder(FOLDER);
                forced.complete(null);
            } catch (IOException | RuntimeException e) {
                forced.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return forced;
    }

    private void awaitWaiting(int count) {
        while (forces.waiting(FOLDER) < count) {
            Thread.onSpinWait();
        }
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
