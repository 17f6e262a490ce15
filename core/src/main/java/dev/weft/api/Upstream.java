package dev.weft.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An upstream asset that is not loaded unless asked: {@code Upstream<?>} only says "must be there before me".
 *
 * @param <T> the type as which {@link #load()} returns it
 */
public interface Upstream<T> {

    /** Returns the asset's key, such as {@code sales/orders}. */
    String key();

    /** Returns the data version that this step reads; empty if there is none. With several partitions: a hash of theirs. */
    Optional<DataVersion> dataVersion();

    /** Returns the partitions that this step reads, in order; empty if the upstream has no partitions. */
    List<PartitionKey> partitions();

    /** Returns the metadata recorded with the version that this step reads. */
    Map<String, Object> metadata();

    /** Loads the value that this step reads. */
    T load();
}
