/** Programs that are measured in a process of their own. */
@NullMarked
package dev.weft.benchmarks.program;

import org.jspecify.annotations.NullMarked;
