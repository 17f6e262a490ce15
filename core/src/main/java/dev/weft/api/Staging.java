package dev.weft.api;

import java.nio.file.Path;

/** The place where a step writes files of its own, before anybody else can see them. */
public interface Staging {

    /**
     * Returns the path of a file to write, with its parent folders made.
     *
     * @param relative a relative path with {@code /}; it may not leave the staging place
     */
    Path path(String relative);

    /**
     * Returns the files that were written, as the asset's value.
     *
     * @throws IllegalStateException if nothing was written
     */
    Files publish();

    /** Returns a staging place in a folder, for tests that call an asset's method themselves. */
    static Staging in(Path folder) {
        return new FolderStaging(folder);
    }
}
