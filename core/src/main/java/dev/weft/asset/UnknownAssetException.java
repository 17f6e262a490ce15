package dev.weft.asset;

import java.util.List;

/** Thrown where an asset is named that the graph does not have. */
public final class UnknownAssetException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient AssetKey key;

    public UnknownAssetException(AssetKey key, List<AssetKey> nearest) {
        super("There is no asset %s.%s"
                .formatted(key, nearest.isEmpty() ? "" : " Did you mean %s?".formatted(nearest.get(0))));
        this.key = key;
    }

    public AssetKey key() {
        return key;
    }
}
