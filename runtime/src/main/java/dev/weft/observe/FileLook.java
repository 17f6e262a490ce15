package dev.weft.observe;

import dev.weft.api.DataVersion;
import dev.weft.api.NotThereException;
import dev.weft.api.Observers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/** The version of a file, or of files in a folder. */
final class FileLook {

    private FileLook() {}

    static DataVersion file(Path file, Observers.By by) {
        if (Files.isDirectory(file)) {
            throw new IllegalStateException(
                    "%s is a folder, not a file. Look at its files with Observers.folder(…).".formatted(file));
        }
        try {
            return by == Observers.By.SIZE_AND_TIME
                    ? DataVersion.of(sizeAndTime(file))
                    : add(new ByteHash(), file, by).version();
        } catch (NoSuchFileException e) {
            throw new NotThereException("There is no file %s.".formatted(file));
        } catch (IOException e) {
            throw new IllegalStateException("The file %s cannot be read: %s.".formatted(file, e), e);
        }
    }

    static DataVersion folder(Path folder, String glob, Observers.By by) {
        if (!Files.exists(folder)) {
            throw new NotThereException("There is no folder %s.".formatted(folder));
        }
        if (!Files.isDirectory(folder)) {
            throw new IllegalStateException(
                    "%s is a file, not a folder. Look at it with Observers.file(…).".formatted(folder));
        }
        try {
            var files = matching(folder, glob);
            if (files.isEmpty()) {
                throw new NotThereException("No file in %s matches %s.".formatted(folder, glob));
            }
            var hash = new ByteHash();
            for (var file : files) {
                add(hash.add(path(folder, file)), file, by);
            }
            return hash.version();
        } catch (IOException | UncheckedIOException e) {
            throw new IllegalStateException("The folder %s cannot be read: %s.".formatted(folder, e.getMessage()), e);
        }
    }

    private static List<Path> matching(Path folder, String glob) throws IOException {
        var matcher = matcher(glob);
        try (var walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile)
                    .filter(file -> matcher.matches(folder.relativize(file)))
                    .sorted((one, other) -> path(folder, one).compareTo(path(folder, other)))
                    .toList();
        }
    }

    private static java.nio.file.PathMatcher matcher(String glob) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + glob);
        } catch (PatternSyntaxException e) {
            throw new IllegalStateException(
                    "%s is no pattern of files: %s. Write it like *.csv or **/part-*.json."
                            .formatted(glob, e.getDescription()),
                    e);
        }
    }

    private static String path(Path folder, Path file) {
        return folder.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
    }

    private static ByteHash add(ByteHash hash, Path file, Observers.By by) throws IOException {
        if (by == Observers.By.SIZE_AND_TIME) {
            return hash.add(sizeAndTime(file));
        }
        try (var in = Files.newInputStream(file)) {
            return hash.addAll(in);
        }
    }

    private static String sizeAndTime(Path file) throws IOException {
        return "%d bytes of %s"
                .formatted(Files.size(file), Files.getLastModifiedTime(file).toInstant());
    }
}
