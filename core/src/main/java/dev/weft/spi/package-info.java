/** What can be replaced: where values are stored. */
@NullMarked
package dev.weft.spi;

import org.jspecify.annotations.NullMarked;
