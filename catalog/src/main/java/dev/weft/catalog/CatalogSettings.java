package dev.weft.catalog;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Which catalog to open, and how.
 *
 * @param url the JDBC address
 * @param user the database's user; empty for H2
 * @param password the user's password; empty for H2
 * @param folder the folder of an H2 catalog; empty for one in memory and for PostgreSQL
 * @param unsafe whether a PostgreSQL server that may lose commits is accepted
 * @param clock says when events happen
 * @param command what this process runs, in words for people whom it keeps waiting
 */
public record CatalogSettings(
        String url,
        String user,
        String password,
        Optional<Path> folder,
        boolean unsafe,
        InstantSource clock,
        String command) {

    /** Returns the settings of a catalog in a folder, {@code .weft/catalog} by default; its owner's lock lies beside the folder. */
    public static CatalogSettings h2(Path folder) {
        var absolute = folder.toAbsolutePath().normalize();
        // MAX_COMPACT_TIME: closing does not compact by itself; the catalog does where it is worth it.
        // AUTO_COMPACT_FILL_RATE: a thread of H2's does
        // while it is open, by default (90 percent) for nearly ever and in commands that only read; here where the file
        // is four times what lives.
        var url =
                "jdbc:h2:file:%s;RETENTION_TIME=5000;MAX_COMPACT_TIME=0;AUTO_COMPACT_FILL_RATE=25;DB_CLOSE_ON_EXIT=FALSE"
                        .formatted(absolute.resolve("catalog").toString().replace(";", "\\;"));
        return of(url, "", "", Optional.of(absolute));
    }

    /** Returns the settings of a catalog that lives as long as it is open; the same name means the same catalog. */
    public static CatalogSettings inMemory(String name) {
        return of("jdbc:h2:mem:%s;DB_CLOSE_ON_EXIT=FALSE".formatted(name), "", "", Optional.empty());
    }

    /** Returns the settings of a catalog in PostgreSQL, {@code jdbc:postgresql://...}. */
    public static CatalogSettings postgres(String url, String user, String password) {
        return of(url, user, password, Optional.empty());
    }

    private static CatalogSettings of(String url, String user, String password, Optional<Path> folder) {
        var command = System.getProperty(
                "weft.command", ProcessHandle.current().info().command().orElse("java"));
        return new CatalogSettings(url, user, password, folder, false, InstantSource.system(), command);
    }

    /** Accepts a PostgreSQL server that may lose what it acknowledged: for tests only. */
    public CatalogSettings allowUnsafe() {
        return new CatalogSettings(url, user, password, folder, true, clock, command);
    }

    public CatalogSettings withClock(InstantSource other) {
        return new CatalogSettings(url, user, password, folder, unsafe, other, command);
    }

    /** Says what this process runs, such as {@code weft dev}. */
    public CatalogSettings withCommand(String other) {
        return new CatalogSettings(url, user, password, folder, unsafe, clock, other);
    }

    /** Returns what and where the catalog is, in one line for people. */
    String describe() {
        if (isPostgres()) {
            return "PostgreSQL at " + place();
        }
        return folder.map(path -> "H2 in " + path).orElse("H2 in memory");
    }

    /** Returns the address without its parameters, which may hold a password: for messages. */
    String place() {
        return url.replaceFirst("[?;].*", "");
    }

    @Override
    public String toString() {
        return place();
    }

    boolean isInMemory() {
        return url.startsWith("jdbc:h2:mem:");
    }

    boolean isPostgres() {
        return url.startsWith("jdbc:postgresql:");
    }
}
