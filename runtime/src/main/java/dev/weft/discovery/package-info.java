/** How Weft finds what user code declares, and calls it. */
@NullMarked
package dev.weft.discovery;

import org.jspecify.annotations.NullMarked;
