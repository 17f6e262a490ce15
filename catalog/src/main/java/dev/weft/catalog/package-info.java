/** The durable memory of an instance: what happened, what is true now, and how one led to the other. */
@NullMarked
package dev.weft.catalog;

import org.jspecify.annotations.NullMarked;
