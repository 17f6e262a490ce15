package dev.weft.benchmarks.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * What trials have left. Many files are not deleted between trials but put aside until the end: for minutes after a deletion ext4 looks at each number
 * that became free before it makes a new file (it does not give a number away again at once), so that a contender would pay for the files of the one
 * before.
 */
public final class Discarded {

    /** As many can be deleted between trials without a trace. */
    private static final int FEW = 200;

    private final Path aside;

    /** @param work the folder for everything that is made, on the disk where trials run */
    public Discarded(Path work) {
        this.aside = work.resolve("discarded");
    }

    /** Takes a file or folder away, if it exists. */
    public void take(Path gone) throws IOException {
        if (!Files.exists(gone)) {
            return;
        }
        if (isSmall(gone)) {
            Bench.delete(gone);
        } else {
            Files.createDirectories(aside);
            Files.move(gone, aside.resolve(UUID.randomUUID().toString()));
        }
    }

    private static boolean isSmall(Path gone) throws IOException {
        try (var files = Files.walk(gone)) {
            return files.limit(FEW).count() < FEW;
        }
    }

    /** Deletes what was put aside. */
    public void clear() throws IOException {
        Bench.delete(aside);
    }
}
