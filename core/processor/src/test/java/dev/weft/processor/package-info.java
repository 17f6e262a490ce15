/** Tests of the annotation processor: small sources, compiled in this process. */
@NullMarked
package dev.weft.processor;

import org.jspecify.annotations.NullMarked;
