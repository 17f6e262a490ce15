/** The {@code weft} command: what a terminal asks of an instance, and how the answer looks there. */
@NullMarked
package dev.weft.cli;

import org.jspecify.annotations.NullMarked;
