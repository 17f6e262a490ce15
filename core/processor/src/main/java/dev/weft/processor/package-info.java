/** The annotation processor: checks asset declarations as they are compiled and writes the definition index. */
@NullMarked
package dev.weft.processor;

import org.jspecify.annotations.NullMarked;
