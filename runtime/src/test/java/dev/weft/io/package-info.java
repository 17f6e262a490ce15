/** What every store promises. */
@NullMarked
package dev.weft.io;

import org.jspecify.annotations.NullMarked;
