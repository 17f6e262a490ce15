package dev.weft.catalog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to use an H2 catalog: a lock of the operating system on a file, which ends with the process however that ends. The file says who
 * holds it.
 */
final class OwnerLock implements AutoCloseable {

    /** Locked instead of the text, which others must be able to read while the lock is held. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    // A process that opens and closes a file a second time loses its lock (POSIX): so ask here before touching the
    // file.
    private static final Map<Path, String> HELD_HERE = new ConcurrentHashMap<>();

    private final Path file;
    private final FileChannel channel;

    private OwnerLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Takes the lock at once. @throws CatalogException if another holds it; the message names it */
    static OwnerLock take(Path file, String command) {
        var text = "%d\n%s\n%s\n"
                .formatted(
                        ProcessHandle.current().pid(),
                        command.replace('\n', ' '),
                        java.time.Clock.systemUTC().instant());
        var folder = Objects.requireNonNull(file.getParent());
        try {
            Files.createDirectories(folder);
            var key = folder.toRealPath().resolve("owner.lock");
            var here = HELD_HERE.putIfAbsent(key, text);
            if (here != null) {
                throw held(file, here);
            }
            boolean taken = false;
            try {
                var lock = lock(key, text);
                taken = true;
                return lock;
            } finally {
                if (!taken) {
                    HELD_HERE.remove(key);
                }
            }
        } catch (IOException e) {
            throw new CatalogException(
                    "The catalog's lock %s could not be taken: %s. Check the folder's rights and the disk."
                            .formatted(file, e),
                    e);
        }
    }

    private static OwnerLock lock(Path file, String text) throws IOException {
        var channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        try {
            if (channel.tryLock(LOCKED_BYTE, 1, false) == null) {
                throw held(file, Files.readString(file));
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
            return new OwnerLock(file, channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static CatalogException held(Path file, String text) {
        var lines = text.lines().toList();
        var who = lines.size() < 3
                ? "another process"
                : "process %s (%s) since %s".formatted(lines.get(0), lines.get(1), lines.get(2));
        return new CatalogException(
                "The catalog of %s is in use by %s. Wait until it ends or stop it; several processes at once need a PostgreSQL catalog."
                        .formatted(file.getParent(), who));
    }

    /** Gives the lock back. The file stays: to delete it would let two processes lock two files. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new CatalogException("The catalog's lock %s could not be given back: %s.".formatted(file, e), e);
        } finally {
            HELD_HERE.remove(file);
        }
    }
}
