/** Runs and steps: their states and the table of what leads from one to the next. */
@NullMarked
package dev.weft.run;

import org.jspecify.annotations.NullMarked;
