/** A user project on disk: its classes, compiled where needed, and what it declares. */
@NullMarked
package dev.weft.project;

import org.jspecify.annotations.NullMarked;
