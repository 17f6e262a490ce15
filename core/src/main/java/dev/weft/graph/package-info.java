/** The immutable, validated graph of all asset definitions, and its snapshot. */
@NullMarked
package dev.weft.graph;

import org.jspecify.annotations.NullMarked;
