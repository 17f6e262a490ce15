/** Small operations, each measured over and over in a warm process by JMH. */
@NullMarked
package dev.weft.benchmarks.small;

import org.jspecify.annotations.NullMarked;
