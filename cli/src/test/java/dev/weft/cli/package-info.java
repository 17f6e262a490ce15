/** The {@code weft} command: which commands there are, and the process that runs one. */
@NullMarked
package dev.weft.cli;

import org.jspecify.annotations.NullMarked;
