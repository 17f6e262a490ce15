package dev.weft.io;

import com.fasterxml.jackson.core.JsonProcessingException;
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
import dev.weft.spi.Remains;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps values in files below one folder: rows as Parquet, CSV, JSON lines or JSON, files as they are, any other value as JSON.
 *
 * <p>A version lies at {@code .versions/<key>/<partition>/<version id>.<ext>} and never changes; beside it {@code <key>.<ext>}, or
 * {@code <key>/<partition>.<ext>}, is what people open: a link to the latest published version.
 */
public final class FileIoManager implements IoManager {

    private static final String VERSIONS = ".versions";

    private final Path root;
    private final String name;
    private final RowFormat format;
    private final Duck duck;
    private final StoreIdentity identity;
    private final List<RowFormat> formats;
    private final ForcedFolders folders = new ForcedFolders(new SharedForces(Disk::forceFolder));
    /** Folders in which links were swapped that may not be on the disk yet. */
    private final Set<Path> swapped = ConcurrentHashMap.newKeySet();

    private volatile boolean claimed;

    /** Returns a store of Parquet files that belongs to nobody. */
    public FileIoManager(String name, Path root) {
        this(name, root, "parquet", Duck.inMemory(root.resolve(VERSIONS).resolve(".scratch")), StoreIdentity.none());
    }

    FileIoManager(String name, Path root, String format, Duck duck, StoreIdentity identity) {
        this.name = name;
        this.root = root.toAbsolutePath().normalize();
        this.duck = duck;
        this.identity = identity;
        this.formats = List.of(new Parquet(duck), new Csv(), JsonLines.lines(), JsonLines.array());
        this.format = format(format);
    }

    private RowFormat format(String word) {
        return formats.stream()
                .filter(candidate -> candidate.name().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No format " + word));
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
        if (!claimed) {
            identity.claim(root.resolve(VERSIONS));
            claimed = true;
        }
        return new FileStage(request);
    }

    @Override
    public <R extends Record> Stream<R> rows(List<Stored> versions, Class<R> row) {
        var type = RowType.of(row);
        return OneByOne.rows(
                versions,
                version -> RecordStream.of(
                        version, type, row, read -> format(version).cursor(existing(version), read, version.what())));
    }

    /** Returns the format in which a version was written, whatever the store is set to now. */
    private RowFormat format(Stored version) {
        return format(version.location().substring(version.location().lastIndexOf('.') + 1));
    }

    @Override
    public Rows relation(List<Stored> versions) {
        var byFormat = new LinkedHashMap<RowFormat, List<Path>>();
        versions.forEach(version -> byFormat.computeIfAbsent(format(version), any -> new ArrayList<>())
                .add(existing(version)));
        var parts = new ArrayList<String>();
        try {
            for (var entry : byFormat.entrySet()) {
                parts.add(entry.getKey().relation(entry.getValue()));
            }
        } catch (IOException e) {
            throw new LostVersionException(
                    versions.get(0),
                    "The columns of %s cannot be read: %s"
                            .formatted(versions.get(0).what(), JsonValues.problem(e)),
                    e);
        }
        var relation = parts.size() == 1
                ? parts.get(0)
                : parts.stream()
                        .map(part -> "SELECT * FROM " + part)
                        .collect(Collectors.joining(" UNION ALL BY NAME ", "(", ")"));
        return new StoredRelation(duck.connect(), relation, versions, this::rows);
    }

    @Override
    public Object value(Stored version, Type type) {
        var file = existing(version);
        try {
            return JsonValues.MAPPER.readValue(file.toFile(), JsonValues.MAPPER.constructType(type));
        } catch (IOException e) {
            throw new LostVersionException(
                    version,
                    "The stored value of %s cannot be read (%s): %s"
                            .formatted(version.what(), file, JsonValues.problem(e)),
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
    public String place(Stored version) {
        return root.resolve(version.location()).toString();
    }

    @Override
    public String shown(Stored version) {
        if (version.location().isEmpty()) {
            return "";
        }
        return version.what().partition().isPresent()
                ? root.resolve(Paths.ofKey(version.what().asset().segments())).toString()
                : stable(version).toString();
    }

    private Path stable(Stored version) {
        var file = root.resolve(version.location()).getFileName().toString();
        int dot = file.lastIndexOf('.');
        return root.resolve(folder(version.what()) + (dot < 0 ? "" : file.substring(dot)));
    }

    @Override
    public void showLatest(Stored latest) {
        if (latest.location().isEmpty()) {
            return;
        }
        var target = root.resolve(latest.location());
        var stable = stable(latest);
        try {
            swapped.add(Objects.requireNonNull(stable.getParent()));
            Disk.link(stable, target);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not refresh %s: %s".formatted(stable, e.getMessage()), e);
        }
    }

    @Override
    public void showAgain(Stored latest) {
        if (!latest.location().isEmpty()) {
            Disk.dropUnswapped(stable(latest));
            showLatest(latest);
        }
    }

    @Override
    public void forceShown() {
        for (var folder : Set.copyOf(swapped)) {
            swapped.remove(folder);
            try {
                Disk.forceFolder(folder);
            } catch (IOException e) {
                throw new UncheckedIOException("Could not force %s to disk: %s".formatted(folder, e.getMessage()), e);
            }
        }
    }

    @Override
    public void delete(Stored version) {
        if (!version.location().isEmpty()) {
            var place = root.resolve(version.location());
            Disk.delete(place);
            formats.stream().flatMap(any -> any.companions(place).stream()).forEach(Disk::delete);
        }
    }

    @Override
    public List<Remains> remains() {
        return new VersionFolders(root, root.resolve(VERSIONS)).remains();
    }

    @Override
    public void remove(Remains remains) {
        new VersionFolders(root, root.resolve(VERSIONS)).remove(remains);
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

    private static String folder(AssetPartition what) {
        var key = Paths.ofKey(what.asset().segments());
        return what.partition()
                .map(partition -> key + "/" + Paths.ofSegment(partition.text()))
                .orElse(key);
    }

    private String extension(ValueType value) {
        if (value instanceof ValueType.Rows || value instanceof ValueType.Relation) {
            return format.name();
        }
        return value instanceof ValueType.Files ? "files" : "json";
    }

    /** The place of one version while it is written. */
    private final class FileStage implements Stage {

        private final StageRequest request;
        private final StageLife life;
        private final String location;
        private final Path path;
        private @Nullable Staging files;
        private @Nullable Content content;

        FileStage(StageRequest request) {
            this.request = request;
            this.life = new StageLife(request);
            var extension = extension(request.asset().value());
            this.location = "%s/%s/%s%s"
                    .formatted(
                            VERSIONS,
                            folder(request.what()),
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
            life.check();
            var type = RowType.of((Class<?>) request.type());
            try {
                Disk.makeFolders(Objects.requireNonNull(path.getParent()));
                var writer = new RowWriter(type, format.sink(path, type));
                return life.guard(writer);
            } catch (IOException e) {
                throw Sidecar.failed(path, e);
            }
        }

        @Override
        public void writeValue(Object value) {
            life.check();
            try {
                var canonical = JsonValues.MAPPER.writeValueAsBytes(value);
                var text = JsonValues.pretty(value);
                var bytes = text.getBytes(StandardCharsets.UTF_8);
                Disk.makeFolders(Objects.requireNonNull(path.getParent()));
                Files.write(path, bytes);
                content = JsonValues.content(canonical, text, bytes.length);
            } catch (JsonProcessingException e) {
                throw JsonValues.unwritable(request.what(), e);
            } catch (IOException e) {
                throw Sidecar.failed(path, e);
            }
        }

        @Override
        public Staging files() {
            life.check();
            try {
                Files.createDirectories(path);
            } catch (IOException e) {
                throw Sidecar.failed(path, e);
            }
            var staging = Staging.in(path);
            files = staging;
            return staging;
        }

        @Override
        public Sealed seal() {
            life.check();
            var sealed = sealContent();
            format.companions(path).stream()
                    .filter(Files::exists)
                    .forEach(beside -> Disk.seal(beside, beside, folders));
            Disk.seal(path, root, folders);
            return new Sealed(new Stored(request.what(), request.versionId(), name, location), sealed);
        }

        private Content sealContent() {
            var rows = life.rows();
            if (rows != null) {
                return rows.finish();
            }
            if (files != null) {
                return FilesContent.of(files.publish(), path);
            }
            if (content == null) {
                throw new IllegalStateException("Nothing was written for %s.".formatted(request.what()));
            }
            return content;
        }

        @Override
        public void abandon() {
            life.abandon();
        }
    }
}
