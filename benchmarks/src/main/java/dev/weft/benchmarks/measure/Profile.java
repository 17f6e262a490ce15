package dev.weft.benchmarks.measure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where the time and the allocations of a process went: what a flight recording says, told by method. A method of Weft counts for what it calls;
 * the leaves are where the processor was.
 */
public final class Profile {

    private static final int SHOWN = 15;
    private static final String OURS = "dev.weft.";

    private final Map<String, Long> leaves = new HashMap<>();
    private final Map<String, Long> ours = new HashMap<>();
    private final Map<String, Long> allocating = new HashMap<>();
    private final Map<String, Long> waiting = new HashMap<>();

    private Profile() {}

    /** Returns the options with which a JVM records itself into the file. */
    public static List<String> options(Path file) {
        return List.of("-XX:StartFlightRecording=settings=profile,filename=" + file, "-Xlog:jfr*=off");
    }

    /** Reads a recording. */
    public static Profile of(Path file) throws IOException {
        var profile = new Profile();
        try (var recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                profile.add(recording.readEvent());
            }
        }
        return profile;
    }

    private void add(RecordedEvent event) {
        switch (event.getEventType().getName()) {
            case "jdk.ExecutionSample" -> {
                var frames = frames(event);
                frames.stream().findFirst().ifPresent(frame -> leaves.merge(name(frame), 1L, Long::sum));
                count(ours, frames, 1);
            }
            case "jdk.ObjectAllocationSample" -> count(allocating, frames(event), event.getLong("weight"));
            case "jdk.FileForce", "jdk.ThreadPark", "jdk.FileWrite", "jdk.FileRead" ->
                firstOfOurs(frames(event))
                        .ifPresent(frame -> waiting.merge(
                                event.getEventType().getName() + " in " + frame,
                                event.getDuration().toNanos(),
                                Long::sum));
            default -> {
                // not about where time goes
            }
        }
    }

    private static List<RecordedFrame> frames(RecordedEvent event) {
        var stack = event.getStackTrace();
        return stack == null ? List.of() : stack.getFrames();
    }

    /** Counts each of our methods on the stack once. */
    private static void count(Map<String, Long> counts, List<RecordedFrame> frames, long weight) {
        var names = new LinkedHashSet<String>();
        frames.stream().map(Profile::name).filter(name -> name.startsWith(OURS)).forEach(names::add);
        names.forEach(name -> counts.merge(name, weight, Long::sum));
        counts.merge("all", weight, Long::sum);
    }

    private static Optional<String> firstOfOurs(List<RecordedFrame> frames) {
        return frames.stream()
                .map(Profile::name)
                .filter(name -> name.startsWith(OURS))
                .findFirst();
    }

    private static String name(RecordedFrame frame) {
        var method = frame.getMethod();
        return method.getType().getName() + "." + method.getName();
    }

    @Override
    public String toString() {
        return section("CPU samples, our methods with what they call", ours, 1, "")
                + section("CPU samples, where the processor was", leaves, 1, "")
                + section("allocated, our methods with what they call", allocating, 1 << 20, "MB")
                + section("waited, by the first of our methods", waiting, 1_000_000, "ms");
    }

    private static String section(String title, Map<String, Long> counts, long unit, String name) {
        var text = new StringBuilder("%n%s%n".formatted(title));
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .limit(SHOWN)
                .forEach(entry ->
                        text.append("  %8d %s  %s%n".formatted(entry.getValue() / unit, name, entry.getKey())));
        return text.toString();
    }
}
