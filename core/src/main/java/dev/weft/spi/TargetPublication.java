package dev.weft.spi;

import dev.weft.asset.AssetPartition;
import dev.weft.event.Stored;
import java.util.Optional;

/** Puts a sealed version in place where a store replaces in place, guarded by a marker row per asset partition in the store itself. */
public interface TargetPublication {

    /**
     * In one transaction of the store: checks that the marker's token is not above {@code token}, replaces exactly the asset partition's
     * rows, and sets the marker. Safe to repeat.
     *
     * @return false if a higher token was there: somebody took over
     */
    boolean publish(Stored version, long token);

    /** Returns the version id that the marker names; empty if there is none. */
    Optional<String> marker(AssetPartition what);

    /** Raises the marker's token, so that whoever holds a lower one can no longer publish. */
    void raiseToken(AssetPartition what, long token);
}
