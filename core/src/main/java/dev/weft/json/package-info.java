/** JSON in and out, by streaming, for what core stores as text. */
@NullMarked
package dev.weft.json;

import org.jspecify.annotations.NullMarked;
