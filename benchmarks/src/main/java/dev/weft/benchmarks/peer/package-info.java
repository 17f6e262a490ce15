/** Other products that do the same work. */
@NullMarked
package dev.weft.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
