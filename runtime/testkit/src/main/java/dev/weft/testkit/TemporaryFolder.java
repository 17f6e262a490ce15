package dev.weft.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A folder that is made when it is asked for and vanishes when it is closed, or else with the process. */
final class TemporaryFolder implements AutoCloseable {

    private static final Set<Path> LEFT = leftAtTheEnd();

    private @Nullable Path path;

    private static Set<Path> leftAtTheEnd() {
        Set<Path> left = ConcurrentHashMap.newKeySet();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> left.forEach(TemporaryFolder::delete), "weft-temporary-folders"));
        return left;
    }

    synchronized Path path() {
        var made = path;
        if (made == null) {
            try {
                made = Files.createTempDirectory("weft-test-");
            } catch (IOException e) {
                throw new UncheckedIOException("Could not make a temporary folder: " + e.getMessage(), e);
            }
            LEFT.add(made);
            path = made;
        }
        return made;
    }

    @Override
    public synchronized void close() {
        var made = path;
        if (made != null) {
            delete(made);
            LEFT.remove(made);
            path = null;
        }
    }

    private static void delete(Path folder) {
        try (var walk = Files.walk(folder)) {
            var files = walk.sorted(Comparator.reverseOrder()).toList();
            // What was published is read-only, folders too.
            files.forEach(file -> file.toFile().setWritable(true));
            for (var file : files) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Could not delete %s: %s".formatted(folder, e.getMessage()), e);
        }
    }
}
