package dev.weft.io;

import dev.weft.spi.Remains;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What lies in the folder of versions, found by its names: a run's id and a random part, as a folder or before the first dot of files. */
final class VersionFolders {

    private static final Pattern VERSION =
            Pattern.compile("([0-9a-z]{12}-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})(\\..*)?");

    private final Path root;
    private final Path versions;

    VersionFolders(Path root, Path versions) {
        this.root = root;
        this.versions = versions;
    }

    List<Remains> remains() {
        var sizes = new TreeMap<Path, Long>();
        try {
            if (Files.isDirectory(versions)) {
                Files.walkFileTree(versions, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                            throws IOException {
                        if (!VERSION.matcher(name(folder)).matches()) {
                            return FileVisitResult.CONTINUE;
                        }
                        sizes.put(folder, size(folder));
                        return FileVisitResult.SKIP_SUBTREE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        var match = VERSION.matcher(name(file));
                        if (match.matches()) {
                            sizes.merge(file.resolveSibling(match.group(1)), attributes.size(), Long::sum);
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Could not list %s: %s".formatted(versions, e.getMessage()), e);
        }
        return sizes.entrySet().stream()
                .map(entry -> new Remains(
                        name(entry.getKey()),
                        root.relativize(entry.getKey()).toString(),
                        OptionalLong.of(entry.getValue())))
                .toList();
    }

    private static String name(Path path) {
        return Objects.requireNonNull(path.getFileName()).toString();
    }

    private static long size(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            long size = 0;
            for (var file : files.filter(Files::isRegularFile).toList()) {
                size += Files.size(file);
            }
            return size;
        }
    }

    /** Deletes what has the name, and the folders that are empty then. */
    void remove(Remains remains) {
        var place = root.resolve(remains.location());
        var folder = Objects.requireNonNull(place.getParent());
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var files = Files.newDirectoryStream(folder, file -> isOf(remains, name(file)))) {
            files.forEach(Disk::delete);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not delete %s: %s".formatted(place, e.getMessage()), e);
        }
        try {
            for (var empty = folder; empty != null && !empty.equals(versions); empty = empty.getParent()) {
                Files.delete(empty);
            }
        } catch (DirectoryNotEmptyException e) {
            // others are still there
        } catch (IOException e) {
            throw new UncheckedIOException("Could not delete %s: %s".formatted(folder, e.getMessage()), e);
        }
    }

    private static boolean isOf(Remains remains, String name) {
        return name.equals(remains.versionId()) || name.startsWith(remains.versionId() + ".");
    }
}
