package dev.weft.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** A staging place that is a plain folder. */
final class FolderStaging implements Staging {

    private final Path folder;

    FolderStaging(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    @Override
    public Path path(String relative) {
        var path = folder.resolve(relative).normalize();
        if (!path.startsWith(folder) || path.equals(folder)) {
            throw new IllegalArgumentException(
                    "\"%s\" is not a file inside of the staging place. Give a relative path without \"..\"."
                            .formatted(relative));
        }
        try {
            java.nio.file.Files.createDirectories(path.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException("Could not make the folder of %s: %s".formatted(path, e.getMessage()), e);
        }
        return path;
    }

    @Override
    public Files publish() {
        try (var walk = java.nio.file.Files.walk(folder)) {
            var paths = walk.filter(java.nio.file.Files::isRegularFile)
                    .map(path -> folder.relativize(path).toString().replace('\\', '/'))
                    .sorted()
                    .collect(Collectors.toList());
            if (paths.isEmpty()) {
                throw new IllegalStateException(
                        "Nothing was written to the staging place. Write to out.path(\"name\") before out.publish().");
            }
            return new Files(folder, paths);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not list %s: %s".formatted(folder, e.getMessage()), e);
        }
    }
}
