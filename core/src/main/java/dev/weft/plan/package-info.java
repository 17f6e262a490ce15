/** What will run, in what order, and why. */
@NullMarked
package dev.weft.plan;

import org.jspecify.annotations.NullMarked;
