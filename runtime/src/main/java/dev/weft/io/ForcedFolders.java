package dev.weft.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Forces the folders above new files, and remembers which folders' own entries are on the disk already: these need not be forced again for a file
 * further down. A folder that was deleted and made again counts as new. Safe for use by many threads.
 */
final class ForcedFolders {

    private final Force force;
    /** Folders whose entry in their parent is on the disk, with what tells one from its successor of the same name. */
    private final Map<Path, Object> onDisk = new ConcurrentHashMap<>();

    ForcedFolders(Force force) {
        this.force = force;
    }

    /** Forces one folder to the disk. */
    @FunctionalInterface
    interface Force {
        void folder(Path folder) throws IOException;
    }

    /** Forces the folder of a file, and above it, up to {@code root}, each folder that has an entry which may not be on the disk. */
    void above(Path file, Path root) throws IOException {
        var folder = Objects.requireNonNull(file.getParent());
        if (!folder.startsWith(root)) {
            return;
        }
        force.folder(folder);
        while (!folder.equals(root) && folder.startsWith(root)) {
            var identity = identity(folder);
            if (identity.equals(onDisk.get(folder))) {
                return;
            }
            var parent = Objects.requireNonNull(folder.getParent());
            force.folder(parent);
            onDisk.put(folder, identity);
            folder = parent;
        }
    }

    /** A file system may give the number of a deleted folder to the next one, but not its time of creation too. */
    private static Object identity(Path folder) throws IOException {
        var attributes = Files.readAttributes(folder, BasicFileAttributes.class);
        return List.of(Objects.requireNonNullElse(attributes.fileKey(), ""), attributes.creationTime());
    }
}
