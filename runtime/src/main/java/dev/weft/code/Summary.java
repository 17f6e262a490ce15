package dev.weft.code;

import java.util.Map;

/**
 * What most commands want to know of a project's code.
 *
 * @param versions by root
 * @param compilers by the binary name of an {@code @Assets} class
 */
record Summary(Map<String, CodeGraph.Version> versions, Map<String, String> compilers) {

    Summary {
        versions = Map.copyOf(versions);
        compilers = Map.copyOf(compilers);
    }
}
