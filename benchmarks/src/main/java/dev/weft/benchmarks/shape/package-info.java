/** Seeded graphs and the projects made of them, the same for every contender. */
@NullMarked
package dev.weft.benchmarks.shape;

import org.jspecify.annotations.NullMarked;
