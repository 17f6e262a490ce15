package dev.weft.project;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Which Weft this is. */
public final class WeftVersion {

    private static final String JAR = "weft-runtime-";

    private WeftVersion() {}

    /** Returns the version of Weft's artifacts, such as {@code 0.1.0}. */
    public static String text() {
        var classPath = System.getProperty("java.class.path", "");
        int jar = classPath.lastIndexOf(JAR);
        int end = classPath.indexOf(".jar", jar);
        // The jar's name has it. To ask for a resource would open every jar of the class path before that one.
        var name = jar >= 0 && end > jar ? classPath.substring(jar + JAR.length(), end) : "";
        return name.isEmpty() || name.contains(File.separator) ? written() : name;
    }

    private static String written() {
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
