@NullMarked
package dev.weft.selection;

import org.jspecify.annotations.NullMarked;
