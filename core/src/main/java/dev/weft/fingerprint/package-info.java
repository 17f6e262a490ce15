/** Short texts that are equal where long things are. */
@NullMarked
package dev.weft.fingerprint;

import org.jspecify.annotations.NullMarked;
