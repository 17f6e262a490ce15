package dev.weft.testkit;

import dev.weft.asset.AssetKey;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells those who listen what a test exercises. */
final class MaterializationListeners {

    private MaterializationListeners() {}

    static void tell(Set<AssetKey> assets) {
        var keys = assets.stream().map(AssetKey::text).collect(Collectors.toUnmodifiableSet());
        ServiceLoader.load(MaterializationListener.class).forEach(listener -> listener.materializing(keys));
    }
}
