/** Tests of masking. */
@NullMarked
package dev.weft.secret;

import org.jspecify.annotations.NullMarked;
