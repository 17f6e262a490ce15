package dev.weft.io;

import dev.weft.event.Content;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Files as content: equal are those with the same relative names and bytes. */
final class FilesContent {

    private FilesContent() {}

    /** Returns what is recorded of files that lie below a folder. */
    static Content of(dev.weft.api.Files written, Path path) {
        var parts = new ArrayList<byte[]>();
        long bytes = 0;
        try {
            for (var relative : written.paths()) {
                var file = written.path(relative);
                parts.add(relative.getBytes(StandardCharsets.UTF_8));
                parts.add(digest(file));
                bytes += Files.size(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read %s: %s".formatted(path, e.getMessage()), e);
        }
        return new Content(
                ContentHash.of(parts.toArray(byte[][]::new)),
                OptionalLong.empty(),
                OptionalLong.of(bytes),
                List.of(),
                String.join("\n", written.paths()));
    }

    private static byte[] digest(Path file) throws IOException {
        var digest = ContentHash.sha256();
        try (var in = Files.newInputStream(file)) {
            var buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return digest.digest();
    }
}
