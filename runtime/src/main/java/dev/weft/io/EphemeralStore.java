package dev.weft.io;

import dev.weft.api.Rows;
import dev.weft.asset.AssetDefinition;
import dev.weft.asset.ValueType;
import dev.weft.event.Stored;
import dev.weft.spi.IoManager;
import dev.weft.spi.Stage;
import dev.weft.spi.StageRequest;
import dev.weft.spi.TargetPublication;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps rows and values in memory, encoded as a store of memory does, and files in a folder: for tests. The folder is asked for, and DuckDB started,
 * only by what needs it.
 */
public final class EphemeralStore implements IoManager {

    private final String name;
    private final Supplier<Path> folder;
    private final Set<String> inFiles = ConcurrentHashMap.newKeySet();
    private @Nullable Duck duck;
    private @Nullable IoManager memory;
    private @Nullable IoManager files;

    public EphemeralStore(String name, Supplier<Path> folder) {
        this.name = name;
        this.folder = folder;
    }

    private synchronized IoManager memory() {
        var made = memory;
        if (made == null) {
            duck = Duck.inMemory(Path.of(System.getProperty("java.io.tmpdir")));
            made = new MemoryIoManager(name, duck);
            memory = made;
        }
        return made;
    }

    private synchronized IoManager files() {
        var made = files;
        if (made == null) {
            made = new FileIoManager(name, folder.get());
            files = made;
        }
        return made;
    }

    private IoManager of(Stored version) {
        return inFiles.contains(version.versionId()) ? files() : memory();
    }

    @Override
    public List<String> kinds(AssetDefinition asset) {
        return memory().kinds(asset);
    }

    @Override
    public Optional<String> refusal(AssetDefinition asset) {
        return Optional.empty();
    }

    @Override
    public Stage stage(StageRequest request) {
        if (request.asset().value() instanceof ValueType.Files) {
            inFiles.add(request.versionId());
            return files().stage(request);
        }
        return memory().stage(request);
    }

    @Override
    public <R extends Record> Stream<R> rows(List<Stored> versions, Class<R> row) {
        return memory().rows(versions, row);
    }

    @Override
    public Rows relation(List<Stored> versions) {
        return memory().relation(versions);
    }

    @Override
    public Object value(Stored version, Type type) {
        return memory().value(version, type);
    }

    @Override
    public dev.weft.api.Files files(Stored version) {
        return files().files(version);
    }

    @Override
    public boolean exists(Stored version) {
        return of(version).exists(version);
    }

    @Override
    public void showLatest(Stored latest) {
        of(latest).showLatest(latest);
    }

    @Override
    public void delete(Stored version) {
        of(version).delete(version);
    }

    @Override
    public Optional<TargetPublication> target() {
        return Optional.empty();
    }

    @Override
    public synchronized void close() {
        if (memory != null) {
            memory.close();
        }
        if (duck != null) {
            duck.close();
        }
        if (files != null) {
            files.close();
        }
    }
}
