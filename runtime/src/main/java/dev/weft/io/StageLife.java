package dev.weft.io;

import dev.weft.api.Writer;
import dev.weft.spi.StageRequest;
import org.jspecify.annotations.Nullable;

/** Whether the attempt that fills a stage still may: one that was given up is refused when it goes on writing, and leaves nothing open. */
final class StageLife {

    private final StageRequest request;
    private final Thread owner = Thread.currentThread();
    private volatile boolean abandoned;
    private @Nullable RowWriter rows;

    StageLife(StageRequest request) {
        this.request = request;
    }

    /** @throws IllegalStateException if the attempt was given up */
    void check() {
        if (abandoned) {
            release();
            throw new IllegalStateException(
                    "The attempt that writes %s was given up. Nothing more is taken.".formatted(request.what()));
        }
    }

    /** Returns the writer as user code gets it. */
    Writer<Record> guard(RowWriter writer) {
        rows = writer;
        return row -> {
            check();
            writer.write(row);
        };
    }

    /** Returns the writer of the rows; null if none was asked for. */
    @Nullable
    RowWriter rows() {
        return rows;
    }

    void abandon() {
        abandoned = true;
        release();
    }

    /** Gives back what the rows hold open; only their own thread may, and the one that was left behind does when it comes by. */
    private void release() {
        if (rows != null && Thread.currentThread() == owner) {
            rows.close();
        }
    }
}
