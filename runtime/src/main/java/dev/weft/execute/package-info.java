/** What makes a plan happen: the run coordinator, attempts of steps, what they read, write and log. */
@NullMarked
package dev.weft.execute;

import org.jspecify.annotations.NullMarked;
