@NullMarked
package dev.weft.run;

import org.jspecify.annotations.NullMarked;
