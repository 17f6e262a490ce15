package dev.weft.cli.test;

import dev.weft.cli.command.ExitCode;
import dev.weft.cli.terminal.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The same command in a process of its own, whose current folder is another one; a JVM cannot change its own. */
final class ElsewhereProcess {

    /** From this Java on, a process says which of its code may call native libraries, or a warning is printed. */
    private static final int NATIVE_ACCESS_IS_ASKED_FOR = 22;

    private final Class<?> main;
    private final Path folder;
    private final Terminal terminal;

    /** @param main the class that starts a process like this one */
    ElsewhereProcess(Class<?> main, Path folder, Terminal terminal) {
        this.main = main;
        this.folder = folder;
        this.terminal = terminal;
    }

    int run(List<String> arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"));
        if (Runtime.version().feature() >= NATIVE_ACCESS_IS_ASKED_FOR) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of("-cp", absoluteClassPath(), main.getName()));
        command.addAll(arguments);
        try {
            var builder = new ProcessBuilder(command).directory(folder.toFile());
            builder.environment().put("WEFT_TTY", terminal.hasColours() ? "1" : "");
            var process = builder.start();
            process.getOutputStream().close();
            var errors = new Thread(() -> copy(process.getErrorStream(), terminal::note), "weft-errors");
            errors.start();
            copy(process.getInputStream(), terminal::print);
            errors.join();
            return process.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not start a process in %s: %s".formatted(folder, e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.CANCELLED;
        }
    }

    private static String absoluteClassPath() {
        return String.join(
                java.io.File.pathSeparator,
                java.util.Arrays.stream(System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1))
                        .map(place -> Path.of(place).toAbsolutePath().toString())
                        .toList());
    }

    private static void copy(InputStream in, Consumer<String> line) {
        try (var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            reader.lines().forEach(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
