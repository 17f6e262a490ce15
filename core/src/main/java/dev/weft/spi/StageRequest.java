package dev.weft.spi;

import dev.weft.asset.AssetDefinition;
import dev.weft.asset.AssetPartition;
import java.lang.reflect.Type;

/**
 * Asks for the place of a new version.
 *
 * @param asset the asset's definition
 * @param what the asset partition
 * @param versionId the version's random id
 * @param type the Java type of the value: for rows, the record class
 */
public record StageRequest(AssetDefinition asset, AssetPartition what, String versionId, Type type) {}
