package @@package@@;

import dev.weft.api.DataVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/** The file that the shop writes its orders to. */
record OrdersFile(Path path) {

    /** Returns its lines below the heading. */
    List<String> lines() {
        return new String(bytes(), StandardCharsets.UTF_8).lines().skip(1).toList();
    }

    /** Identifies the file's content. */
    DataVersion version() {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(bytes());
            return DataVersion.of(Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] bytes() {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read the orders: " + e.getMessage(), e);
        }
    }
}
