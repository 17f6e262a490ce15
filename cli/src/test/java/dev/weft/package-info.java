/** Tests that look at the whole house. */
@NullMarked
package dev.weft;

import org.jspecify.annotations.NullMarked;
