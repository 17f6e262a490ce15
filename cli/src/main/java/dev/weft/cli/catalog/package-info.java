/** What is remembered and kept: {@code catalog}, {@code wipe} and {@code gc}. */
@NullMarked
package dev.weft.cli.catalog;

import org.jspecify.annotations.NullMarked;
