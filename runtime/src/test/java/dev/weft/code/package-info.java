@NullMarked
package dev.weft.code;

import org.jspecify.annotations.NullMarked;
