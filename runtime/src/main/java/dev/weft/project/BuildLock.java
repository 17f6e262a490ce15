package dev.weft.project;

import dev.weft.discovery.ProjectException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Lets one command at a time compile a project, whatever process it runs in: two at once would delete each other's classes. A lock of the
 * operating system, which ends with its process however that ends.
 */
final class BuildLock {

    /** The operating system locks for whole processes; within one, threads wait for each other here. */
    private static final Map<Path, Object> HERE = new ConcurrentHashMap<>();

    private final Path file;

    BuildLock(Path root) {
        this.file = root.toAbsolutePath().resolve(".weft/build.lock");
    }

    void hold(Consumer<String> progress, Runnable compile) {
        synchronized (HERE.computeIfAbsent(file, key -> new Object())) {
            try (var channel = open()) {
                if (channel.tryLock() == null) {
                    progress.accept("Waiting for another command that compiles this project …");
                    channel.lock();
                }
                compile.run();
            } catch (IOException e) {
                throw new ProjectException(
                        "Could not lock %s: %s. Is the project's folder writable?".formatted(file, e.getMessage()), e);
            }
        }
    }

    private FileChannel open() throws IOException {
        var folder = file.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        return FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    }
}
