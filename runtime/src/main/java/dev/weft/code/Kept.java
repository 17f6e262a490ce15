package dev.weft.code;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was derived from a class path, in two files of the project's {@code .weft}: versions, which every command wants, and the graph, which only
 * explanations and runs want. Each begins with a stamp of the files it was derived from, and ends with a hash of its own content; one that does not
 * fit, is damaged or is of another Weft is ignored. A file is written beside its place and renamed over it.
 */
final class Kept {

    private final ProjectCode.Source source;
    private final Path folder;
    private @Nullable String stamp;

    Kept(ProjectCode.Source source) {
        this.source = source;
        this.folder = source.root().resolve(".weft");
    }

    Optional<Summary> summary() {
        return read("code-versions", in -> {
                    var versions = new HashMap<String, CodeGraph.Version>();
                    for (int left = in.readInt(); left > 0; left--) {
                        versions.put(in.readUTF(), new CodeGraph.Version(in.readUTF(), texts(in)));
                    }
                    var compilers = new HashMap<String, String>();
                    for (int left = in.readInt(); left > 0; left--) {
                        compilers.put(in.readUTF(), in.readUTF());
                    }
                    return new Summary(versions, compilers);
                })
                .filter(this::knowsAll);
    }

    /** A factory may define other assets although no class changed. */
    private boolean knowsAll(Summary summary) {
        return source.graph().assets().stream()
                .allMatch(asset -> summary.versions().containsKey(Roots.of(asset)));
    }

    Optional<CodeGraph> graph() {
        return read("code-graph", in -> {
            var graph = new CodeGraph();
            for (int left = in.readInt(); left > 0; left--) {
                graph.add(new CodeGraph.Place(in.readUTF(), in.readUTF(), in.readUTF(), numbers(in), in.readBoolean()));
            }
            for (int left = in.readInt(); left > 0; left--) {
                graph.root(in.readUTF(), new CodeGraph.Root(in.readInt(), in.readBoolean()));
            }
            return graph;
        });
    }

    void keep(Summary summary, CodeGraph graph) {
        write("code-versions", out -> {
            out.writeInt(summary.versions().size());
            for (var version : summary.versions().entrySet()) {
                out.writeUTF(version.getKey());
                out.writeUTF(version.getValue().text());
                out.writeInt(version.getValue().lookedUp().size());
                for (var place : version.getValue().lookedUp()) {
                    out.writeUTF(place);
                }
            }
            out.writeInt(summary.compilers().size());
            for (var compiler : summary.compilers().entrySet()) {
                out.writeUTF(compiler.getKey());
                out.writeUTF(compiler.getValue());
            }
        });
        write("code-graph", out -> {
            out.writeInt(graph.places().size());
            for (var place : graph.places()) {
                out.writeUTF(place.label());
                out.writeUTF(place.identity());
                out.writeUTF(place.fingerprint());
                out.writeInt(place.next().length);
                for (int next : place.next()) {
                    out.writeInt(next);
                }
                out.writeBoolean(place.isReflective());
            }
            out.writeInt(graph.roots().size());
            for (var root : graph.roots().entrySet()) {
                out.writeUTF(root.getKey());
                out.writeInt(root.getValue().place());
                out.writeBoolean(root.getValue().saysMore());
            }
        });
    }

    private static List<String> texts(DataInputStream in) throws IOException {
        var texts = new ArrayList<String>();
        for (int left = in.readInt(); left > 0; left--) {
            texts.add(in.readUTF());
        }
        return List.copyOf(texts);
    }

    private static int[] numbers(DataInputStream in) throws IOException {
        var numbers = new int[in.readInt()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = in.readInt();
        }
        return numbers;
    }

    private interface Reading<T> {
        T read(DataInputStream in) throws IOException;
    }

    private interface Writing {
        void write(DataOutputStream out) throws IOException;
    }

    private <T> Optional<T> read(String name, Reading<T> reading) {
        var file = folder.resolve(name);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            var bytes = Files.readAllBytes(file);
            int length = bytes.length - Long.BYTES;
            if (length < 0 || ByteBuffer.wrap(bytes, length, Long.BYTES).getLong() != checkSum(bytes, length)) {
                return Optional.empty();
            }
            try (var in = new DataInputStream(new ByteArrayInputStream(bytes, 0, length))) {
                return in.readUTF().equals(stamp()) ? Optional.of(reading.read(in)) : Optional.empty();
            }
        } catch (IOException | RuntimeException e) {
            log().debug("{} is not used: {}", file, e.toString());
            return Optional.empty();
        }
    }

    private static long checkSum(byte[] bytes, int length) {
        var sum = new CRC32();
        sum.update(bytes, 0, length);
        return sum.getValue();
    }

    private void write(String name, Writing writing) {
        Path written = null;
        try {
            Files.createDirectories(folder);
            written = folder.resolve("%s.%s.new".formatted(name, UUID.randomUUID()));
            var content = new ByteArrayOutputStream(1 << 16);
            try (var out = new DataOutputStream(content)) {
                out.writeUTF(stamp());
                writing.write(out);
                var bytes = content.toByteArray();
                out.writeLong(checkSum(bytes, bytes.length));
            }
            Files.write(written, content.toByteArray());
            Files.move(
                    written, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            // Without it, the next command only takes longer.
            log().debug("{} was not kept in {}: {}", name, folder, e.toString());
            discard(written);
        }
    }

    private static void discard(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            log().debug("{} is left over: {}", file, e.toString());
        }
    }

    /**
     * Returns a hash of what decides whether a class path is the same: of each file path, size and times. The time of the last change of a file's
     * entry cannot be set back, so a build that gives its results one fixed time does not deceive it.
     */
    private synchronized String stamp() {
        var known = stamp;
        if (known == null) {
            var digest = Digest.sha256();
            update(digest, CodeGraph.FORMAT + Kept.class.getPackage().getImplementationVersion());
            update(digest, source.packages().toString());
            update(digest, describe(source.root().resolve("pom.xml")));
            for (var place : source.classPath()) {
                update(digest, place.toString());
                if (Files.isDirectory(place)) {
                    try (var files = Files.walk(place)) {
                        files.filter(Kept::counts).sorted().forEach(file -> update(digest, describe(file)));
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                } else {
                    update(digest, describe(place));
                }
            }
            known = java.util.HexFormat.of().formatHex(digest.digest());
            stamp = known;
        }
        return known;
    }

    private static boolean counts(Path file) {
        var name = file.toString();
        return name.endsWith(".class") || (name.contains("META-INF") && name.endsWith(".json"));
    }

    private static void update(java.security.MessageDigest digest, String line) {
        digest.update(line.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
    }

    private static String describe(Path file) {
        try {
            var times = Files.readAttributes(file, "unix:size,lastModifiedTime,ctime");
            return "%s %s %s %s".formatted(file, times.get("size"), times.get("lastModifiedTime"), times.get("ctime"));
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            return describeWithoutChangeTime(file);
        } catch (IOException e) {
            return file + " is gone";
        }
    }

    private static String describeWithoutChangeTime(Path file) {
        try {
            var times = Files.readAttributes(file, "size,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
            return "%s %s %s".formatted(file, times.get("size"), times.get("lastModifiedTime"));
        } catch (IOException e) {
            return file + " is gone";
        }
    }

    /** Made when there is something to say: most commands say nothing. */
    private static Logger log() {
        return LoggerFactory.getLogger(Kept.class);
    }
}
