/** The numbers that the design promises, measured. */
@NullMarked
package dev.weft.benchmarks;

import org.jspecify.annotations.NullMarked;
