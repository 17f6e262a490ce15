@NullMarked
package dev.weft.benchmarks.conformance;

import org.jspecify.annotations.NullMarked;
