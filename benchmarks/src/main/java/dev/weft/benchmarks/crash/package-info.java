/** Kills processes that materialize, and compares what they acknowledged with what is there afterwards. */
@NullMarked
package dev.weft.benchmarks.crash;

import org.jspecify.annotations.NullMarked;
