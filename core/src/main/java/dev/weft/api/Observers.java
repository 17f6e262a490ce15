package dev.weft.api;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.ServiceLoader;
import javax.sql.DataSource;

/**
 * Ways to tell the version of data that is made elsewhere, for the methods of external assets.
 *
 * <pre>{@code
 * @ExternalAsset
 * DataVersion price_list() {
 *     return Observers.http(URI.create("https://prices.example.com/today.csv"));
 * }
 * }</pre>
 *
 * <p>Each of them throws {@link NotThereException} where there is nothing: what needs the data waits for it then. Whatever else goes wrong is an
 * {@link IllegalStateException} whose message says what was asked and what came back. They work wherever Weft's runtime is there: in every command, and in
 * tests with the test kit.
 */
public final class Observers {

    /** What of a file tells its version. */
    public enum By {
        /** Its bytes: equal content is the same version, whoever wrote it and when. Reads the whole file. */
        CONTENT,
        /** Its size and the time of its last change: for files too large to be read each time. A copy may count as changed. */
        SIZE_AND_TIME
    }

    /** The ways themselves; Weft's runtime brings them along, nobody else needs to. */
    public interface Ways {
        DataVersion files(Path path, String glob, By by);

        DataVersion http(URI resource, Map<String, String> headers, Duration timeout);

        DataVersion table(DataSource database, String query, Duration timeout);
    }

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private Observers() {}

    /** Returns the version of a file's content. */
    public static DataVersion file(Path file) {
        return file(file, By.CONTENT);
    }

    /** Returns the version of a file. */
    public static DataVersion file(Path file, By by) {
        return ways().files(file, "", by);
    }

    /** Returns the version of all files in a folder and below: their paths in it and their content. */
    public static DataVersion folder(Path folder) {
        return folder(folder, "**");
    }

    /**
     * Returns the version of those files in a folder and below whose path in it matches.
     *
     * @param glob such as {@code *.csv} or {@code 2024-*}{@code /*.csv}; <code>**</code> goes through folders
     */
    public static DataVersion folder(Path folder, String glob) {
        return folder(folder, glob, By.CONTENT);
    }

    /** Does the same by what of the files counts. */
    public static DataVersion folder(Path folder, String glob, By by) {
        if (glob.isEmpty()) {
            throw new IllegalArgumentException("The pattern of a folder's files is empty. Write ** for all of them.");
        }
        return ways().files(folder, glob, by);
    }

    /**
     * Returns the version that a server tells of a resource: its {@code ETag}, else when it was modified and its length, else its content, which is
     * read for that. Redirects are followed; it waits 30 seconds at most.
     */
    public static DataVersion http(URI resource) {
        return http(resource, Map.of(), TIMEOUT);
    }

    /**
     * Does the same with headers, such as {@code Authorization}, which are never shown.
     *
     * @param timeout how long to wait for all of the answer
     */
    public static DataVersion http(URI resource, Map<String, String> headers, Duration timeout) {
        return ways().http(resource, headers, timeout);
    }

    /**
     * Returns the version that a query tells of a table, such as {@code select max(updated_at), count(*) from orders}: the values themselves if it gives
     * one row and they are short, else the hash of all rows in their order. It should be quick: it is asked before and after the table is read.
     *
     * @throws NotThereException if the query gives no row
     */
    public static DataVersion table(DataSource database, String query) {
        return table(database, query, TIMEOUT);
    }

    /**
     * Does the same.
     *
     * @param timeout how long the query may take
     */
    public static DataVersion table(DataSource database, String query, Duration timeout) {
        return ways().table(database, query, timeout);
    }

    private static Ways ways() {
        return ServiceLoader.load(Ways.class, Observers.class.getClassLoader())
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException(
                                "Weft's runtime is not there, which looks at files, servers and databases. In a unit test, add weft-testkit with the scope test."));
    }
}
