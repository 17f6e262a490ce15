package dev.weft.benchmarks.crash;

import dev.weft.asset.AssetKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Kills {@code weft materialize} again and again on one project. Where the process is killed follows from a seed: after so many acknowledged
 * materializations, and a moment later.
 */
final class CrashRounds {

    private static final Pattern ACKNOWLEDGED =
            Pattern.compile("\"type\":\"materialized\",.*?\"asset\":\"([^\"]+)\".*?\"dataVersion\":\"([^\"]+)\"");
    private static final long LONGEST_PAUSE_NANOS = 40_000_000;

    private final Path folder;

    CrashRounds(Path folder) {
        this.folder = folder;
    }

    /** What a process said to be materialized before it was killed. */
    record Acknowledged(AssetKey asset, String dataVersion) {}

    /** One kill, and what was found after it. */
    record Round(long seed, boolean killed, List<Acknowledged> acknowledged, Verdict verdict) {}

    static CrashRounds in(Path folder) throws IOException {
        CrashProject.writeTo(folder);
        return new CrashRounds(folder);
    }

    Round kill(long seed) throws IOException, InterruptedException {
        var random = new Random(seed);
        int after = random.nextInt(CrashProject.ASSETS);
        long pause = (long) (random.nextDouble() * random.nextDouble() * LONGEST_PAUSE_NANOS);
        var process = start("materialize", "--force", "--json", "--concurrency", "4");
        var acknowledged = read(process, after, pause);
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("A process that was killed lives on.");
        }
        boolean killed = process.exitValue() == 137;
        return new Round(seed, killed, acknowledged, Verdict.after(folder, acknowledged, killed));
    }

    private static List<Acknowledged> read(Process process, int after, long pause) throws IOException {
        var acknowledged = new ArrayList<Acknowledged>();
        var started = new AtomicInteger();
        try (var lines = process.inputReader()) {
            for (var line = next(lines); line != null; line = next(lines)) {
                if (line.contains("\"type\":\"run\"") && after == 0) {
                    kill(process, pause, started);
                }
                var matcher = ACKNOWLEDGED.matcher(line);
                // A line that was cut off by the kill acknowledges nothing.
                if (matcher.find() && line.endsWith("}")) {
                    acknowledged.add(new Acknowledged(AssetKey.parse(matcher.group(1)), matcher.group(2)));
                    if (acknowledged.size() == after) {
                        kill(process, pause, started);
                    }
                }
            }
        }
        return acknowledged;
    }

    private static @Nullable String next(BufferedReader lines) {
        try {
            return lines.readLine();
        } catch (IOException e) {
            return null; // The pipe of a killed process may end so.
        }
    }

    private static void kill(Process process, long pause, AtomicInteger started) {
        if (started.getAndIncrement() == 0) {
            var thread = new Thread(
                    () -> {
                        LockSupport.parkNanos(pause);
                        process.destroyForcibly();
                    },
                    "weft-kill");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private Process start(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.weft.cli.Main"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-p", folder.toString()));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
