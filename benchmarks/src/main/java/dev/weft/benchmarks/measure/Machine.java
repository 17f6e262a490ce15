package dev.weft.benchmarks.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the figures were measured on. */
public final class Machine {

    private Machine() {}

    /** Returns what is known of this machine, for people. */
    public static Map<String, String> describe() {
        var facts = new LinkedHashMap<String, String>();
        facts.put("processor", field("/proc/cpuinfo", "model name"));
        facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        facts.put("memory", field("/proc/meminfo", "MemTotal"));
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("java", System.getProperty("java.runtime.version") + " (" + System.getProperty("java.vendor") + ")");
        facts.put("load before", load());
        facts.values().removeIf(String::isEmpty);
        return facts;
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
