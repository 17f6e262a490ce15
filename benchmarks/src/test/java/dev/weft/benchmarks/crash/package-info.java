@NullMarked
package dev.weft.benchmarks.crash;

import org.jspecify.annotations.NullMarked;
