package dev.weft.spi;

import dev.weft.api.Files;
import dev.weft.api.Rows;
import dev.weft.asset.AssetDefinition;
import dev.weft.event.Stored;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Stores values of assets and loads them for downstream assets; safe for use by many threads.
 *
 * <p>A version is written to a place of its own, sealed there, and becomes visible by the catalog's commit. A store that replaces in place (a
 * table) has a {@link TargetPublication} as well.
 */
public interface IoManager extends AutoCloseable {

    /** Returns labels of technology for assets kept here, such as {@code parquet} or {@code duckdb}. */
    List<String> kinds(AssetDefinition asset);

    /** Returns a sentence that says why this store cannot keep the asset; empty if it can. */
    Optional<String> refusal(AssetDefinition asset);

    /** Opens the place of a new version. */
    Stage stage(StageRequest request);

    /**
     * Returns the rows of several versions, one after the other, read lazily in constant memory; the caller closes the stream.
     *
     * @param row a record; a component that a version lacks is null
     * @throws LostVersionException if a version is gone or corrupt
     */
    <R extends Record> Stream<R> rows(List<Stored> versions, Class<R> row);

    /** Returns the rows of several versions as a relation that SQL can read. */
    Rows relation(List<Stored> versions);

    /**
     * Returns a single value.
     *
     * @throws LostVersionException if it is gone or corrupt
     */
    Object value(Stored version, Type type);

    /** Returns the files of a version. */
    Files files(Stored version);

    /** Tells whether the content of a version is there, without reading it. */
    boolean exists(Stored version);

    /** Returns where a version itself lies: a path, or a name within the store. */
    default String place(Stored version) {
        return version.location();
    }

    /** Returns what people open to see the latest of the asset: a file, the folder of its partitions, a table; empty if there is nothing. */
    default String shown(Stored version) {
        return "";
    }

    /** Makes what people and other tools see follow the catalog's latest version; called after its commit, and again to mend. */
    void showLatest(Stored latest);

    /** As {@link #showLatest}, after a process may have been killed in the middle of it: drops what that left, too. */
    default void showAgain(Stored latest) {
        showLatest(latest);
    }

    /** Forces to the disk what {@link #showLatest} has changed since the last call. */
    default void forceShown() {}

    /** Deletes a version's content, or what an attempt left behind; does nothing if it is gone. */
    void delete(Stored version);

    /**
     * Returns all content that lies here under an id and can be removed without a trace for readers of other versions: also what attempts have left.
     */
    default List<Remains> remains() {
        return List.of();
    }

    /** Removes content; does nothing if it is gone. */
    default void remove(Remains remains) {}

    /** Returns how a version is put in place where the store replaces in place; empty if the catalog's commit is all. */
    Optional<TargetPublication> target();

    @Override
    void close();
}
