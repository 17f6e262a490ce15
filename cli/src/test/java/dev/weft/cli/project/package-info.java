/** A project that begins, and the machine it stands on: {@code new} and {@code doctor}. */
@NullMarked
package dev.weft.cli.project;

import org.jspecify.annotations.NullMarked;
