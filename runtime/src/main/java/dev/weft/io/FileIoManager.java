package dev.weft.io;

import dev.weft.api.Rows;
import dev.weft.api.Staging;
import dev.weft.api.Writer;
import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetPartition;
import dev.weft.asset.ValueType;
import dev.weft.event.Content;
import dev.weft.event.Stored;
import dev.weft.spi.IoManager;
import dev.weft.spi.LostVersionException;
import dev.weft.spi.Sealed;
import dev.weft.spi.Stage;
import dev.weft.spi.StageRequest;
import dev.weft.spi.TargetPublication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps values in files below one folder: rows as Parquet, files as they are, any other value as JSON.
 *
 * <p>A version lies at {@code .versions/<key>/<partition or _>/<version id>.<ext>} and never changes; beside it {@code <key>.<ext>}, or
 * {@code <key>/<partition>.<ext>}, is what people open: a link to the latest published version.
 */
public final class FileIoManager implements IoManager {

    private static final String VERSIONS = ".versions";

    private final Path root;
    private final String name;
    private final Duck duck = new Duck();

    public FileIoManager(String name, Path root) {
        this.name = name;
        this.root = root.toAbsolutePath().normalize();
    }

    @Override
    public List<String> kinds(AssetDefinition asset) {
        return asset.value() instanceof ValueType.Nothing ? List.of() : List.of(extension(asset.value()));
    }

    @Override
    public Optional<String> refusal(AssetDefinition asset) {
        return Optional.empty();
    }

    @Override
    public Stage stage(StageRequest request) {
        return new FileStage(request);
    }

    @Override
    public <R extends Record> Stream<R> rows(List<Stored> versions, Class<R> row) {
        return OneByOne.rows(versions, version -> ParquetReader.rows(duck, version, existing(version), row));
    }

    @Override
    public Rows relation(List<Stored> versions) {
        return new ParquetRelation(duck, versions.stream().map(this::existing).toList(), versions, this);
    }

    @Override
    public Object value(Stored version, Type type) {
        var file = existing(version);
        try {
            return JsonValues.MAPPER.readValue(file.toFile(), JsonValues.MAPPER.constructType(type));
        } catch (IOException e) {
            throw new LostVersionException(
                    version,
                    "The stored value of %s cannot be read (%s): %s".formatted(version.what(), file, e.getMessage()),
                    e);
        }
    }

    @Override
    public dev.weft.api.Files files(Stored version) {
        return Staging.in(existing(version)).publish();
    }

    @Override
    public boolean exists(Stored version) {
        return version.location().isEmpty() || Files.exists(root.resolve(version.location()));
    }

    @Override
    public void showLatest(Stored latest) {
        if (latest.location().isEmpty()) {
            return;
        }
        var target = root.resolve(latest.location());
        var file = target.getFileName().toString();
        var extension = Files.isDirectory(target) ? "" : file.substring(file.lastIndexOf('.'));
        var stable = root.resolve(folder(latest.what(), "") + extension);
        try {
            Disk.link(stable, target);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not refresh %s: %s".formatted(stable, e.getMessage()), e);
        }
    }

    @Override
    public void delete(Stored version) {
        if (!version.location().isEmpty()) {
            var place = root.resolve(version.location());
            Disk.delete(place);
            Disk.delete(ParquetWriter.lines(place));
        }
    }

    @Override
    public Optional<TargetPublication> target() {
        return Optional.empty();
    }

    @Override
    public void close() {
        duck.close();
    }

    private Path existing(Stored version) {
        var file = root.resolve(version.location());
        if (!Files.exists(file)) {
            throw new LostVersionException(
                    version,
                    "The stored value of %s is gone: %s does not exist.".formatted(version.what(), file),
                    null);
        }
        return file;
    }

    private static String folder(AssetPartition what, String whole) {
        var key = Paths.ofKey(what.asset().segments());
        return what.partition()
                .map(partition -> key + "/" + Paths.ofSegment(partition.text()))
                .orElse(key + whole);
    }

    private static String extension(ValueType value) {
        if (value instanceof ValueType.Rows || value instanceof ValueType.Relation) {
            return "parquet";
        }
        return value instanceof ValueType.Files ? "files" : "json";
    }

    /** The place of one version while it is written. */
    private final class FileStage implements Stage {

        private final StageRequest request;
        private final String location;
        private final Path path;
        private volatile boolean abandoned;
        private @Nullable ParquetWriter rows;
        private @Nullable Staging files;
        private @Nullable Content content;

        FileStage(StageRequest request) {
            this.request = request;
            var extension = extension(request.asset().value());
            this.location = "%s/%s/%s%s"
                    .formatted(
                            VERSIONS,
                            folder(request.what(), "/_"),
                            request.versionId(),
                            extension.equals("files") ? "" : "." + extension);
            this.path = root.resolve(location);
        }

        @Override
        public void writeRows(Stream<? extends Record> stream) {
            var writer = rowWriter();
            stream.forEachOrdered(writer::write);
        }

        @Override
        public Writer<Record> rowWriter() {
            alive();
            var writer = new ParquetWriter(duck, path, (Class<?>) request.type());
            rows = writer;
            return row -> {
                alive();
                writer.write(row);
            };
        }

        @Override
        public void writeValue(Object value) {
            alive();
            try {
                Files.createDirectories(path.getParent());
                var json = JsonValues.MAPPER.writerWithDefaultPrettyPrinter();
                var canonical = JsonValues.MAPPER.writeValueAsBytes(value);
                var text = json.writeValueAsString(value);
                Files.writeString(path, text);
                content = new Content(
                        ContentHash.of(canonical),
                        OptionalLong.empty(),
                        OptionalLong.of(Files.size(path)),
                        List.of(),
                        text.substring(0, Math.min(text.length(), 1000)));
            } catch (IOException e) {
                throw new UncheckedIOException("Could not write %s: %s".formatted(path, e.getMessage()), e);
            }
        }

        @Override
        public Staging files() {
            alive();
            try {
                Files.createDirectories(path);
            } catch (IOException e) {
                throw new UncheckedIOException("Could not make %s: %s".formatted(path, e.getMessage()), e);
            }
            var staging = Staging.in(path);
            files = staging;
            return staging;
        }

        @Override
        public Sealed seal() {
            alive();
            var sealed = sealContent();
            Disk.seal(path, root);
            return new Sealed(new Stored(request.what(), request.versionId(), name, location), sealed);
        }

        private Content sealContent() {
            if (rows != null) {
                return rows.finish();
            }
            if (files != null) {
                return ofFiles(files.publish());
            }
            if (content == null) {
                throw new IllegalStateException("Nothing was written for %s.".formatted(request.what()));
            }
            return content;
        }

        private Content ofFiles(dev.weft.api.Files written) {
            var parts = new ArrayList<byte[]>();
            long bytes = 0;
            try {
                for (var relative : written.paths()) {
                    var file = written.path(relative);
                    parts.add(relative.getBytes(StandardCharsets.UTF_8));
                    parts.add(digest(file));
                    bytes += Files.size(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("Could not read %s: %s".formatted(path, e.getMessage()), e);
            }
            return new Content(
                    ContentHash.of(parts.toArray(byte[][]::new)),
                    OptionalLong.empty(),
                    OptionalLong.of(bytes),
                    List.of(),
                    String.join("\n", written.paths()));
        }

        private static byte[] digest(Path file) throws IOException {
            var digest = ContentHash.sha256();
            try (var in = Files.newInputStream(file)) {
                var buffer = new byte[1 << 16];
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    digest.update(buffer, 0, read);
                }
            }
            return digest.digest();
        }

        @Override
        public void abandon() {
            abandoned = true;
        }

        private void alive() {
            if (abandoned) {
                throw new IllegalStateException(
                        "The attempt that writes %s was given up. Nothing more is taken.".formatted(request.what()));
            }
        }
    }
}
