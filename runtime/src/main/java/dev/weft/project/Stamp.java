package dev.weft.project;

import dev.weft.discovery.ProjectException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32C;

/** Tells whether files are those of the last time, by path, size and time of change. */
final class Stamp {

    private final Path file;

    Stamp(Path file) {
        this.file = file;
    }

    boolean holds(String stamp) {
        try {
            return Files.exists(file) && Files.readString(file).equals(stamp);
        } catch (IOException e) {
            return false;
        }
    }

    void write(String stamp) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, stamp);
        } catch (IOException e) {
            throw new ProjectException(
                    "Could not write %s: %s. Is the project's folder writable?".formatted(file, e.getMessage()), e);
        }
    }

    static String of(List<Path> files) {
        var sum = new CRC32C();
        for (var path : files) {
            try {
                var line = "%s %d %s\n".formatted(path, Files.size(path), Files.getLastModifiedTime(path));
                sum.update(line.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return "%d files %08x".formatted(files.size(), sum.getValue());
    }
}
