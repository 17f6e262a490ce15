package dev.weft.project;

import dev.weft.discovery.ProjectException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

    /** Removes it before what it stands for is changed: whoever is killed then leaves nothing that could be believed. */
    void remove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new ProjectException(
                    "Could not delete %s: %s. Is the project's folder writable?".formatted(file, e.getMessage()), e);
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

    /** Returns the stamp of files; of a folder, those of all files below it. What is not there counts as such. */
    static String ofAll(List<Path> places) {
        var files = new ArrayList<Path>();
        for (var place : places) {
            if (Files.isDirectory(place)) {
                try (var walk = Files.walk(place)) {
                    walk.filter(Files::isRegularFile).sorted().forEach(files::add);
                } catch (IOException | UncheckedIOException e) {
                    throw new ProjectException("Could not list %s: %s".formatted(place, e.getMessage()), e);
                }
            } else {
                files.add(place);
            }
        }
        return of(files);
    }

    static String of(List<Path> files) {
        var sum = new CRC32C();
        for (var path : files) {
            sum.update(line(path).getBytes(StandardCharsets.UTF_8));
        }
        return "%d files %08x".formatted(files.size(), sum.getValue());
    }

    private static String line(Path path) {
        try {
            var attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return path + " " + attributes.size() + " "
                    + attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS) + "\n";
        } catch (IOException e) {
            return path + " is not there\n";
        }
    }
}
