/** Runs a project's JUnit tests in this process and tells which assets they exercise: what {@code weft test} stands on. */
@NullMarked
package dev.weft.testkit.launch;

import org.jspecify.annotations.NullMarked;
