package dev.weft.benchmarks.measure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program in a process of its own, timed from its start to its end. Its CPU time is what the system adds to the time of this process's
 * children when it ends, so only one may run at a time; its memory is the most that its processes held together, or one of them by
 * itself, looked at many times a second; what they share counts for each. Both are known on Linux only.
 */
public final class Child {

    /** How long to wait until its memory is looked at again: more the longer it runs, since looking costs time of the same processors. */
    private static final long FIRST_LOOK_MILLIS = 10;

    private static final long LAST_LOOK_MILLIS = 250;
    private static final long LOOKS_TO_DOUBLE = 20;
    private static final double TICKS_PER_SECOND = 100; // USER_HZ, the same on every Linux that Java runs on

    private final List<String> command;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private Path folder = Path.of("").toAbsolutePath();
    private Duration limit = Duration.ofMinutes(30);

    private Child(List<String> command) {
        this.command = List.copyOf(command);
    }

    public static Child of(String... command) {
        return new Child(List.of(command));
    }

    public static Child of(List<String> command) {
        return new Child(command);
    }

    public Child in(Path where) {
        folder = where;
        return this;
    }

    public Child with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    public Child with(Map<String, String> variables) {
        environment.putAll(variables);
        return this;
    }

    public Child within(Duration longest) {
        limit = longest;
        return this;
    }

    /** How it ended. */
    public record Ended(Sample sample, int exit, String output, String errors) {}

    /**
     * Runs it to its end; the figures are those of the last line of its output that is a JSON object.
     *
     * @throws IOException if it cannot be started, fails, or takes too long: with what it printed last
     */
    public Sample run() throws IOException, InterruptedException {
        return ended().sample();
    }

    /** As {@link #run}, with what it printed. */
    public Ended ended() throws IOException, InterruptedException {
        var ended = toItsEnd();
        if (ended.exit() != 0) {
            throw new IOException("%s ended with exit code %d: %s"
                    .formatted(what(), ended.exit(), tail(ended.output() + ended.errors())));
        }
        return ended;
    }

    /** As {@link #ended}, whatever the exit code. */
    public Ended toItsEnd() throws IOException, InterruptedException {
        var out = Files.createTempFile("weft-bench", ".out");
        var err = Files.createTempFile("weft-bench", ".err");
        try {
            double cpuBefore = childrenCpu();
            long start = System.nanoTime();
            var builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().putAll(environment);
            var process = builder.start();
            process.getOutputStream().close();
            long peak;
            try {
                peak = watch(process, start);
            } catch (InterruptedException e) {
                end(process);
                throw e;
            }
            var whole = Duration.ofNanos(System.nanoTime() - start);
            double cpu = childrenCpu() - cpuBefore;
            var output = Files.readString(out, StandardCharsets.UTF_8);
            return new Ended(
                    new Sample(
                            whole,
                            whole,
                            cpuBefore < 0 ? Optional.empty() : Optional.of(Duration.ofNanos(Math.round(cpu * 1e9))),
                            peak == 0 ? OptionalLong.empty() : OptionalLong.of(peak),
                            figures(output)),
                    process.exitValue(),
                    output,
                    Files.readString(err, StandardCharsets.UTF_8));
        } finally {
            Files.deleteIfExists(out);
            Files.deleteIfExists(err);
        }
    }

    private long watch(Process process, long start) throws IOException, InterruptedException {
        long peak = 0;
        long wait = FIRST_LOOK_MILLIS;
        for (long look = 1; !process.waitFor(wait, TimeUnit.MILLISECONDS); look++) {
            try (var family = Stream.concat(Stream.of(process.toHandle()), process.descendants())) {
                peak = Math.max(peak, memory(family.map(ProcessHandle::pid).toList()));
            }
            if (System.nanoTime() - start > limit.toNanos()) {
                end(process);
                throw new IOException("%s took longer than %s.".formatted(what(), limit));
            }
            if (look % LOOKS_TO_DOUBLE == 0) {
                wait = Math.min(2 * wait, LAST_LOOK_MILLIS);
            }
        }
        return peak;
    }

    /** Ends it with all that it started, at once. */
    private static void end(Process process) {
        var family = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        family.forEach(ProcessHandle::destroyForcibly);
        family.forEach(member -> member.onExit().join());
    }

    /** Returns the larger of what these processes hold together now, and the most that one of them ever held. */
    private static long memory(List<Long> family) {
        long together = 0;
        long most = 0;
        for (long pid : family) {
            for (var line : status(pid)) {
                if (line.startsWith("VmHWM:")) {
                    most = Math.max(most, bytes(line));
                } else if (line.startsWith("VmRSS:")) {
                    together += bytes(line);
                }
            }
        }
        return Math.max(together, most);
    }

    private static List<String> status(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status"));
        } catch (IOException e) {
            return List.of(); // it has ended, or the system is no Linux
        }
    }

    private static long bytes(String line) {
        return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
    }

    /** Returns the CPU seconds of all ended children of this process and of theirs; negative where the system does not tell. */
    private static double childrenCpu() {
        try {
            var stat = Files.readString(Path.of("/proc/self/stat"));
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            // Fields 16 and 17 of proc(5), counted from 1; the first two are cut off.
            return (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) / TICKS_PER_SECOND;
        } catch (IOException e) {
            return -1;
        }
    }

    private static Map<String, Double> figures(String output) {
        var lines = output.lines().filter(line -> line.startsWith("{")).toList();
        var figures = new HashMap<String, Double>();
        if (!lines.isEmpty()) {
            try {
                for (var field :
                        new ObjectMapper().readTree(lines.get(lines.size() - 1)).properties()) {
                    if (field.getValue().isNumber()) {
                        figures.put(field.getKey(), field.getValue().doubleValue());
                    }
                }
            } catch (JsonProcessingException e) {
                return figures; // a line of text that only looks like one
            }
        }
        return figures;
    }

    /** Returns the command without what only makes it long: a class path. */
    private String what() {
        var words = new ArrayList<>(command);
        int classPath = words.indexOf("-cp");
        if (classPath >= 0) {
            words.subList(classPath, classPath + 2).clear();
        }
        return String.join(" ", words);
    }

    private static String tail(String text) {
        var stripped = text.strip();
        return stripped.substring(Math.max(0, stripped.length() - 500));
    }
}
