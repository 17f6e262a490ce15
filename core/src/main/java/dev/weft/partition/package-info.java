/** Slices of assets: partitions definitions, their numbering, sets of partitions, and mappings between them. */
@NullMarked
package dev.weft.partition;

import org.jspecify.annotations.NullMarked;
