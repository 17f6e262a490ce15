/** Texts that nobody may see: whatever became a {@code Secret} is masked before it is logged, recorded or shown. */
@NullMarked
package dev.weft.secret;

import org.jspecify.annotations.NullMarked;
