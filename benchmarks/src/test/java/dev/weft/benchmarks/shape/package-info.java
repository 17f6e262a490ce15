@NullMarked
package dev.weft.benchmarks.shape;

import org.jspecify.annotations.NullMarked;
