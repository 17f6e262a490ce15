package dev.weft.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whose a place for values is. The first instance that writes there leaves its id; a process of another instance is refused, for two catalogs over
 * one store would collect each other's versions.
 */
public final class StoreIdentity {

    /** No key is stored under a name with a dot at its front. */
    private static final String FILE = ".instance";

    private final @Nullable Supplier<String> instance;
    private final Supplier<String> catalog;

    private StoreIdentity(@Nullable Supplier<String> instance, Supplier<String> catalog) {
        this.instance = instance;
        this.catalog = catalog;
    }

    /** Returns the identity of an instance: its id, and where its catalog is; asked for when they are needed. */
    public static StoreIdentity of(Supplier<String> instance, Supplier<String> catalog) {
        return new StoreIdentity(instance, catalog);
    }

    /** Returns an identity that is welcome everywhere and leaves no trace. */
    public static StoreIdentity none() {
        return new StoreIdentity(null, () -> "");
    }

    boolean isNone() {
        return instance == null;
    }

    /** Returns what is left in the store: id and catalog. */
    List<String> mark() {
        return instance == null ? List.of() : List.of(instance.get(), catalog.get());
    }

    /**
     * Compares the mark that was found with this one.
     *
     * @return whether the mark has to be written anew: the catalog at the same place was begun again
     * @throws IllegalStateException if the store is another instance's
     */
    boolean accepts(List<String> found, Object place) {
        var mine = mark();
        if (found.isEmpty() || mine.isEmpty() || found.get(0).equals(mine.get(0))) {
            return false;
        }
        if (found.size() > 1 && found.get(1).equals(mine.get(1))) {
            return true;
        }
        throw new IllegalStateException(
                "%s belongs to another instance (id %s, catalog %s), not to this one (id %s, catalog %s). Give each instance a place of its own."
                        .formatted(
                                place,
                                found.get(0),
                                found.size() > 1 ? found.get(1) : "unknown",
                                mine.get(0),
                                mine.get(1)));
    }

    /** Claims a folder, or finds that it is claimed already. */
    void claim(Path folder) {
        if (isNone()) {
            return;
        }
        var file = folder.resolve(FILE);
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(folder);
                try {
                    Files.write(file, mark(), StandardOpenOption.CREATE_NEW);
                    return;
                } catch (FileAlreadyExistsException e) {
                    // somebody was faster: look whether it was one of ours
                }
            }
            if (accepts(Files.readAllLines(file), folder)) {
                Files.write(file, mark());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Could not write to %s: %s. Is the disk full or read-only?".formatted(folder, e.getMessage()), e);
        }
    }
}
