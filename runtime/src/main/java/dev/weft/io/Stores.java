package dev.weft.io;

import dev.weft.asset.AssetDefinition;
import dev.weft.asset.DefinitionProblem;
import dev.weft.asset.ValueType;
import dev.weft.settings.ProjectSettings;
import dev.weft.settings.SettingsException;
import dev.weft.spi.IoManager;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The stores of an instance by name, each made as {@code weft.io.<name>} says when it is first needed. A name without settings keeps files: the store
 * {@code default} in {@code data/}, another one in {@code data/<name>/}. Safe for use by many threads.
 */
public final class Stores implements AutoCloseable {

    private final ProjectSettings settings;
    private final Path root;
    private final StoreIdentity identity;
    private final Duck duck;
    private final Map<String, IoManager> open = new ConcurrentHashMap<>();

    /**
     * @param settings where {@code weft.io} is set
     * @param root the folder against which relative paths are taken
     * @param identity whose values these are
     */
    public Stores(ProjectSettings settings, Path root, StoreIdentity identity) {
        this.settings = settings;
        this.root = root;
        this.identity = identity;
        this.duck = Duck.inMemory(scratch());
    }

    /**
     * Returns the store of that name.
     *
     * @throws SettingsException if its settings are wrong
     */
    public IoManager get(String name) {
        return open.computeIfAbsent(name, this::make);
    }

    private IoManager make(String name) {
        var options = StoreOptions.of(name, settings);
        return switch (options.kind()) {
            case FILES -> new FileIoManager(name, folder(options), options.format(), duck, identity);
            case MEMORY -> new MemoryIoManager(name, duck);
            case DUCKDB ->
                new TableIoManager(
                        name,
                        new DuckDialect(
                                root.resolve(options.get("path").orElse("data/%s.duckdb".formatted(name))), scratch()),
                        identity);
            case JDBC -> new TableIoManager(name, JdbcDialect.of(options), identity);
        };
    }

    private Path scratch() {
        return root.resolve(".weft/scratch");
    }

    private Path folder(StoreOptions options) {
        var data = options.name().equals("default") ? "data" : "data/" + options.name();
        return root.resolve(options.get("path").orElse(data));
    }

    /** Returns why the stores cannot keep what these assets return, all problems at once; nothing is opened for it. */
    public List<DefinitionProblem> problems(Collection<AssetDefinition> assets) {
        var problems = new ArrayList<DefinitionProblem>();
        var told = new HashSet<String>();
        for (var asset : assets) {
            if (asset.value() instanceof ValueType.Nothing) {
                continue;
            }
            try {
                get(asset.io())
                        .refusal(asset)
                        .ifPresent(reason -> problems.add(new DefinitionProblem(
                                asset.producer().place(), "%s cannot be kept: %s".formatted(asset.key(), reason))));
            } catch (SettingsException e) {
                // A wrong setting is told once, not for each asset of its store.
                if (told.add(String.valueOf(e.getMessage()))) {
                    problems.add(new DefinitionProblem(asset.producer().place(), String.valueOf(e.getMessage())));
                }
            }
        }
        return problems;
    }

    @Override
    public void close() {
        open.values().forEach(IoManager::close);
        duck.close();
    }
}
