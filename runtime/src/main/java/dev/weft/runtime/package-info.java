/** What makes things happen: finding user code, running steps, storing values. */
@NullMarked
package dev.weft.runtime;

import org.jspecify.annotations.NullMarked;
