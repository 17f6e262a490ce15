package @@package@@;

import dev.weft.api.DataVersion;
import dev.weft.api.PartitionKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.stream.Stream;

/** The folder in which the web server leaves a file for each day. */
record Inbox(Path folder) {

    Stream<Visit> visits(PartitionKey day) {
        return new String(bytes(day), StandardCharsets.UTF_8)
                .lines()
                .skip(1)
                .map(line -> line.split(",", -1))
                .map(cells -> new Visit(cells[0], cells[1]));
    }

    /** Identifies the content of a day's file; null while there is none, and so the day waits. */
    DataVersion version(PartitionKey day) {
        if (!Files.exists(file(day))) {
            return null;
        }
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(bytes(day));
            return DataVersion.of(Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] bytes(PartitionKey day) {
        try {
            return Files.readAllBytes(file(day));
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read the visits of %s: %s".formatted(day, e.getMessage()), e);
        }
    }

    private Path file(PartitionKey day) {
        return folder.resolve("visits-%s.csv".formatted(day));
    }
}
