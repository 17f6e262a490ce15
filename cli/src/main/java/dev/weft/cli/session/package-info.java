/** The project that one command opens, and what commands ask of it in the words of the command line. */
@NullMarked
package dev.weft.cli.session;

import org.jspecify.annotations.NullMarked;
