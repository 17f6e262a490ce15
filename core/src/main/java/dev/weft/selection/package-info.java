/** The language in which assets are selected: parsed into a tree, printed back, resolved against a graph. */
@NullMarked
package dev.weft.selection;

import org.jspecify.annotations.NullMarked;
