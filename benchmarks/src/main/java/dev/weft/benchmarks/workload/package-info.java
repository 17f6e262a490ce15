/** What is measured. */
@NullMarked
package dev.weft.benchmarks.workload;

import org.jspecify.annotations.NullMarked;
