/** Tests of instances. */
@NullMarked
package dev.weft.runtime;

import org.jspecify.annotations.NullMarked;
