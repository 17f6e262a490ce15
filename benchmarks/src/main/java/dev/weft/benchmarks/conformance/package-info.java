/** Compares what Weft answers with recorded cases of how such systems behave. */
@NullMarked
package dev.weft.benchmarks.conformance;

import org.jspecify.annotations.NullMarked;
