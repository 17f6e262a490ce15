/** Measuring: children with their CPU time and memory, contenders in turns, growth. */
@NullMarked
package dev.weft.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
