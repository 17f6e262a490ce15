package dev.weft.project;

import dev.weft.discovery.Index;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the jars of a class path hold of Weft's index. To look through thousands of names is most of a short command's time, so the answer is kept in
 * {@code .weft} and good while the jars have the same paths, sizes and times.
 */
final class JarEntries implements Index.Jars {

    private static final String FORMAT = "1";

    private final Path file;

    JarEntries(Path root) {
        this.file = root.resolve(".weft/jars.index");
    }

    @Override
    public Map<Path, List<Index.Entry>> entries(List<Path> jars) {
        if (jars.isEmpty()) {
            return Map.of();
        }
        var stamp = FORMAT + " " + Stamp.of(jars);
        var entries = kept(jars, stamp);
        if (entries == null) {
            entries = new HashMap<>();
            for (var jar : jars) {
                entries.put(jar, Index.entriesOf(jar));
            }
            keep(jars, stamp, entries);
        }
        return entries;
    }

    private @Nullable Map<Path, List<Index.Entry>> kept(List<Path> jars, String stamp) {
        try {
            if (!Files.exists(file)) {
                return null;
            }
            var reader = new Reader(Files.readString(file));
            return reader.next().equals(stamp) ? reader.entries(jars) : null;
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    /** What cannot be kept costs time only: the jars are read again. */
    private void keep(List<Path> jars, String stamp, Map<Path, List<Index.Entry>> entries) {
        var text = new StringBuilder();
        write(text, stamp);
        for (int i = 0; i < jars.size(); i++) {
            for (var entry : entries.getOrDefault(jars.get(i), List.of())) {
                write(text, String.valueOf(i));
                write(text, entry.name());
                write(text, entry.text());
            }
        }
        try {
            Files.createDirectories(file.getParent());
            var whole = Files.createTempFile(file.getParent(), "jars", ".tmp");
            Files.writeString(whole, text);
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            org.slf4j.LoggerFactory.getLogger(JarEntries.class).debug("Could not write {}", file, e);
        }
    }

    private static void write(StringBuilder text, String part) {
        text.append(part.length()).append('\n').append(part);
    }

    /** Reads parts that say their length before them. */
    private static final class Reader {

        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        String next() {
            int end = text.indexOf('\n', at);
            int length = Integer.parseInt(text.substring(at, end));
            at = end + 1 + length;
            return text.substring(end + 1, at);
        }

        Map<Path, List<Index.Entry>> entries(List<Path> jars) {
            var entries = new HashMap<Path, List<Index.Entry>>();
            while (at < text.length()) {
                var jar = jars.get(Integer.parseInt(next()));
                entries.computeIfAbsent(jar, unused -> new ArrayList<>()).add(new Index.Entry(next(), next()));
            }
            return entries;
        }
    }
}
