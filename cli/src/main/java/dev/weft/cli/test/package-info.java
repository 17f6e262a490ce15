/** The project's own tests: {@code test}. */
@NullMarked
package dev.weft.cli.test;

import org.jspecify.annotations.NullMarked;
