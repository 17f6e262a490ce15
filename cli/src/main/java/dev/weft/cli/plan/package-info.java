/** What would run and why: {@code plan} and {@code why}. */
@NullMarked
package dev.weft.cli.plan;

import org.jspecify.annotations.NullMarked;
