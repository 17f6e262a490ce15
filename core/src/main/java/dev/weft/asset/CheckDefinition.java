package dev.weft.asset;

/**
 * A test of an asset's content.
 *
 * @param asset the asset that is tested
 * @param name the check's name, unique for the asset
 * @param blocking whether a failure keeps the new version from being published
 * @param description the first sentence of its Javadoc; may be empty
 * @param method its method; the first parameter is the staged value
 */
public record CheckDefinition(AssetKey asset, String name, boolean blocking, String description, Producer method) {

    /** Returns how people name it: {@code flights:every_flight_has_an_origin}. */
    public String label() {
        return asset + ":" + name;
    }
}
