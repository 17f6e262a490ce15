package dev.weft.spi;

import java.util.OptionalLong;

/**
 * Content that lies in a store: a version's, or what an attempt that published nothing has left.
 *
 * @param versionId the version's id
 * @param location the place within the store, in the store's own words
 * @param bytes its size; empty if unknown
 */
public record Remains(String versionId, String location, OptionalLong bytes) {}
