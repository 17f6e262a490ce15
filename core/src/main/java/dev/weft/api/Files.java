package dev.weft.api;

import java.nio.file.Path;
import java.util.List;

/**
 * Files that an asset wrote itself, in one folder of their own: what {@link Staging#publish()} returns and a consumer receives.
 *
 * @param folder the folder that holds them; read-only once published
 * @param paths the files, relative to the folder, with {@code /}, sorted
 */
public record Files(Path folder, List<String> paths) {

    public Files {
        paths = List.copyOf(paths);
    }

    /** Returns the file of that relative path. */
    public Path path(String relative) {
        return folder.resolve(relative);
    }
}
