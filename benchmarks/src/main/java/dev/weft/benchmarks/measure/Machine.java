package dev.weft.benchmarks.measure;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the figures were measured on. */
public final class Machine {

    private static final int WRITES = 50;
    private static final int BLOCK = 4096;

    private Machine() {}

    /**
     * Returns what is known of this machine, for people.
     *
     * @param work a folder on the disk that everything is written to
     */
    public static Map<String, String> describe(Path work) throws IOException {
        var facts = new LinkedHashMap<String, String>();
        facts.put("processor", field("/proc/cpuinfo", "model name"));
        facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        facts.put("memory", memory());
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("java", System.getProperty("java.runtime.version") + " (" + System.getProperty("java.vendor") + ")");
        facts.put(
                "disk",
                "a forced write of 4 kB takes %s ms (min / median / max of %d)".formatted(forcedWrite(work), WRITES));
        facts.put("load before", load());
        facts.values().removeIf(String::isEmpty);
        return facts;
    }

    /** Returns the milliseconds until a block that is added to a file is on the disk, which every durable commit waits for. */
    private static String forcedWrite(Path work) throws IOException {
        var file = Files.createTempFile(work, "forced", ".bin");
        var times = new ArrayList<Double>();
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (int i = 0; i < WRITES; i++) {
                long start = System.nanoTime();
                channel.write(ByteBuffer.allocate(BLOCK));
                channel.force(true);
                times.add((System.nanoTime() - start) / 1e6);
            }
        } finally {
            Files.delete(file);
        }
        var spread = Spread.of(times);
        return "%s / %s / %s"
                .formatted(Spread.number(spread.min()), Spread.number(spread.median()), Spread.number(spread.max()));
    }

    private static String memory() {
        var kilobytes = field("/proc/meminfo", "MemTotal").replaceAll("\\D", "");
        return kilobytes.isEmpty() ? "" : "%.0f GB".formatted(Long.parseLong(kilobytes) * 1024 / 1e9);
    }

    /** Returns the load of the machine, averaged over one, five and fifteen minutes; empty where the system does not tell. */
    public static String load() {
        var text = read("/proc/loadavg").split(" ", -1);
        return text.length < 3 ? "" : String.join(" ", text[0], text[1], text[2]);
    }

    private static String field(String file, String name) {
        return read(file)
                .lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("");
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            return ""; // another system than Linux
        }
    }
}
