/** What the project declares and where it stands: {@code list}, {@code show}, {@code lineage}, {@code validate} and {@code diff}. */
@NullMarked
package dev.weft.cli.asset;

import org.jspecify.annotations.NullMarked;
