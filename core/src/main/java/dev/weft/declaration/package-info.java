/** What annotations of the API say, for the compiler that sees them as text and for the program that has their classes. */
@NullMarked
package dev.weft.declaration;

import org.jspecify.annotations.NullMarked;
