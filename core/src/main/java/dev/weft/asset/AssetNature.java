package dev.weft.asset;

/** Who makes an asset. */
public enum AssetNature {
    /** Weft makes it, by running its method. */
    MATERIALIZABLE,
    /** It is made elsewhere, and a method observes its version. */
    OBSERVABLE,
    /** It is made elsewhere and only reported. */
    EXTERNAL;

    public boolean isMaterializable() {
        return this == MATERIALIZABLE;
    }
}
