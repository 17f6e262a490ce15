@NullMarked
package dev.weft.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
