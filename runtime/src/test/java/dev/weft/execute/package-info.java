@NullMarked
package dev.weft.execute;

import org.jspecify.annotations.NullMarked;
