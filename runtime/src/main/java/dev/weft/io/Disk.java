package dev.weft.io;

import dev.weft.catalog.Faults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.UUID;

/** What files need so that they are still there after a power cut, and links that are swapped in one step. */
final class Disk {

    private static final int LENGTH_OF_UUID = 36;

    private Disk() {}

    /**
     * Forces a file, or all files below a folder, and the folders from there up to {@code root} of which that is not known yet; makes the files
     * read-only.
     */
    static void seal(Path version, Path root, ForcedFolders folders) {
        try {
            if (Files.isDirectory(version)) {
                sealFolder(version);
            } else {
                sealFile(version);
            }
            folders.above(version, root);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Could not force %s to disk: %s. Is the disk full?".formatted(version, e.getMessage()), e);
        }
    }

    private static void sealFolder(Path version) throws IOException {
        try (var files = Files.walk(version)) {
            for (var path : files.sorted(Comparator.reverseOrder()).toList()) {
                if (Files.isRegularFile(path)) {
                    sealFile(path);
                } else {
                    forceFolder(path);
                }
            }
        }
    }

    private static void sealFile(Path file) throws IOException {
        force(file);
        file.toFile().setReadOnly();
    }

    /** Makes a folder and those above it where they are missing: most often it is there, which the JDK's own way finds out by a failure. */
    static void makeFolders(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
    }

    private static void force(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    static void forceFolder(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Makes {@code link} lead to {@code target}: a symbolic link, else a hard link, else a copy; renamed over what was there. */
    static void link(Path link, Path target) throws IOException {
        var folder = java.util.Objects.requireNonNull(link.getParent());
        makeFolders(folder);
        var temporary = link.resolveSibling("." + link.getFileName() + "." + UUID.randomUUID());
        try {
            try {
                Files.createSymbolicLink(temporary, folder.relativize(target));
            } catch (UnsupportedOperationException | IOException e) {
                linkOrCopy(temporary, target);
            }
            if (Files.isDirectory(link, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(
                        "%s is a folder that Weft did not make. Move it away.".formatted(link));
            }
            Faults.at(Faults.Moment.LINKED, link.getFileName());
            Files.move(temporary, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Faults.at(Faults.Moment.SWAPPED, link.getFileName());
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Deletes what {@link #link} leaves where its process is killed before the swap. */
    static void dropUnswapped(Path link) {
        var folder = java.util.Objects.requireNonNull(link.getParent());
        var name = "." + link.getFileName() + ".";
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var left = Files.newDirectoryStream(folder, file -> isUnswapped(file, name))) {
            left.forEach(Disk::delete);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not list %s: %s".formatted(folder, e.getMessage()), e);
        }
    }

    private static boolean isUnswapped(Path file, String name) {
        var text = java.util.Objects.requireNonNull(file.getFileName()).toString();
        return text.length() == name.length() + LENGTH_OF_UUID && text.startsWith(name);
    }

    private static void linkOrCopy(Path temporary, Path target) throws IOException {
        try {
            Files.createLink(temporary, target);
        } catch (UnsupportedOperationException | IOException e) {
            Files.copy(target, temporary);
        }
    }

    static void delete(Path path) {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (var files = Files.walk(path)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Could not delete %s: %s".formatted(path, e.getMessage()), e);
        }
    }
}
