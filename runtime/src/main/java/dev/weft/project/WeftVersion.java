package dev.weft.project;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Which Weft this is. */
public final class WeftVersion {

    private WeftVersion() {}

    /** Returns the version of Weft's artifacts, such as {@code 0.1.0}. */
    public static String text() {
        try (var in = WeftVersion.class.getResourceAsStream("version.txt")) {
            if (in == null) {
                throw new IllegalStateException("version.txt is missing beside this class: this is a bug in the build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
